import { type Cell, type Table, type TableDescription, tableOf } from '../../store/index.ts';
import { histogramCells } from './histogram.ts';
import { latencyCells, splitByGroup, summarise } from './latency.ts';

type Cells = Readonly<Record<string, Cell>>;

/** Rows of anything, in groups. */
export interface Grouped {
  readonly count: number;
  /** A number that a row shares with all of its group; -1 for a row that is left out. */
  readonly keyOf: (row: number) => number;
  /** NaN where it is not known. */
  readonly durationOf: (row: number) => number;
  /** What says which group it is, by any one row of it. */
  readonly cellsOf: (row: number) => Cells;
}

/** A summary table: one row a group, with `latencyColumns`; `more` are further cells by the group's rows. */
export function summaryOf(
  description: TableDescription,
  grouped: Grouped,
  more: (rows: readonly number[]) => Cells = () => ({}),
): Table {
  const { firsts, durations, rows } = split(grouped, more.length > 0);
  return tableOf(
    description,
    firsts.map((first, group) => ({
      ...grouped.cellsOf(first),
      ...latencyCells(summarise(durations[group]!)),
      ...more(rows[group] ?? []),
    })),
  );
}

/** A histogram of each group. */
export function histogramsOf(description: TableDescription, grouped: Grouped): Table {
  const { firsts, durations } = split(grouped, false);
  return tableOf(
    description,
    firsts.flatMap((first, group) => histogramCells(durations[group]!, grouped.cellsOf(first))),
  );
}

function split(
  { count, keyOf, durationOf }: Grouped,
  withRows: boolean,
): {
  readonly firsts: readonly number[];
  readonly durations: readonly Float64Array[];
  readonly rows: readonly (readonly number[])[];
} {
  const known = new Map<number, number>();
  const firsts: number[] = [];
  const groups = new Uint32Array(count);
  const durations = new Float64Array(count).fill(Number.NaN);
  const rows: number[][] = [];
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    if (key < 0) continue;
    let group = known.get(key);
    if (group === undefined) {
      group = firsts.push(row) - 1;
      known.set(key, group);
      if (withRows) rows.push([]);
    }
    groups[row] = group;
    durations[row] = durationOf(row);
    if (withRows) rows[group]!.push(row);
  }
  return { firsts, durations: splitByGroup(groups, durations, firsts.length), rows };
}
