import type { Column, Rows, Table } from '../../store/index.ts';
import { cellText, csvHead, csvLines } from '../../text/tables/index.ts';
import type { Portion, RowWishes, TableWindow, WindowColumn } from './contract.ts';
import { wishedRows } from './wished-rows.ts';

/** The most rows of one window. */
export const mostWindowRows = 2000;

/** Some of the rows that are wished for, as text and as numbers. Rows of the trace count from `firstRow`. */
export function tableWindow(
  table: Table,
  wishes: RowWishes,
  { first, count, columns }: Portion,
  firstRow = 0,
): TableWindow {
  const wished = wishedRows(table, wishes);
  const rows = wished.slice(first, first + Math.min(count, mostWindowRows));
  const shown = table.description.columns.flatMap((column, index): readonly WindowColumn[] =>
    columns === undefined || columns.includes(column.id)
      ? [windowColumn(table, column, index, rows, firstRow)]
      : [],
  );
  return {
    first,
    wished: wished.length,
    all: table.count,
    rows,
    columns: shown,
    most: mostOf(table, wished),
  };
}

function windowColumn(
  table: Table,
  column: Column,
  index: number,
  rows: Rows,
  firstRow: number,
): WindowColumn {
  const { id, type } = column;
  if (type === 'text') {
    return {
      id,
      texts: Array.from(rows, row => cellText(column, table.cell(index, row))),
      values: undefined,
    };
  }
  const shift = type === 'row' ? firstRow : 0;
  const values = Float64Array.from(rows, row => table.number(index, row) + shift);
  const texts = Array.from(values, value => cellText(column, Number.isNaN(value) ? undefined : value));
  return { id, texts, values };
}

const mosts = new WeakMap<Rows, number>();

/** The greatest value of the column that matters most; looked for once for each order. */
function mostOf(table: Table, rows: Rows): number {
  const { worst } = table.description;
  const known = mosts.get(rows);
  if (known !== undefined || worst === undefined) return known ?? Number.NaN;
  const column = table.column(worst);
  let most = Number.NaN;
  for (const row of rows) {
    const value = table.number(column, row);
    if (!(value <= most) && !Number.isNaN(value)) most = value;
  }
  mosts.set(rows, most);
  return most;
}

/** Some of the rows that are wished for as CSV; the first lines begin with the columns' ids. */
export function csvPiece(table: Table, wishes: RowWishes, { first, count }: Portion): string {
  const rows = wishedRows(table, wishes).subarray(first, first + count);
  const lines = [...(first === 0 ? [csvHead(table)] : []), ...csvLines(table, rows)];
  return lines.map(line => `${line}\r\n`).join('');
}
