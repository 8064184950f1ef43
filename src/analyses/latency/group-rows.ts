import { type Cell, type Rows, type Table, type TableDescription, tableOf } from '../../store/index.ts';
import { latencyCells, latencyColumns, summarise } from './latency.ts';

/** Rows of a table by what stands in some of its columns, with what the durations in another amount to, or their number. */
export function groupRows(
  table: Table,
  rows: Rows,
  by: readonly number[],
  duration: number | undefined,
): Table {
  const groups = new Map<string, { readonly first: number; readonly durations: number[] }>();
  for (const row of rows) {
    const key = by.map(column => table.text(column, row)).join('\0');
    const group = groups.get(key) ?? { first: row, durations: [] };
    groups.set(key, group);
    const value = duration === undefined ? 0 : table.number(duration, row);
    if (!Number.isNaN(value)) group.durations.push(value);
  }
  const { columns } = table.description;
  const named = (row: number): Record<string, Cell> =>
    Object.fromEntries(by.map(column => [columns[column]!.id, table.cell(column, row)]));
  const made = [...groups.values()].map(({ first, durations }) => ({
    ...named(first),
    ...latencyCells(summarise(Float64Array.from(durations))),
  }));
  return tableOf(describeGroups(table.description, by, duration), made);
}

function describeGroups(
  { id, sentence, columns }: TableDescription,
  by: readonly number[],
  duration: number | undefined,
): TableDescription {
  const what = duration === undefined ? `in ${id}` : `of ${columns[duration]!.id} in ${id}`;
  const amounts = latencyColumns(what);
  return {
    id,
    sentence,
    worst: duration === undefined ? 'count' : 'total',
    columns: [
      ...by.map(column => columns[column]!),
      ...(duration === undefined ? amounts.slice(0, 1) : amounts),
    ],
  };
}
