import {
  type CallTree,
  type RowsByTask,
  recordedCalls,
  rowKind,
  rowsByTask,
} from '../../analyses/calls/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { type LayeredCalls, layeredCalls, type Opened } from '../workbench.ts';
import { type Look, look } from './contract.ts';
import { hueOf, type Lane, nowhere, SliceCollector, type SliceOrigin } from './lane.ts';

/** The calls of a recording, ready to be drawn. */
export interface ShownCalls extends LayeredCalls {
  readonly rows: RowsByTask;
  /** What is taken from times of the tree to have the trace's. */
  readonly timeZero: number;
  /** By row of the tree: the event that began it; none where the calls are not from the trace's events. */
  readonly beginRow: Uint32Array | undefined;
  /** Threads of the tree by their tid. */
  readonly byTid: ReadonlyMap<number, number>;
}

const kept = new WeakMap<Opened, ShownCalls | 'none'>();

/** The calls of what is open, made once; undefined where it has none. */
export function shownCalls(opened: Opened): ShownCalls | undefined {
  const found = kept.get(opened) ?? showCalls(opened) ?? 'none';
  kept.set(opened, found);
  return found === 'none' ? undefined : found;
}

function showCalls(opened: Opened): ShownCalls | undefined {
  const calls = layeredCalls(opened);
  if (calls === undefined) return undefined;
  const { recording, trace } = opened;
  const { tree } = calls;
  const isOfTrace = recording.format !== 'uftrace';
  return {
    ...calls,
    rows: rowsByTask(tree),
    // Calls of a uftrace directory have the times that its files have.
    timeZero: isOfTrace ? 0 : Number(trace.start),
    beginRow: isOfTrace ? recordedCalls(trace).beginRow : undefined,
    byTid: new Map(tree.tasks.flatMap(({ tid }, task) => (tid === 0 ? [] : [[tid, task] as const]))),
  };
}

/** The calls of a task, one below the other; undefined where it has none. */
export function callsOfTask(opened: Opened, task: number): Lane | undefined {
  const calls = shownCalls(opened);
  const tasks = tasksOf(opened.trace);
  const thread = calls?.byTid.get(tasks.tids[task] ?? 0);
  if (calls === undefined || thread === undefined) return undefined;
  const { beginRow } = calls;
  // A tid may name several tasks, one after the other.
  const isOf = (row: number): boolean => beginRow === undefined || tasks.ofRow(beginRow[row]!) === task;
  return callLane(opened, calls, thread, task, isOf);
}

/** The calls of a CPU's idle task: interrupts mostly. */
export function callsOfIdle(opened: Opened, cpu: number): Lane | undefined {
  const calls = shownCalls(opened);
  const thread = calls?.tree.tasks.findIndex(one => one.tid === 0 && one.cpu === cpu) ?? -1;
  if (calls === undefined || thread < 0) return undefined;
  return callLane(opened, calls, thread, tasksOf(opened.trace).ofIdle(cpu), () => true);
}

function callLane(
  opened: Opened,
  calls: ShownCalls,
  thread: number,
  task: number,
  isOf: (row: number) => boolean,
): Lane | undefined {
  const { tree, rows, layers, timeZero } = calls;
  const slices = new SliceCollector();
  for (let index = rows.first[thread]!; index < rows.first[thread + 1]!; index++) {
    const row = rows.order[index]!;
    const { kind } = tree.names[tree.name[row]!]!;
    // Events have a track of their own, and lost stretches are drawn across all.
    if (kind === rowKind.event || kind === rowKind.lost || !isOf(row)) continue;
    const [start, end] = [tree.start[row]! - timeZero, tree.end[row]! - timeZero];
    slices.add(start, end, tree.name[row]!, row, tree.depth[row]!);
  }
  if (slices.count === 0) return undefined;
  return slices.asGiven({
    kind: 'slices',
    styleOf: name => ({
      name: tree.names[name]!.text,
      hue: hueOf(layers[name]!.group),
      look: lookOf(tree, name),
    }),
    originOf: row => callOrigin(opened, calls, row, task),
  });
}

function lookOf({ names }: CallTree, name: number): Look {
  const { kind, text } = names[name]!;
  if (kind !== rowKind.wait) return look.full;
  return text === 'slept' ? look.thin : look.hatched;
}

function callOrigin({ trace }: Opened, { beginRow }: ShownCalls, row: number, task: number): SliceOrigin {
  const begin = beginRow?.[row] ?? -1;
  return {
    ...nowhere,
    call: row,
    beginRow: begin,
    task,
    cpu: begin < 0 ? -1 : trace.cpu[begin]!,
  };
}
