import { type NumberColumn, Table, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { tasksOf } from '../tasks/index.ts';
import { findEvents } from '../walk/index.ts';
import { mapOrder, StretchOrder } from './stretch-order.ts';
import { runsTable, waitsTable } from './tables.ts';
import { isAsleep, taskState, taskStateNames, waitsForCpu } from './task-state.ts';
import { noRow, type SchedTimeline, schedTimeline } from './timeline.ts';

/** Names of states for columns that say how a run ended. */
const endings = taskStateNames;

/** The stretches on CPUs as they began: the rows of `sched.runs`. */
export function runsByBegin(trace: Trace): Uint32Array {
  const timeline = schedTimeline(trace);
  return new StretchOrder(trace, timeline).byBegin(isRun(timeline));
}

/** Every stretch on a CPU. */
export function makeRuns(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const order = derived(trace, runsByBegin);
  const nextTask = nextTaskReader(trace);
  const next = mapOrder(Uint32Array, order, stretch => nextTask(timeline.endRow[stretch]!));
  return new Table(runsTable, {
    time: mapOrder(Float64Array, order, stretch => timeline.start[stretch]!),
    cpu: gather(timeline.cpu, order),
    ...tasks.columns(gather(timeline.task, order)),
    duration: mapOrder(Float64Array, order, stretch => lengthOf(timeline, stretch)),
    delay: mapOrder(Float64Array, order, stretch => delayBefore(timeline, stretch)),
    slept: mapOrder(Float64Array, order, stretch => sleepBefore(timeline, stretch)),
    ended: { codes: mapOrder(Uint8Array, order, stretch => stateAfter(timeline, stretch)), texts: endings },
    ...namedTasks(trace, next, 'next_'),
    begin_row: rowColumn(timeline.beginRow, order),
    end_row: rowColumn(timeline.endRow, order),
  });
}

/** Every wait for a CPU that ended on one. */
export function makeWaits(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const { state, task, beginRow, endRow, wakingRow, cpu } = timeline;
  const tasks = tasksOf(trace);
  const order = new StretchOrder(trace, timeline).byBegin(isServedWait(timeline));
  const noTask = tasks.list.length;
  const wakers = mapOrder(Uint32Array, order, stretch => {
    const waking = wakingRow[stretch]!;
    return waking === noRow ? noTask : tasks.ofRow(waking);
  });
  // The task of the switch that ends the wait is the one that ran until then.
  const instead = mapOrder(Uint32Array, order, stretch => tasks.ofRow(endRow[stretch]!));
  return new Table(waitsTable, {
    time: mapOrder(Float64Array, order, stretch => timeline.start[stretch]!),
    ...tasks.columns(gather(task, order)),
    duration: mapOrder(Float64Array, order, stretch => lengthOf(timeline, stretch)),
    reason: { codes: mapOrder(Uint8Array, order, stretch => state[stretch]!), texts: endings },
    cpu: mapOrder(Uint16Array, order, stretch => cpu[stretch + 1]!),
    ...namedTasks(trace, wakers, 'waker_'),
    ...namedTasks(trace, instead, 'instead_'),
    begin_row: rowColumn(beginRow, order),
    end_row: rowColumn(endRow, order),
  });
}

export function isRun({ state }: SchedTimeline): (stretch: number) => boolean {
  return stretch => state[stretch] === taskState.running;
}

/** Whether a stretch is a wait whose beginning and end were seen. */
export function isServedWait({ state, task, beginRow, endRow }: SchedTimeline): (stretch: number) => boolean {
  // Nothing but a switch to the task ends a wait that no loss cut off.
  return stretch =>
    waitsForCpu(state[stretch]!) &&
    beginRow[stretch] !== noRow &&
    endRow[stretch] !== noRow &&
    task[stretch + 1] === task[stretch];
}

export function lengthOf({ start, end }: SchedTimeline, stretch: number): number {
  return end[stretch]! - start[stretch]!;
}

/** The state of a task after a stretch; unknown where nothing follows. */
export function stateAfter({ state, task, endRow }: SchedTimeline, stretch: number): number {
  const follows = task[stretch + 1] === task[stretch] && endRow[stretch] !== noRow;
  return follows ? state[stretch + 1]! : taskState.unknown;
}

function delayBefore(timeline: SchedTimeline, stretch: number): number {
  const { task, state } = timeline;
  if (stretch === 0 || task[stretch - 1] !== task[stretch]) return Number.NaN;
  const before = state[stretch - 1]!;
  if (waitsForCpu(before)) return lengthOf(timeline, stretch - 1);
  return isAsleep(before) ? 0 : Number.NaN;
}

function sleepBefore(timeline: SchedTimeline, stretch: number): number {
  const { task, state } = timeline;
  let before = stretch - 1;
  if (before >= 0 && state[before] === taskState.runnable) before--;
  if (before < 0 || task[before] !== task[stretch]) return Number.NaN;
  if (state[before] === taskState.unknown) return Number.NaN;
  return isAsleep(state[before]!) ? lengthOf(timeline, before) : 0;
}

/** The task that a switch goes to; the number of tasks where it is not known. */
function nextTaskReader(trace: Trace): (row: number) => number {
  const tasks = tasksOf(trace);
  const readers = new Map(
    findEvents(trace, 'sched:sched_switch').map(event => [event, trace.fields.number(event, 'next_pid')]),
  );
  return row => {
    const pid = row === noRow ? undefined : readers.get(trace.event[row]!)?.(row);
    if (pid === undefined) return tasks.list.length;
    return pid === 0 ? tasks.ofIdle(trace.cpu[row]!) : tasks.of(pid, row);
  };
}

/** Columns of tasks of which some are not known: those whose code is the number of tasks. */
function namedTasks(trace: Trace, codes: Uint32Array, prefix: string): Record<string, Table['data'][number]> {
  const tasks = tasksOf(trace);
  return {
    [`${prefix}tid`]: { codes, numbers: [...tasks.tids, Number.NaN] },
    [`${prefix}comm`]: { codes, texts: [...tasks.comms, ''] },
  };
}

function gather<T extends NumberColumn>(values: T, order: Uint32Array): T {
  const gathered = values.slice(0, order.length) as T;
  for (let index = 0; index < order.length; index++) gathered[index] = values[order[index]!]!;
  return gathered;
}

/** Rows as numbers, of which `noRow` is none. */
function rowColumn(rows: Uint32Array, order: Uint32Array): Float64Array {
  return mapOrder(Float64Array, order, stretch => (rows[stretch] === noRow ? Number.NaN : rows[stretch]!));
}
