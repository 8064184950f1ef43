import type { RowWishes } from '../../../views/index.ts';
import type { TableSource } from './source.ts';

/** Rows that become text at once: the worker answers others between two pieces. */
const pieceRows = 20_000;

/** Makes a file of all rows that are wished for, piece by piece; `made` is told how many are done. */
export async function downloadCsv(
  source: TableSource,
  wishes: RowWishes,
  count: number,
  signal: AbortSignal,
  made: (rows: number) => void,
): Promise<void> {
  let parts: Blob = new Blob([]);
  for (let first = 0; first === 0 || first < count; first += pieceRows) {
    const piece = await source.csv(wishes, { first, count: pieceRows });
    if (signal.aborted) return;
    parts = new Blob([parts, piece], { type: 'text/csv' });
    made(Math.min(count, first + pieceRows));
  }
  const address = URL.createObjectURL(parts);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${source.description.id}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
