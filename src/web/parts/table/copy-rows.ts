import type { RowWishes } from '../../../views/index.ts';
import { copyText } from '../copy-text.ts';
import type { TableSource } from './source.ts';

/** Texts of a mail are not longer. */
const mostCopied = 10_000;
const windowRows = 2000;

/** Copies rows `[first, end)` as tab-separated text under the columns' ids; answers how many. */
export async function copyRows(
  source: TableSource,
  wishes: RowWishes,
  columns: readonly string[],
  first: number,
  end: number,
): Promise<number> {
  const last = Math.min(end, first + mostCopied);
  const lines: string[] = [];
  for (let from = first; from < last; from += windowRows) {
    const portion = { first: from, count: Math.min(windowRows, last - from), columns };
    const window = await source.window(wishes, portion, new AbortController().signal);
    if (from === first) lines.push(window.columns.map(({ id }) => id).join('\t'));
    for (let at = 0; at < window.rows.length; at++)
      lines.push(window.columns.map(({ texts }) => texts[at]).join('\t'));
    if (window.rows.length === 0) break;
  }
  await copyText(lines.join('\n'));
  return Math.max(0, lines.length - 1);
}
