import { type Table, type Trace, tableOf } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { stacksOf } from '../stacks/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { calleesTable, callersTable, stackFunctionsTable, stacksTable } from './tables.ts';

/** How often one function stands directly above another, in calls or in stacks. */
export interface CallPair {
  readonly source: string;
  /** Empty where there is none. */
  readonly caller: string;
  readonly callee: string;
  readonly count: number;
  /** Nanoseconds; NaN where it is not measured. */
  readonly time: number;
}

/** Events with the same stack in tasks of the same name. */
export interface StackCount {
  readonly event: string;
  readonly comm: string;
  /** The outermost first; what the program was in stands above the kernel's. */
  readonly frames: readonly string[];
  readonly count: number;
  /** The first of the events. */
  readonly row: number;
}

/** The stacks that were recorded with events, counted once. */
export function stackCounts(trace: Trace): readonly StackCount[] {
  return derived(trace, countStacks);
}

function countStacks(trace: Trace): readonly StackCount[] {
  const stacks = stacksOf(trace);
  if (!stacks.some) return [];
  const tasks = tasksOf(trace);
  const comms = new Codes();
  const commOf: number[] = [];
  const codeOf = (task: number): number => (commOf[task] ??= comms.code(tasks.comms[task]!));
  const limit = stacks.texts.length + 1;
  const pairs = new Map<number, number>();
  const groupsOf: Map<number, { readonly row: number; count: number }>[] = [];
  for (let row = 0; row < trace.count; row++) {
    const [kernel, user] = [stacks.ofRow(row), stacks.userOfRow(row)];
    if (kernel < 0 && user < 0) continue;
    const key = (user + 1) * limit + kernel + 1;
    let pair = pairs.get(key);
    if (pair === undefined) {
      pair = pairs.size;
      pairs.set(key, pair);
    }
    // By name first: how many tasks there are is known only when all rows were asked.
    const name = codeOf(tasks.ofRow(row));
    groupsOf[name] ??= new Map();
    const groups = groupsOf[name];
    const group = pair * 65_536 + trace.event[row]!;
    const found = groups.get(group);
    if (found === undefined) groups.set(group, { row, count: 1 });
    else found.count++;
  }
  const all = groupsOf.flatMap(groups => [...groups.values()]).sort((a, b) => a.row - b.row);
  return all.map(({ row, count }) => {
    const format = trace.formats[trace.event[row]!];
    const user = stacks.frames(stacks.userOfRow(row)).toReversed();
    return {
      event: format === undefined ? '' : `${format.system}:${format.name}`,
      comm: tasks.comms[tasks.ofRow(row)]!,
      frames: [...user, ...stacks.frames(stacks.ofRow(row)).toReversed()],
      count,
      row,
    };
  });
}

class Codes {
  readonly #codes = new Map<string, number>();

  code(text: string): number {
    const code = this.#codes.get(text) ?? this.#codes.size;
    this.#codes.set(text, code);
    return code;
  }
}

/** Stacks by event and task. */
export function stackRows(counts: readonly StackCount[]): Table {
  return tableOf(
    stacksTable,
    counts.map(({ frames, ...rest }) => ({ ...rest, stack: frames.join(';') })),
  );
}

/** Functions of stacks: each counts once a stack. */
export function stackFunctionRows(counts: readonly StackCount[]): Table {
  const found = new Map<string, FunctionInStacks>();
  for (const { event, frames, count } of counts) {
    const seen = new Set<FunctionInStacks>();
    for (const [index, name] of frames.entries()) {
      const key = `${event}\0${name}`;
      let one = found.get(key);
      if (one === undefined) {
        one = { event, function: name, leaf: 0, anywhere: 0, callers: new Set(), callees: new Set() };
        found.set(key, one);
      }
      if (!seen.has(one)) one.anywhere += count;
      seen.add(one);
      if (index > 0) one.callers.add(frames[index - 1]!);
      if (index < frames.length - 1) one.callees.add(frames[index + 1]!);
      else one.leaf += count;
    }
  }
  return tableOf(
    stackFunctionsTable,
    [...found.values()].map(one => ({ ...one, callers: one.callers.size, callees: one.callees.size })),
  );
}

interface FunctionInStacks {
  readonly event: string;
  readonly function: string;
  leaf: number;
  anywhere: number;
  readonly callers: Set<string>;
  readonly callees: Set<string>;
}

/** Which function stands above which in stacks; each pair counts once a stack. */
export function stackPairs(counts: readonly StackCount[]): readonly CallPair[] {
  const pairs = new Map<string, { source: string; caller: string; callee: string; count: number }>();
  for (const { event, frames, count } of counts) {
    const seen = new Set<string>();
    for (const [index, callee] of frames.entries()) {
      const caller = frames[index - 1] ?? '';
      const key = `${event}\0${caller}\0${callee}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const pair = pairs.get(key) ?? { source: event, caller, callee, count: 0 };
      pair.count += count;
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()].map(pair => ({ ...pair, time: Number.NaN }));
}

/** Pairs by what was called. */
export function callerRows(pairs: readonly CallPair[]): Table {
  return tableOf(
    callersTable,
    pairs.map(({ callee, ...rest }) => ({ ...rest, function: callee })),
  );
}

/** Pairs by what called. */
export function calleeRows(pairs: readonly CallPair[]): Table {
  return tableOf(
    calleesTable,
    pairs.filter(({ caller }) => caller !== '').map(({ caller, ...rest }) => ({ ...rest, function: caller })),
  );
}
