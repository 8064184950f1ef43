import { kilobytes, type Parsed, parseLines, wholeNumber } from './parsed.ts';

/** A line of /proc/PID/status. */
export interface StatusRow {
  readonly name: string;
  readonly text: string;
  /** Where it is an amount of memory. */
  readonly bytes: number | undefined;
  /** Where it is a number alone. */
  readonly number: number | undefined;
}

/** /proc/PID/status. */
export function parseStatus(text: string): Parsed<StatusRow> {
  return parseLines(text, line => {
    const [, name, value = ''] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) return undefined;
    return [{ name, text: value, bytes: kilobytes(value), number: wholeNumber(value) }];
  });
}
