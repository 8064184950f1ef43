import { type Parsed, parseLines, wholeNumbers } from './parsed.ts';

export interface BuddyRow {
  readonly node: number;
  readonly zone: string;
  /** Blocks of `2 ** order` pages. */
  readonly order: number;
  readonly free: number;
}

/** /proc/buddyinfo. */
export function parseBuddyinfo(text: string): Parsed<BuddyRow> {
  return parseLines(text, line => {
    const [, node, zone = '', digits = ''] = /^Node (\d+), zone\s+(\S+)\s+([\d ]+)$/.exec(line) ?? [];
    const counts = wholeNumbers(digits.trim().split(/\s+/));
    return counts?.map((free, order) => ({ node: Number(node), zone, order, free }));
  });
}
