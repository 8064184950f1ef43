import { UsageError } from '../../base/index.ts';
import {
  allRows,
  type Column,
  filterRows,
  RowFilterError,
  type Rows,
  sortRowsBy,
  type Table,
  type TableDescription,
} from '../../store/index.ts';
import { cellText } from '../../text/tables/index.ts';
import { say } from '../../words/index.ts';
import type { RowWishes } from './contract.ts';

const kept = new WeakMap<Table, Map<string, Rows>>();
/** An order of a million rows takes a second to make and 4 MB to keep. */
const keptOrders = 6;

/** The rows that are wished for in their order, made once for each wish. Throws a UsageError where a wish is none. */
export function wishedRows(table: Table, { sort, where, contains }: RowWishes): Rows {
  const wanted = sort ?? usualSort(table.description);
  const texts = Object.entries(contains ?? {}).filter(([, text]) => text !== '');
  const key = JSON.stringify([wanted, where ?? '', texts]);
  const ofTable = kept.get(table) ?? new Map<string, Rows>();
  kept.set(table, ofTable);
  const found = ofTable.get(key) ?? make(table, wanted, where ?? '', texts);
  ofTable.delete(key);
  ofTable.set(key, found);
  if (ofTable.size > keptOrders) ofTable.delete(ofTable.keys().next().value!);
  return found;
}

/** A table is shown by its worst rows first; a histogram in its own order. */
export function usualSort({ worst, kind }: TableDescription): string {
  return worst === undefined || kind === 'histogram' ? '' : worst;
}

function make(
  table: Table,
  sort: string,
  where: string,
  texts: readonly (readonly [string, string])[],
): Rows {
  let rows = where.trim() === '' ? allRows(table) : filtered(table, where);
  for (const [id, text] of texts) rows = containing(table, rows, id, text);
  for (const key of sortKeys(table, sort).reverse()) {
    rows = sortRowsBy(table, rows, columnOf(table, key.replace(/^[+-]/, '')), key[0] !== '+');
  }
  return rows;
}

/** Columns of SQL may have commas in their names. */
function sortKeys(table: Table, sort: string): string[] {
  if (table.column(sort.replace(/^[+-]/, '')) >= 0) return [sort];
  return sort.split(',').filter(key => key !== '');
}

function filtered(table: Table, condition: string): Rows {
  try {
    return filterRows(table, condition);
  } catch (error) {
    if (!(error instanceof RowFilterError)) throw error;
    const { text, at, message } = error;
    throw new UsageError(`${text.slice(0, at)} ⟨?⟩ ${text.slice(at)}`.trim(), message);
  }
}

function containing(table: Table, rows: Rows, id: string, text: string): Rows {
  const column = columnOf(table, id);
  const { columns } = table.description;
  const comparison = /^\s*(<=?|>=?|==?)\s*(\S.*)$/.exec(text);
  if (comparison !== null) {
    const value = comparison[2]!.replaceAll('"', '');
    const found = new Set(filtered(table, `${id} ${comparison[1]} "${value.trim()}"`));
    return rows.filter(row => found.has(row));
  }
  const holds = containsTest(table, column, columns[column]!, text.toLowerCase());
  return rows.filter(holds);
}

/** Texts that repeat are looked at once each. */
function containsTest(
  table: Table,
  column: number,
  described: Column,
  wanted: string,
): (row: number) => boolean {
  const data = table.data[column]!;
  if ('texts' in data) {
    const holds = data.texts.map(text => cellText(described, text).toLowerCase().includes(wanted));
    return row => holds[data.codes[row]!] === true;
  }
  return row => cellText(described, table.cell(column, row)).toLowerCase().includes(wanted);
}

function columnOf(table: Table, id: string): number {
  const column = table.column(id);
  if (column >= 0) return column;
  const columns = table.description.columns.map(one => one.id).join(', ');
  throw new UsageError(say('table.no-column', { id }), say('report.no-column.remedy', { columns }));
}
