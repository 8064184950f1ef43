import { type Parsed, parseLines, wholeNumber } from './parsed.ts';

export interface SwapRow {
  readonly file: string;
  readonly type: string;
  readonly bytes: number;
  readonly used: number;
  readonly priority: number;
}

/** /proc/swaps. */
export function parseSwaps(text: string): Parsed<SwapRow> {
  return parseLines(text, line => {
    if (line.startsWith('Filename')) return [];
    const [, file = '', type = '', size, used, priority] =
      /^(\S+)\s+(\S+)\s+(\d+)\s+(\d+)\s+(-?\d+)$/.exec(line) ?? [];
    const [all, taken] = [wholeNumber(size), wholeNumber(used)];
    if (all === undefined || taken === undefined) return undefined;
    return [{ file, type, bytes: all * 1024, used: taken * 1024, priority: Number(priority) }];
  });
}
