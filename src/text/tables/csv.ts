import type { Cell, Rows, Table } from '../../store/index.ts';

/** The first line of CSV as RFC 4180 has it, without its end: the columns' ids. */
export function csvHead({ description }: Table): string {
  return description.columns.map(({ id }) => quotedForCsv(id)).join(',');
}

/** One line a row, without its end; what is not known is empty. */
export function* csvLines(table: Table, rows: Rows): Iterable<string> {
  const { columns } = table.description;
  for (const row of rows) yield columns.map((_, column) => quotedForCsv(table.cell(column, row))).join(',');
}

/** A cell of CSV, in quotes where it must be. */
export function quotedForCsv(cell: Cell | boolean): string {
  if (cell === undefined) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
