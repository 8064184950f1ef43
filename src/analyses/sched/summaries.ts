import { weightOf } from '../../kernel/index.ts';
import { type Cell, Table, type Trace, tableOf } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { histogramCells, latencyCells, summariseGroups } from '../latency/index.ts';
import { Names } from '../names/index.ts';
import { stacksOf } from '../stacks/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { sweepCpus } from './cpu-sweep.ts';
import { DurationGroups } from './duration-groups.ts';
import { priorityOfTasks } from './priorities.ts';
import { isRun, isServedWait, lengthOf, stateAfter } from './runs.ts';
import { mapOrder, StretchOrder } from './stretch-order.ts';
import {
  cpusTable,
  forksTable,
  histogramOfWaits,
  latencyTable,
  migrationsTable,
  offCpuTable,
  preemptionsTable,
  runqueueTable,
  sharesTable,
  tasksTable,
  wakersTable,
} from './tables.ts';
import { taskState, taskStateNames } from './task-state.ts';
import { noRow, type SchedTimeline, schedTimeline } from './timeline.ts';

type Row = Readonly<Record<string, Cell>>;

/** What each task did with its time. */
export function makeTasks(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const priorities = priorityOfTasks(trace);
  const rows = tasks.list.flatMap(({ tid }, task): Row[] => {
    const life = sumLife(timeline, task);
    if (life === undefined) return [];
    const { running, runnable, preempted, yielded, sleeping, blocked, idle, unknown } = life.times;
    return [
      {
        tid,
        comm: tasks.comms[task],
        running,
        runnable,
        preempted,
        yielded,
        sleeping,
        blocked,
        idle,
        stopped: life.times.stopped + life.times.parked,
        unknown,
        switches: life.switches,
        preemptions: life.preemptions,
        yields: life.yields,
        migrations: life.migrations,
        nice: priorities.niceOf(task),
        prio: priorities.of(task),
      },
    ];
  });
  return tableOf(tasksTable, rows);
}

interface Life {
  readonly times: Readonly<Record<keyof typeof taskState, number>>;
  readonly switches: number;
  readonly preemptions: number;
  readonly yields: number;
  readonly migrations: number;
}

function sumLife(timeline: SchedTimeline, task: number): Life | undefined {
  const { first, state, cpu, endRow } = timeline;
  const [from, to] = [first[task] ?? 0, first[task + 1] ?? 0];
  if (from === to) return undefined;
  const sums = new Float64Array(taskStateNames.length);
  let [switches, preemptions, yields, migrations] = [0, 0, 0, 0];
  let lastCpu = -1;
  for (let stretch = from; stretch < to; stretch++) {
    sums[state[stretch]!]! += lengthOf(timeline, stretch);
    if (state[stretch] !== taskState.running) continue;
    if (lastCpu >= 0 && lastCpu !== cpu[stretch]) migrations++;
    lastCpu = cpu[stretch]!;
    if (endRow[stretch] === noRow) continue;
    switches++;
    const after = stateAfter(timeline, stretch);
    if (after === taskState.preempted) preemptions++;
    if (after === taskState.yielded) yields++;
  }
  const times = Object.fromEntries(taskStateNames.map((name, index) => [name, sums[index]!]));
  return { times: times as Life['times'], switches, preemptions, yields, migrations };
}

/** Waits for a CPU by task. */
export function makeLatency(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const { order, durations } = servedWaits(trace);
  const ofTask = mapOrder(Uint32Array, order, stretch => timeline.task[stretch]!);
  const summaries = summariseGroups(ofTask, durations.slice(), tasks.list.length);
  const rows = summaries.flatMap((summary, task): Row[] =>
    summary.count === 0 ? [] : [{ tid: tasks.tids[task], comm: tasks.comms[task], ...latencyCells(summary) }],
  );
  return tableOf(latencyTable, rows);
}

