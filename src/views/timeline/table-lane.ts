import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import { type Hue, look, type Phase } from './contract.ts';
import { type CounterLane, counterLane } from './counter-lane.ts';
import { hueOf, type Lane, SliceCollector, type SliceOrigin } from './lane.ts';
import { laneRows } from './lane-rows.ts';
import type { TableTrack } from './table-tracks.ts';

const analysisHues: Readonly<Record<string, Hue>> = {
  sched: 'process',
  irq: 'interrupt',
  syscalls: 'system-call',
  memory: 'memory',
  workqueue: 'deferred',
  files: 'filesystem',
  block: 'block',
  network: 'network',
  signal: 'process',
  locks: 'locking',
  power: 'idle',
  cgroup: 'process',
};

/** One lane of a described track, by its name. */
export function tableLane(trace: Trace, track: TableTrack, key: string): Lane | CounterLane {
  const { table, rowsOf } = laneRows(trace, track);
  if (track.kind === 'counter') return counterOf(table, track, rowsOf(key));
  return sliceLane(trace, table, track, rowsOf(key));
}

/** The slices of some rows of a table. */
export function sliceLane(
  trace: Trace,
  table: Table,
  { analysis, kind, start, duration, value }: Omit<TableTrack, 'owner' | 'lanes'>,
  rows: Uint32Array,
): Lane {
  const slices = new SliceCollector();
  const startOf = timeReader(trace, table, start);
  const length = duration === undefined ? -1 : table.column(duration);
  const [named, hue] = [table.column(value), hueOf(analysisHues[analysis.id] ?? 'other')];
  for (const row of rows) {
    const begin = startOf(row);
    if (Number.isNaN(begin)) continue;
    const took = length < 0 ? 0 : table.number(length, row);
    slices.add(begin, begin + (Number.isNaN(took) ? 0 : took), row, row);
  }
  return slices.stacked({
    kind: kind === 'instants' ? 'instants' : 'slices',
    styleOf: row => ({
      name: table.text(named, row),
      hue,
      // Its end was not recorded: it stands where it began.
      look: length >= 0 && Number.isNaN(table.number(length, row)) ? look.unknown : look.full,
    }),
    originOf: row => tableOrigin(trace, table, row),
  });
}

/** Reads when a row begins: its time, or that of the event whose row it holds. */
function timeReader(trace: Trace, table: Table, start: string): (row: number) => number {
  const column = table.column(start);
  if (table.description.columns[column]?.type !== 'row') return row => table.number(column, row);
  return row => trace.time[table.number(column, row)] ?? Number.NaN;
}

/** What a row of a table says of its slice. */
export function tableOrigin(trace: Trace, table: Table, row: number): SliceOrigin {
  const numberOf = (...ids: readonly string[]): number => {
    const column = ids.map(id => table.column(id)).find(found => found >= 0);
    const value = column === undefined ? Number.NaN : table.number(column, row);
    return Number.isNaN(value) ? -1 : value;
  };
  const beginRow = numberOf('begin_row', 'row');
  const tid = numberOf('tid');
  return {
    table: table.description.id,
    tableRow: row,
    beginRow,
    endRow: numberOf('end_row', 'row'),
    task: tid > 0 ? tasksOf(trace).of(tid, Math.max(0, beginRow)) : -1,
    cpu: beginRow >= 0 ? trace.cpu[beginRow]! : numberOf('cpu'),
    phases: table.description.id === 'block.bios' ? phasesOfBio(table, row) : [],
  };
}

const bioSteps = ['q2g', 'q2m', 'g2i', 'i2d', 'm2d', 'd2c'] as const;

/** The steps of a bio one after the other: each begins where the one before it ended. */
function phasesOfBio(bios: Table, row: number): readonly Phase[] {
  let at = bios.number(bios.column('time'), row);
  return bioSteps.flatMap((step): Phase[] => {
    const took = bios.number(bios.column(step), row);
    if (Number.isNaN(took)) return [];
    const start = at;
    at += took;
    return [{ name: step.toUpperCase(), start, end: at }];
  });
}

/** A value that a row gives for a stretch of time is 0 behind it, unless the next row goes on. */
function counterOf(table: Table, { start, value, duration }: TableTrack, rows: Uint32Array): CounterLane {
  const [time, number] = [table.column(start), table.column(value)];
  const length = duration === undefined ? table.column('duration') : table.column(duration);
  const [times, values]: [number[], number[]] = [[], []];
  rows.forEach((row, index) => {
    const at = table.number(time, row);
    times.push(at);
    values.push(table.number(number, row));
    if (length < 0) return;
    const end = at + table.number(length, row);
    const next = rows[index + 1];
    if (next !== undefined && table.number(time, next) <= end) return;
    times.push(end);
    values.push(0);
  });
  return counterLane(Float64Array.from(times), Float64Array.from(values));
}
