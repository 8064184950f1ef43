import type { Question } from '../question.ts';
import type { OfTable, Portion, RowWishes, TableHead, TableWindow } from './contract.ts';
import { tableWithin } from './stretch-traces.ts';
import { csvPiece, tableWindow } from './table-window.ts';
import { wishedRows } from './wished-rows.ts';

/** What a table is and how many rows it has. */
export const askTableHead: Question<OfTable, TableHead> = (bench, params) => {
  const { table, firstRow } = tableWithin(bench, params);
  return { description: table.description, count: table.count, firstRow };
};

/** Some of a table's rows. */
export const askTableWindow: Question<OfTable & RowWishes & Portion, TableWindow> = (bench, params) => {
  const { table, firstRow } = tableWithin(bench, params);
  return tableWindow(table, params, params, firstRow);
};

/** Some of a table's rows as CSV. */
export const askTableCsv: Question<OfTable & RowWishes & Portion, string> = (bench, params) =>
  csvPiece(tableWithin(bench, params).table, params, params);

/** Where a row of a table stands among those that are wished for; -1 where it does not. */
export const askTablePlace: Question<OfTable & RowWishes & { readonly row: number }, number> = (
  bench,
  params,
) => wishedRows(tableWithin(bench, params).table, params).indexOf(params.row);