export function makeLatencyHistogram(trace: Trace): Table {
  return tableOf(histogramOfWaits, histogramCells(servedWaits(trace).durations));
}

/** Waits after a waking, by who woke whom. */
export function makeWakers(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const { order, durations } = servedWaits(trace);
  const names = new Names();
  const groups = new DurationGroups(names);
  order.forEach((stretch, index) => {
    const waking = timeline.wakingRow[stretch]!;
    if (waking === noRow) return;
    const waker = names.code(tasks.comms[tasks.ofRow(waking)]!);
    groups.add(durations[index]!, waker, names.code(tasks.comms[timeline.task[stretch]!]!));
  });
  return tableOf(wakersTable, groups.rows(['waker_comm', 'comm']));
}

/** Who had to leave a CPU for whom. */
export function makePreemptions(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const names = new Names();
  const groups = new DurationGroups(names);
  const runs = new NextOnCpu(trace);
  for (const stretch of servedWaits(trace).order) {
    if (timeline.state[stretch] !== taskState.preempted) continue;
    const by = runs.after(timeline.beginRow[stretch]!);
    const comm = names.code(tasks.comms[timeline.task[stretch]!]!);
    groups.add(lengthOf(timeline, stretch), comm, names.code(by < 0 ? '' : tasks.comms[by]!));
  }
  return tableOf(preemptionsTable, groups.rows(['comm', 'by_comm']));
}

/** The task that each switch put on its CPU. */
class NextOnCpu {
  readonly #byRow = new Map<number, number>();

  constructor(trace: Trace) {
    const { beginRow, task, state, count } = schedTimeline(trace);
    for (let stretch = 0; stretch < count; stretch++) {
      if (state[stretch] === taskState.running) this.#byRow.set(beginRow[stretch]!, task[stretch]!);
    }
  }

  after(row: number): number {
    return this.#byRow.get(row) ?? -1;
  }
}

/** Time off the CPU by task, state and stack. */
export function makeOffCpu(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const { count, state, task, beginRow, endRow, first } = timeline;
  const tasks = tasksOf(trace);
  const stacks = stacksOf(trace);
  const names = new Names();
  const groups = new DurationGroups(names);
  // Stacks that differ in addresses may be the same in names.
  const stackCodes = new Map<number, number>();
  const codeOfStack = (stack: number): number => {
    const code = stackCodes.get(stack) ?? names.code(stacks.text(stack));
    stackCodes.set(stack, code);
    return code;
  };
  for (let stretch = 1; stretch < count; stretch++) {
    // From leaving a CPU to being on one again: what it slept and what it then waited.
    if (state[stretch - 1] !== taskState.running || task[stretch - 1] !== task[stretch]) continue;
    if (tasks.isIdle(task[stretch]!) || beginRow[stretch] === noRow) continue;
    let back = stretch;
    while (back + 1 < first[task[stretch]! + 1]! && state[back] !== taskState.running) back++;
    if (state[back] !== taskState.running || endRow[back - 1] === noRow) continue;
    groups.add(
      timeline.start[back]! - timeline.start[stretch]!,
      names.code(tasks.comms[task[stretch]!]!),
      names.code(taskStateNames[state[stretch]!]!),
      codeOfStack(stacks.ofRow(beginRow[stretch]!)),
    );
  }
  return tableOf(offCpuTable, groups.rows(['comm', 'state', 'stack']));
}

export function makeCpus(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const switches = new Map<number, number>();
  for (let stretch = 0; stretch < timeline.count; stretch++) {
    if (!isRun(timeline)(stretch) || timeline.endRow[stretch] === noRow) continue;
    const cpu = timeline.cpu[stretch]!;
    switches.set(cpu, (switches.get(cpu) ?? 0) + 1);
  }
  const rows = [...derived(trace, sweepCpus).cpus]
    .sort(([a], [b]) => a - b)
    .map(([cpu, { busy, idle, tasks, waiting, waitingMax }]) => ({
      cpu,
      busy,
      idle,
      use: busy + idle === 0 ? Number.NaN : busy / (busy + idle),
      switches: switches.get(cpu) ?? 0,
      tasks: tasks.size,
      waiting_mean: busy + idle === 0 ? Number.NaN : waiting / (busy + idle),
      waiting_max: waitingMax,
    }));
  return tableOf(cpusTable, rows);
}

