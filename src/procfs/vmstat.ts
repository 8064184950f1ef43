import { type Parsed, parseLines, wholeNumber } from './parsed.ts';

export interface CounterRow {
  readonly name: string;
  readonly value: number;
}

/** /proc/vmstat. */
export function parseVmstat(text: string): Parsed<CounterRow> {
  return parseLines(text, line => {
    const [name = '', digits, ...more] = line.split(' ');
    const value = wholeNumber(digits);
    return value === undefined || more.length > 0 || !/^\w+$/.test(name) ? undefined : [{ name, value }];
  });
}
