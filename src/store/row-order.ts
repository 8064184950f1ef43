import type { Table } from './table-data.ts';

/** Rows of a table in an order. */
export type Rows = Uint32Array;

export function allRows(table: Table): Rows {
  return Uint32Array.from({ length: table.count }, (_, row) => row);
}

/** Rows sorted by a column; what is not known comes last either way, and what is equal keeps its order. */
export function sortRowsBy(table: Table, rows: Rows, column: number, descending: boolean): Rows {
  const sign = descending ? -1 : 1;
  if (table.description.columns[column]?.type === 'text') {
    const texts = new Map(Array.from(rows, row => [row, table.text(column, row)]));
    return rows.slice().sort((a, b) => sign * compareTexts(texts.get(a)!, texts.get(b)!) || a - b);
  }
  const values = new Float64Array(table.count);
  for (const row of rows) {
    const value = table.number(column, row);
    values[row] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
  }
  return rows.slice().sort((a, b) => values[a]! - values[b]! || a - b);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
