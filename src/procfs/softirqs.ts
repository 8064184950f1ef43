import { countsOf, cpusOfHead } from './cpu-counts.ts';
import { type Parsed, parseLines } from './parsed.ts';

export interface SoftirqRow {
  readonly name: string;
  readonly cpu: number;
  readonly count: number;
}

/** /proc/softirqs. */
export function parseSoftirqs(text: string): Parsed<SoftirqRow> {
  let cpus: readonly number[] = [];
  return parseLines(text, line => {
    const head = cpusOfHead(line);
    if (head !== undefined) {
      cpus = head;
      return [];
    }
    const found = countsOf(line, cpus.length);
    if (found === undefined || found.counts.length < cpus.length) return undefined;
    return found.counts.map((count, place) => ({ name: found.name, cpu: cpus[place]!, count }));
  });
}
