import type { SqlAnswer, SqlValue } from '../../query/index.ts';
import { printable } from '../../text/replay/index.ts';
import { columnLines, type TableStyle } from '../../text/tables/index.ts';

/** Rows of an answer as lines: numbers to the right, as they are; what is null as `NULL`. */
export function sqlLines(
  { columns }: SqlAnswer,
  rows: readonly (readonly SqlValue[])[],
  style: TableStyle,
): readonly string[] {
  const drawn = columns.map(({ name }, column) => ({
    head: printable(name),
    isText: rows.some(row => typeof row[column] === 'string'),
    cells: rows.map(row => textOf(row[column] ?? null)),
    rank: 0,
  }));
  return columnLines(drawn, style);
}

function textOf(value: SqlValue): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? printable(value) : String(value);
}
