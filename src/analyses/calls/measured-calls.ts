import { kernelPartsOf } from '../../kernel/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { tasksOf } from '../tasks/index.ts';
import { findEvents } from '../walk/index.ts';
import { type CallTree, rowKind } from './call-tree.ts';
import { CallTreeBuilder } from './call-tree-builder.ts';
import { hasCalls, type RecordedCalls, recordedCalls } from './calls-of-trace.ts';
import { type Layer, layersOf } from './layers.ts';
import { offCpuUntil } from './off-cpu.ts';

/** The calls of a trace with what tables say of them. */
export interface MeasuredCalls {
  readonly tree: CallTree;
  /** By row of the tree: the row of the trace that began it. */
  readonly beginRow: Uint32Array;
  /** Rows of the tree that are calls of functions; waits, events and losses are none. */
  readonly calls: Uint32Array;
  /** By row of the tree: time of it in which its task was off the CPU; NaN where switches were not recorded. */
  readonly offCpu: Float64Array;
  /** By row of the tree: its time on the CPU without what it called. */
  readonly self: Float64Array;
  /** By name of the tree. */
  readonly layers: readonly Layer[];
  /** By name of the tree: functions of one name and module are one. */
  readonly functionOf: Uint32Array;
  /** By function: a name of it. */
  readonly functionNames: readonly number[];
}

/** What function_graph recorded, measured once; without calls where it was not used. */
export function measuredCalls(trace: Trace): MeasuredCalls {
  return derived(trace, measure);
}

function measure(trace: Trace): MeasuredCalls {
  const recorded = hasCalls(trace)
    ? recordedCalls(trace)
    : { tree: new CallTreeBuilder().finish(), beginRow: new Uint32Array(0) };
  const { tree } = recorded;
  const isFunction = Uint8Array.from(tree.names, ({ kind }) => (kind <= rowKind.kernel ? 1 : 0));
  const all = new Uint32Array(tree.count);
  let count = 0;
  for (let row = 0; row < tree.count; row++) if (isFunction[tree.name[row]!] === 1) all[count++] = row;
  const calls = all.slice(0, count);
  const hasSwitches = findEvents(trace, 'sched:sched_switch').some(event => trace.event.includes(event));
  const offCpu = hasSwitches
    ? offCpuTimes(trace, recorded, calls)
    : new Float64Array(tree.count).fill(Number.NaN);
  return {
    ...recorded,
    calls,
    offCpu,
    self: selfTimes(recorded, calls, offCpu),
    layers: layersOf(tree, kernelPartsOf(trace.facts.uname)),
    ...functionsOf(tree),
  };
}

/** Times off the CPU of every call, from what the scheduler said of its task. */
function offCpuTimes(trace: Trace, { tree, beginRow }: RecordedCalls, calls: Uint32Array): Float64Array {
  const times = new Float64Array(tree.count);
  const until = offCpuUntil(trace);
  const tasks = tasksOf(trace);
  for (const row of calls) {
    const task = tasks.ofRow(beginRow[row]!);
    const [start, end] = [tree.start[row]!, tree.end[row]!];
    // A tracer that leaves sleeps out (nosleep-time) measures calls shorter than the sleeps in them.
    times[row] = Math.min(until(task, end) - until(task, start), end - start);
  }
  return times;
}

/** What is left of each call without what it called and without its time off the CPU. */
function selfTimes({ tree }: RecordedCalls, calls: Uint32Array, offCpu: Float64Array): Float64Array {
  const times = new Float64Array(tree.count);
  for (const row of calls) {
    const off = offCpu[row]!;
    const running = tree.end[row]! - tree.start[row]! - (Number.isNaN(off) ? 0 : off);
    times[row]! += running;
    const caller = tree.parent[row]!;
    if (caller >= 0) times[caller]! -= running;
  }
  return times;
}

function functionsOf({ names }: CallTree): Pick<MeasuredCalls, 'functionOf' | 'functionNames'> {
  const known = new Map<string, number>();
  const functionNames: number[] = [];
  const functionOf = Uint32Array.from(names, ({ text, module, kind }, name) => {
    const key = `${kind} ${module} ${text}`;
    const found = known.get(key) ?? functionNames.push(name) - 1;
    known.set(key, found);
    return found;
  });
  return { functionOf, functionNames };
}

/** Whether a call is in another call of the same function. */
export function isInner({ tree, functionOf }: MeasuredCalls, row: number): boolean {
  const wanted = functionOf[tree.name[row]!]!;
  let above = tree.parent[row]!;
  while (above >= 0 && functionOf[tree.name[above]!] !== wanted) above = tree.parent[above]!;
  return above >= 0;
}
