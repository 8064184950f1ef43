import { derived } from '../../analyses/index.ts';
import { followRuns } from '../../analyses/irq/index.ts';
import { noRow, runsByBegin, schedTimeline } from '../../analyses/sched/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import { look } from './contract.ts';
import {
  hueOf,
  hueOfTask,
  type Lane,
  nowhere,
  SliceCollector,
  type SliceOrigin,
  type SliceStyle,
} from './lane.ts';
import { risingOrder } from './rising-order.ts';
import { seenStretches } from './seen-stretches.ts';
import { taskTitle } from './titles.ts';

/** Added to what is about a run of an interrupt and not about a task. */
const ofRun = 0x8000_0000;

/** What a CPU ran: tasks, above them the interrupts and softirqs that took it from them. Idle time is blank. */
export function cpuLane(trace: Trace, cpu: number): Lane {
  const slices = new SliceCollector();
  const hasSwitches = schedTimeline(trace).count > 0;
  if (hasSwitches) addRuns(trace, cpu, slices);
  else addSeen(trace, cpu, slices);
  addInterrupts(trace, cpu, slices);
  return slices.stacked({
    kind: 'slices',
    styleOf: style =>
      style >= ofRun ? runStyle(trace, style - ofRun) : taskStyle(trace, style, hasSwitches),
    originOf: source => {
      if (source >= ofRun) return runOrigin(trace, source - ofRun);
      return hasSwitches ? stretchOrigin(trace, source) : seenOrigin(trace, source);
    },
  });
}

/** How deep tracks of CPUs are, without looking at a single run. */
export function guessDepths(hasInterrupts: boolean): number {
  return hasInterrupts ? 3 : 1;
}

function addRuns(trace: Trace, cpu: number, slices: SliceCollector): void {
  const { task, cpu: cpus, start, end } = schedTimeline(trace);
  const tasks = tasksOf(trace);
  let before = -1;
  const add = (stretch: number, until: number): void => {
    if (stretch >= 0 && !tasks.isIdle(task[stretch]!))
      slices.add(start[stretch]!, Math.min(end[stretch]!, until), task[stretch]!, stretch);
  };
  for (const stretch of derived(trace, runsByBegin)) {
    if (cpus[stretch] !== cpu) continue;
    add(before, start[stretch]!);
    before = stretch;
  }
  add(before, Number.POSITIVE_INFINITY);
}

function addSeen(trace: Trace, cpu: number, slices: SliceCollector): void {
  const seen = seenStretches(trace);
  const tasks = tasksOf(trace);
  for (let stretch = 0; stretch < seen.count; stretch++) {
    const task = seen.task[stretch]!;
    if (seen.cpu[stretch] !== cpu || tasks.isIdle(task)) continue;
    slices.add(trace.time[seen.firstRow[stretch]!]!, trace.time[seen.lastRow[stretch]!]!, task, stretch);
  }
}

function addInterrupts(trace: Trace, cpu: number, slices: SliceCollector): void {
  const { runs } = derived(trace, followRuns);
  for (const run of derived(trace, interruptsByBegin)) {
    const [begin, end] = [runs.begin.at(run), runs.end.at(run)];
    if (trace.cpu[begin] !== cpu) continue;
    slices.add(trace.time[begin]!, trace.time[end]!, ofRun + run, ofRun + run, 1);
  }
}

/** They are kept by their ends: what is inside of another before it. */
function interruptsByBegin(trace: Trace): Uint32Array {
  const { runs } = derived(trace, followRuns);
  return risingOrder(runs.begin.view());
}

/** What a task looks like where it runs. */
function taskStyle(trace: Trace, task: number, isSure: boolean): SliceStyle {
  return { name: taskTitle(trace, task), hue: hueOfTask(task), look: isSure ? look.full : look.unknown };
}

function runStyle(trace: Trace, run: number): SliceStyle {
  const { runs } = derived(trace, followRuns);
  const isHard = runs.kind.at(run) <= 1;
  const name = runs.names.texts[runs.name.at(run)] ?? '';
  return { name, hue: hueOf(isHard ? 'interrupt' : 'deferred'), look: look.full };
}

function runOrigin(trace: Trace, run: number): SliceOrigin {
  const { runs } = derived(trace, followRuns);
  const beginRow = runs.begin.at(run);
  return {
    table: 'irq.runs',
    tableRow: run,
    beginRow,
    endRow: runs.end.at(run),
    task: runs.task.at(run),
    cpu: trace.cpu[beginRow]!,
    phases: [],
  };
}

/** Where a stretch of a task's life is from: the run of it in its table, where it is one. */
export function stretchOrigin(trace: Trace, stretch: number): SliceOrigin {
  const { beginRow, endRow, task, cpu } = schedTimeline(trace);
  const run = derived(trace, rowsOfRuns)[stretch]!;
  return {
    ...(run === noRow ? {} : { table: 'sched.runs', tableRow: run }),
    beginRow: rowOrNone(beginRow[stretch]!),
    endRow: rowOrNone(endRow[stretch]!),
    task: task[stretch]!,
    cpu: cpu[stretch]!,
    phases: [],
  };
}

/** By stretch: its row in `sched.runs`, or `noRow`. */
function rowsOfRuns(trace: Trace): Uint32Array {
  const rows = new Uint32Array(schedTimeline(trace).count).fill(noRow);
  derived(trace, runsByBegin).forEach((stretch, row) => {
    rows[stretch] = row;
  });
  return rows;
}

export function seenOrigin(trace: Trace, stretch: number): SliceOrigin {
  const { firstRow, lastRow, task, cpu } = seenStretches(trace);
  return {
    ...nowhere,
    beginRow: firstRow[stretch]!,
    endRow: lastRow[stretch]!,
    task: task[stretch]!,
    cpu: cpu[stretch]!,
  };
}

function rowOrNone(row: number): number {
  return row === noRow ? -1 : row;
}
