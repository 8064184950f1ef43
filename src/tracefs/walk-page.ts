import type { EventColumns } from './event-columns.ts';
import type { PageCursor } from './page-cursor.ts';

// No recorded event is smaller than its head and one word.
const smallestEvent = 8;

/**
 * Appends every event of the page at `pageOffset` to `columns` and answers how many there were.
 * What was lost before the page and what is wrong with it stand in the cursor afterwards (`lost`, `fault`).
 */
export function walkPage(
  cursor: PageCursor,
  pageOffset: number,
  pageSize: number,
  columns: EventColumns,
): number {
  if (!cursor.load(pageOffset, pageSize)) return 0;
  columns.reserve(Math.ceil(cursor.size / smallestEvent));
  const before = columns.count;
  columns.count = cursor.collect(columns.time, columns.offset, columns.length, before);
  return columns.count - before;
}
