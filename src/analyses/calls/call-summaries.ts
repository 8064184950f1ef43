import { Table, type Trace, tableOf } from '../../store/index.ts';
import { splitByGroup, summarise } from '../latency/index.ts';
import { isInner, type MeasuredCalls } from './measured-calls.ts';
import type { CallPair } from './stack-counts.ts';
import { durationsTable, functionsTable, partsTable, tasksTable } from './tables.ts';

/** Sums by anything. */
class Sums {
  readonly calls: Float64Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  readonly offCpu: Float64Array;

  constructor(count: number) {
    this.calls = new Float64Array(count);
    this.total = new Float64Array(count);
    this.self = new Float64Array(count);
    this.offCpu = new Float64Array(count);
  }

  add(group: number, { tree, offCpu, self }: MeasuredCalls, row: number, isOuter: boolean): void {
    this.calls[group]!++;
    this.self[group]! += self[row]!;
    if (!isOuter) return;
    this.total[group]! += tree.end[row]! - tree.start[row]!;
    this.offCpu[group]! += offCpu[row]!;
  }

  cells(group: number): Readonly<Record<string, number>> {
    const [total, offCpu] = [this.total[group]!, this.offCpu[group]!];
    return {
      calls: this.calls[group]!,
      total,
      self: this.self[group]!,
      running: total - offCpu,
      off_cpu: offCpu,
    };
  }
}

/** Calls by function. */
export function functionRows(measured: MeasuredCalls): Table {
  const { tree, calls, functionOf, functionNames, layers } = measured;
  const sums = new Sums(functionNames.length);
  const groups = new Uint32Array(calls.length);
  const durations = new Float64Array(calls.length);
  for (const [index, row] of calls.entries()) {
    const group = functionOf[tree.name[row]!]!;
    groups[index] = group;
    durations[index] = tree.end[row]! - tree.start[row]!;
    sums.add(group, measured, row, !isInner(measured, row));
  }
  const split = splitByGroup(groups, durations, functionNames.length);
  const rows = functionNames.flatMap((name, group) => {
    const one = split[group]!;
    if (one.length === 0) return [];
    const { mean, p50, p90, p99, max } = summarise(one);
    const { text, module } = tree.names[name]!;
    const times = { mean, min: one[0], p50, p90, p99, max };
    return [{ function: text, module, part: layers[name]!.id, ...sums.cells(group), ...times }];
  });
  return tableOf(functionsTable, rows);
}

/** Time by part of the kernel; what is off the CPU is the part `wait`, so that all is the time in the outermost calls. */
export function partRows({ tree, calls, self, offCpu, layers }: MeasuredCalls): Table {
  const parts = new Map<string, { part: string; calls: number; self: number }>();
  const add = (part: string, times: number, time: number): void => {
    const one = parts.get(part) ?? { part, calls: 0, self: 0 };
    parts.set(part, one);
    one.calls += times;
    one.self += time;
  };
  for (const row of calls) {
    add(layers[tree.name[row]!]!.id, 1, self[row]!);
    const isOutermost = tree.parent[row]! < 0;
    if (isOutermost && offCpu[row]! > 0) add('wait', 1, offCpu[row]!);
  }
  return tableOf(partsTable, [...parts.values()]);
}

/** Calls by task. */
export function taskRows(measured: MeasuredCalls): Table {
  const { tree, calls, functionOf } = measured;
  const sums = new Sums(tree.tasks.length);
  const functions = tree.tasks.map(() => new Set<number>());
  for (const row of calls) {
    const task = tree.task[row]!;
    functions[task]!.add(functionOf[tree.name[row]!]!);
    sums.add(task, measured, row, tree.parent[row]! < 0);
  }
  const rows = tree.tasks.map((_, task) => ({
    tid: tidOf(measured, task),
    comm: commOf(measured, task),
    functions: functions[task]!.size,
    ...sums.cells(task),
  }));
  return tableOf(
    tasksTable,
    rows.filter(({ functions: some }) => some > 0),
  );
}

/** Every call. */
export function callRows(trace: Trace, measured: MeasuredCalls): Table {
  const { tree, calls, beginRow, offCpu, self, layers } = measured;
  const names = Uint32Array.from(calls, row => tree.name[row]!);
  const tasks = Uint16Array.from(calls, row => tree.task[row]!);
  return new Table(durationsTable, {
    time: Float64Array.from(calls, row => tree.start[row]!),
    cpu: Uint16Array.from(calls, row => trace.cpu[beginRow[row]!]!),
    tid: { codes: tasks, numbers: tree.tasks.map((_, task) => tidOf(measured, task)) },
    comm: { codes: tasks, texts: tree.tasks.map((_, task) => commOf(measured, task)) },
    function: { codes: names, texts: tree.names.map(({ text }) => text) },
    part: { codes: names, texts: layers.map(({ id }) => id) },
    duration: Float64Array.from(calls, row => tree.end[row]! - tree.start[row]!),
    self: Float64Array.from(calls, row => self[row]!),
    off_cpu: Float64Array.from(calls, row => offCpu[row]!),
    depth: Uint16Array.from(calls, row => tree.depth[row]!),
    unfinished: Uint8Array.from(calls, row => tree.flags[row]!),
    begin_row: Uint32Array.from(calls, row => beginRow[row]!),
  });
}

/** Which function called which. */
export function callPairs({ tree, calls, functionOf, functionNames }: MeasuredCalls): readonly CallPair[] {
  const pairs = new Map<number, { caller: string; callee: string; count: number; time: number }>();
  const textOf = (group: number): string => tree.names[functionNames[group]!]!.text;
  for (const row of calls) {
    const parent = tree.parent[row]!;
    const callee = functionOf[tree.name[row]!]!;
    const caller = parent < 0 ? -1 : functionOf[tree.name[parent]!]!;
    const key = (caller + 1) * (functionNames.length + 1) + callee;
    let pair = pairs.get(key);
    if (pair === undefined) {
      pair = { caller: caller < 0 ? '' : textOf(caller), callee: textOf(callee), count: 0, time: 0 };
      pairs.set(key, pair);
    }
    pair.count++;
    pair.time += tree.end[row]! - tree.start[row]!;
  }
  return [...pairs.values()].map(pair => ({ source: 'function_graph', ...pair }));
}

function tidOf({ tree }: MeasuredCalls, task: number): number {
  return Math.max(tree.tasks[task]!.tid, -1);
}

function commOf({ tree }: MeasuredCalls, task: number): string {
  const { comm, cpu } = tree.tasks[task]!;
  return cpu === undefined ? comm : `swapper/${cpu}`;
}
