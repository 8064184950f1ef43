import { type Analysis, derived } from '../analyses/index.ts';
import type { Column, Table, TableDescription, Trace } from '../store/index.ts';
import { numberColumn, type SqlColumn, textColumn, wholeColumn } from './columns.ts';
import type { SqlSource } from './table-function.ts';

/** Each table of the analyses; it is made when its rows are wanted. */
export function answerSources(
  trace: Trace,
  analyses: readonly Analysis[],
): readonly { readonly description: TableDescription; readonly source: SqlSource }[] {
  return analyses.flatMap(({ tables, answer }) =>
    tables.map((description, index) => ({
      description,
      source: {
        name: `ringside_table_${description.id.replaceAll(/[^a-z0-9]/g, '_')}_${index}`,
        isTimed: false,
        columns: description.columns.map((column, place) => columnOf(column, place, undefined)),
        rows: () => {
          const table = derived(trace, answer).table(description.id);
          const columns = description.columns.map((column, place) => columnOf(column, place, table));
          return { columns, count: table.count };
        },
      },
    })),
  );
}

function columnOf({ id, type }: Column, place: number, table: Table | undefined): SqlColumn {
  const number = (row: number): number => table?.number(place, row) ?? Number.NaN;
  switch (type) {
    case 'text':
      return textColumn(id, row => table?.text(place, row));
    case 'number':
    case 'duration':
      return numberColumn(id, number);
    default:
      return wholeColumn(id, number);
  }
}
