import { wholeNumber } from './parsed.ts';

/** Numbers of the CPUs in the head of a table of counts, `CPU0 CPU1 …`; undefined where a line is no such head. */
export function cpusOfHead(line: string): readonly number[] | undefined {
  const words = line.trim().split(/\s+/);
  return words.every(word => /^CPU\d{1,5}$/.test(word))
    ? words.map(word => Number(word.slice(3)))
    : undefined;
}

/** A line `NAME: COUNT COUNT … TEXT`: as many counts as there are, at most one a CPU, and the text behind them. */
export function countsOf(
  line: string,
  cpus: number,
): { readonly name: string; readonly counts: readonly number[]; readonly rest: string } | undefined {
  const [, name, behind = ''] = /^\s*([^\s:]+):(.*)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const counts: number[] = [];
  let rest = behind;
  while (counts.length < cpus) {
    const [whole, digits] = /^\s+(\d+)(?=\s|$)/.exec(rest) ?? [];
    const count = wholeNumber(digits);
    if (whole === undefined || count === undefined) break;
    counts.push(count);
    rest = rest.slice(whole.length);
  }
  return counts.length === 0 ? undefined : { name, counts, rest: rest.trim() };
}
