import type { Rows, Table, TableDescription } from '../../store/index.ts';
import type { HeatMap } from './contract.ts';

/** The columns of a table by which it can be drawn over time; undefined where it cannot. */
export function timedColumns({
  columns,
  worst,
}: TableDescription): { readonly time: number; readonly duration: number } | undefined {
  const time = columns.findIndex(({ type }) => type === 'time');
  const duration = columns.findIndex(({ id, type }) => id === worst && type === 'duration');
  return time < 0 || duration < 0 ? undefined : { time, duration };
}

const heatColumns = 96;
const mostRows = 64;

/** Counts durations by when and how long; undefined where the table has none. */
export function heatMapOf(table: Table, rows: Rows): HeatMap | undefined {
  const found = timedColumns(table.description);
  if (found === undefined) return undefined;
  const { from, to, least, most } = boundsOf(table, rows, found);
  if (!(from <= to)) return undefined;
  const height = Math.min(mostRows, most - least + 1);
  const counts = new Uint32Array(heatColumns * height);
  const width = Math.max(1, to - from) / heatColumns;
  for (const row of rows) {
    const [time, duration] = [table.number(found.time, row), table.number(found.duration, row)];
    if (!(duration >= 0) || Number.isNaN(time)) continue;
    const column = Math.min(heatColumns - 1, Math.floor((time - from) / width));
    counts[column * height + Math.min(height - 1, powerOf(duration) - least)]!++;
  }
  const { columns } = table.description;
  const [time, duration] = [columns[found.time]!.id, columns[found.duration]!.id];
  const points = longestOf(table, rows, found, powerCut(counts, height) + least);
  return { time, duration, from, to, columns: heatColumns, least, rows: height, counts, ...points };
}

/** As many single durations as a person can tell apart. */
const mostPoints = 2000;

/** The lowest row of the map from which on all single durations can be shown. */
function powerCut(counts: Uint32Array, height: number): number {
  const sums = new Uint32Array(height);
  for (let index = 0; index < counts.length; index++) sums[index % height]! += counts[index]!;
  let cut = height;
  for (let sum = 0; cut > 0 && sum + sums[cut - 1]! <= mostPoints; cut--) sum += sums[cut - 1]!;
  return cut;
}

/** The single durations of this power of two and above, with the events that they begin with. */
function longestOf(
  table: Table,
  rows: Rows,
  columns: { readonly time: number; readonly duration: number },
  power: number,
): Pick<HeatMap, 'times' | 'durations' | 'events'> {
  const [times, durations, events]: [number[], number[], number[]] = [[], [], []];
  const event = table.description.columns.findIndex(({ type }) => type === 'row');
  for (const row of rows) {
    const [time, duration] = [table.number(columns.time, row), table.number(columns.duration, row)];
    if (!(duration >= 0) || Number.isNaN(time) || powerOf(duration) < power) continue;
    times.push(time);
    durations.push(duration);
    events.push(event < 0 ? -1 : table.number(event, row));
  }
  return {
    times: Float64Array.from(times),
    durations: Float64Array.from(durations),
    events: Float64Array.from(events),
  };
}

/** Of what takes no time, that of one nanosecond. */
function powerOf(duration: number): number {
  return Math.max(0, Math.floor(Math.log2(Math.max(1, duration))));
}

function boundsOf(
  table: Table,
  rows: Rows,
  columns: { readonly time: number; readonly duration: number },
): { readonly from: number; readonly to: number; readonly least: number; readonly most: number } {
  const infinite = Number.POSITIVE_INFINITY;
  let [from, to, least, most] = [infinite, -infinite, infinite, 0];
  for (const row of rows) {
    const [time, duration] = [table.number(columns.time, row), table.number(columns.duration, row)];
    if (!(duration >= 0) || Number.isNaN(time)) continue;
    if (time < from) from = time;
    if (time > to) to = time;
    const power = powerOf(duration);
    if (power < least) least = power;
    if (power > most) most = power;
  }
  return { from, to, least, most };
}
