import { kilobytes, type Parsed, parseLines, wholeNumber } from './parsed.ts';

export interface MemoryRow {
  readonly name: string;
  readonly bytes: number | undefined;
  /** Of what is counted in pieces: huge pages. */
  readonly count: number | undefined;
}

/** /proc/meminfo. */
export function parseMeminfo(text: string): Parsed<MemoryRow> {
  return parseLines(text, line => {
    const [, name, value = ''] = /^([\w()]+):(.*)$/.exec(line) ?? [];
    if (name === undefined) return undefined;
    const bytes = kilobytes(value);
    const count = wholeNumber(value.trim());
    return bytes === undefined && count === undefined ? undefined : [{ name, bytes, count }];
  });
}