export function makeRunqueues(trace: Trace): Table {
  return new Table(runqueueTable, derived(trace, sweepCpus).runqueues);
}

export function makeShares(trace: Trace): Table {
  const tasks = tasksOf(trace);
  const rows = derived(trace, sweepCpus).shares.map(({ cpu, task, nice, contended, running, predicted }) => ({
    tid: tasks.tids[task],
    comm: tasks.comms[task],
    cpu,
    nice,
    weight: weightOf(nice),
    contended,
    running,
    predicted: predicted / contended,
    measured: running / contended,
  }));
  return tableOf(sharesTable, rows);
}

/** Runs on another CPU than the one before. */
export function makeMigrations(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const { task, cpu, start, end, beginRow } = timeline;
  const tasks = tasksOf(trace);
  const lastRun = lastRunReader(timeline);
  const order = new StretchOrder(trace, timeline).byBegin(stretch => {
    if (!isRun(timeline)(stretch)) return false;
    const last = lastRun(stretch);
    return last >= 0 && cpu[last] !== cpu[stretch];
  });
  return new Table(migrationsTable, {
    time: mapOrder(Float64Array, order, stretch => start[stretch]!),
    ...tasks.columns(mapOrder(Uint32Array, order, stretch => task[stretch]!)),
    from_cpu: mapOrder(Uint16Array, order, stretch => cpu[lastRun(stretch)]!),
    to_cpu: mapOrder(Uint16Array, order, stretch => cpu[stretch]!),
    away: mapOrder(Float64Array, order, stretch => start[stretch]! - end[lastRun(stretch)]!),
    row: mapOrder(Float64Array, order, stretch => beginRow[stretch]!),
  });
}

/** The run of the same task before a stretch; -1 where there is none. */
function lastRunReader({ state, task, first }: SchedTimeline): (stretch: number) => number {
  return stretch => {
    let before = stretch - 1;
    const begin = first[task[stretch]!]!;
    while (before >= begin && state[before] !== taskState.running) before--;
    return before >= begin ? before : -1;
  };
}

/** Tasks that were forked, with the lives they had. */
export function makeForks(trace: Trace): Table {
  const timeline = schedTimeline(trace);
  const tasks = tasksOf(trace);
  const generations: number[] = [];
  const rows = tasks.list.flatMap(({ tid, parent, forkRow, exitRow }, task): Row[] => {
    generations[task] = forkRow < 0 ? 0 : (generations[parent] ?? 0) + 1;
    if (forkRow < 0) return [];
    const time = trace.time[forkRow]!;
    return [
      {
        time,
        tid,
        comm: tasks.comms[task],
        parent_tid: tasks.tids[parent],
        parent_comm: tasks.comms[parent],
        generation: generations[task],
        duration: exitRow < 0 ? Number.NaN : trace.time[exitRow]! - time,
        running: sumLife(timeline, task)?.times.running ?? 0,
        fork_row: forkRow,
        exit_row: exitRow < 0 ? Number.NaN : exitRow,
      },
    ];
  });
  return tableOf(forksTable, rows);
}

interface Waits {
  readonly order: Uint32Array;
  readonly durations: Float64Array;
}

function servedWaits(trace: Trace): Waits {
  return derived(trace, findWaits);
}

function findWaits(trace: Trace): Waits {
  const timeline = schedTimeline(trace);
  const order = new StretchOrder(trace, timeline).byBegin(isServedWait(timeline));
  return { order, durations: mapOrder(Float64Array, order, stretch => lengthOf(timeline, stretch)) };
}
