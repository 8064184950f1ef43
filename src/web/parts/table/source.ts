import type { Table, TableDescription } from '../../../store/index.ts';
import type { OfTable, Portion, RowWishes, TableHead, TableWindow } from '../../../views/index.ts';
import { csvPiece, tableWindow } from '../../../views/tables/table-window.ts';
import { wishedRows } from '../../../views/tables/wished-rows.ts';
import { ask } from '../../app/client.ts';

/**
 * Where a table on the page gets its rows from: a question of the worker (`askedSource`), or rows that are here
 * (`localSource`: an answer of SQL, a few rows). Only what is seen is asked for.
 */
export interface TableSource {
  /** Changes when the rows are others. */
  readonly key: string;
  readonly description: TableDescription;
  /** How many rows there are before any wish. */
  readonly count: number;
  /** Whether cells of the types `row` and `time` are of the recording that is open, and lead to its time line. */
  readonly isOfRecording: boolean;
  /** Its rows have one order alone. */
  readonly isSorted?: boolean;
  /** What a condition looks like where it is not one of `ringside report --where`. */
  readonly condition?: { readonly example: string; readonly help: string };
  /** Rejects with what is wrong with the wishes. */
  window(wishes: RowWishes, portion: Portion, signal: AbortSignal): Promise<TableWindow>;
  /** Some rows as CSV, those at the start with the columns' ids before them. */
  csv(wishes: RowWishes, portion: Portion): Promise<string>;
  /** Where a row of the table stands among those that are wished for; -1 where it does not. */
  place(wishes: RowWishes, row: number): Promise<number>;
}

/** A table of an analysis; `head` is the answer of `tables.head` to the same. */
export function askedSource(of: OfTable, head: TableHead): TableSource {
  return {
    key: JSON.stringify(of),
    description: head.description,
    count: head.count,
    isOfRecording: (of.of ?? 0) === 0,
    window: (wishes, portion, signal) => ask('tables.window', { ...of, ...wishes, ...portion }, { signal }),
    csv: (wishes, portion) => ask('tables.csv', { ...of, ...wishes, ...portion }),
    place: (wishes, row) => ask('tables.place', { ...of, ...wishes, row }),
  };
}

/** A table that is here. `key` must change when its rows do. */
export function localSource(key: string, table: Table, isOfRecording = true): TableSource {
  return {
    key,
    description: table.description,
    count: table.count,
    isOfRecording,
    window: async (wishes, portion) => tableWindow(table, wishes, portion),
    csv: async (wishes, portion) => csvPiece(table, wishes, portion),
    place: async (wishes, row) => wishedRows(table, wishes).indexOf(row),
  };
}
