import { BIGINT, type DuckDBConnection, DuckDBTableFunction } from '@duckdb/node-api';
import { chunkRows, type SqlColumn } from './columns.ts';

/** Rows that the engine can ask for. */
export interface SqlRows {
  readonly columns: readonly SqlColumn[];
  readonly count: number;
}

/** What a table function answers from; asked for its columns' names and types first, for rows only when they are wanted. */
export interface SqlSource {
  readonly name: string;
  /** Takes a first and a last time, in nanoseconds from the trace's start. */
  readonly isTimed: boolean;
  /** Known without making the rows. */
  readonly columns: readonly Pick<SqlColumn, 'name' | 'type'>[];
  /** The rows; those of a stretch of time, bounds included, where it is timed. */
  rows(from: number, to: number): SqlRows;
}

interface Scan {
  readonly rows: SqlRows;
  /** The columns that were asked for, as indices into those of the rows. */
  readonly wanted: readonly number[];
  next: number;
}

/** Lets a connection query rows that stay where they are: nothing is loaded, only columns that are asked for are read. */
export function registerSource(connection: DuckDBConnection, source: SqlSource): void {
  connection.registerTableFunction(
    DuckDBTableFunction.create({
      name: source.name,
      parameterTypes: source.isTimed ? [BIGINT, BIGINT] : [],
      supportsProjectionPushdown: true,
      bindFunction: info => {
        for (const { name, type } of source.columns) info.addResultColumn(name, type);
        const [from, to] = source.isTimed ? [info.getParameter(0), info.getParameter(1)] : [0n, 0n];
        info.setBindData({ from: Number(from ?? 0n), to: Number(to ?? 0n) });
      },
      initFunction: info => {
        const { from, to } = info.bindData as { readonly from: number; readonly to: number };
        const scan: Scan = { rows: source.rows(from, to), wanted: info.getColumnIndexes(), next: 0 };
        info.setInitData(scan);
      },
      mainFunction: (info, output) => {
        const scan = info.initData as Scan;
        const { columns, count } = scan.rows;
        const taken = Math.min(chunkRows, count - scan.next);
        output.rowCount = taken;
        if (taken === 0) return;
        for (let index = 0; index < scan.wanted.length; index++) {
          columns[scan.wanted[index]!]?.fill(output, index, scan.next, taken);
        }
        scan.next += taken;
      },
    }),
  );
}
