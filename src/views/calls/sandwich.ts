import type { CallTree } from '../../analyses/calls/index.ts';
import { printable } from '../../text/replay/index.ts';
import type { Asked } from '../question.ts';
import type { Opened, Workbench } from '../workbench.ts';
import { isOfStacks } from './contract.ts';
import { type Flame, type FlameBy, flameOf, weightsOf } from './flame.ts';
import { isInItself } from './functions.ts';
import { type NameHead, NameHeads, type PathTree, sumsBelow, type WeightUnit } from './path-tree.ts';
import { PathMerger } from './paths-of-calls.ts';
import type { CallScope } from './scope.ts';
import { callsIn, pathsIn } from './sources.ts';

/** One call: its number in the tree, and when it was. */
export interface CallPlace {
  readonly call: number;
  readonly start: number;
  readonly end: number;
}

/** A function with who called it and what it called. */
export interface Sandwich {
  readonly head: NameHead;
  readonly calls: number;
  /** In it and in what it called; a function in itself counts once. */
  readonly total: number;
  readonly self: number;
  /** Weight of everything in the scope. */
  readonly all: number;
  readonly unit: WeightUnit;
  /** Callers, the nearest first: each frame is who called the one before it. */
  readonly callers: Flame;
  readonly callees: Flame;
  /** Single calls, where they are known. */
  readonly single:
    | {
        readonly first: CallPlace;
        readonly longest: CallPlace;
        readonly shortest: number;
        readonly median: number;
      }
    | undefined;
}

export interface SandwichWish extends CallScope {
  readonly function: string;
  readonly least: number;
  readonly by: FlameBy;
}

/** Undefined where no function of the scope has that name. */
export async function askSandwich(
  bench: Workbench,
  wish: SandwichWish,
  asked: Asked,
): Promise<Sandwich | undefined> {
  const opened = bench.recording(wish.of);
  const paths = await pathsIn(opened, wish, asked);
  return paths === undefined ? undefined : sandwichOf(opened, paths, wish);
}

function sandwichOf(opened: Opened, paths: PathTree, wish: SandwichWish): Sandwich | undefined {
  const isIt = namesCalled(paths, wish.function);
  const outer = outermost(paths, isIt);
  const [first] = outer;
  if (first === undefined) return undefined;
  const heads = new NameHeads(paths);
  const { least, by } = wish;
  const [callers, callees] = [callersOf(paths, outer), calleesOf(paths, outer)];
  const all = paths.self.reduce((sum, one) => sum + one, 0);
  let [calls, self] = [0, 0];
  for (let path = 0; path < paths.count; path++) {
    if (isIt[paths.name[path]!] === 0) continue;
    calls += paths.calls[path]!;
    self += paths.self[path]!;
  }
  if (isOfStacks(paths.unit)) calls = outer.reduce((sum, path) => sum + paths.calls[path]!, 0);
  return {
    head: heads.list[heads.code(paths.name[first]!)]!,
    calls,
    total: outer.reduce((sum, path) => sum + paths.total[path]!, 0),
    self,
    all,
    unit: paths.unit,
    callers: flameOf(callers, by === 'time' ? callers.total : callers.calls, { least }),
    callees: flameOf(callees, weightsOf(callees, by), { least }),
    single: singleCalls(opened, wish),
  };
}

function namesCalled({ names }: Pick<PathTree, 'names'> | Pick<CallTree, 'names'>, text: string): Uint8Array {
  return Uint8Array.from(names, name => (printable(name.text) === text ? 1 : 0));
}

function outermost(paths: PathTree, isIt: Uint8Array): readonly number[] {
  const found: number[] = [];
  for (let path = 0; path < paths.count; path++) {
    if (isIt[paths.name[path]!] === 1 && !isInItself(paths, path)) found.push(path);
  }
  return found;
}

/** The way up from each of these paths; all begin with the function itself. */
function callersOf(paths: PathTree, outer: readonly number[]): PathTree {
  const merged = new PathMerger();
  for (const path of outer) {
    const [calls, total] = [paths.calls[path]!, paths.total[path]!];
    let below = -1;
    for (let at = path; at >= 0; at = paths.parent[at]!) {
      const isLast = paths.parent[at]! < 0;
      // Who called a function weighs as much as the calls of it: they count where the way ends, and are summed.
      below = merged.add(below, paths.name[at]!, isLast ? calls : 0, isLast ? total : 0);
    }
  }
  const made = merged.finish(paths);
  return { ...made, calls: sumsBelow(made, made.calls) };
}

/** All that is below these paths, as if they were one. */
function calleesOf(paths: PathTree, outer: readonly number[]): PathTree {
  const merged = new PathMerger();
  const pathOf = new Int32Array(paths.count).fill(-1);
  const isOuter = new Uint8Array(paths.count);
  for (const path of outer) isOuter[path] = 1;
  for (let path = 0; path < paths.count; path++) {
    const above = paths.parent[path]! < 0 ? -1 : pathOf[paths.parent[path]!]!;
    if (above < 0 && isOuter[path] === 0) continue;
    pathOf[path] = merged.add(above, paths.name[path]!, paths.calls[path]!, paths.self[path]!);
  }
  return merged.finish(paths);
}

function singleCalls(opened: Opened, wish: SandwichWish): Sandwich['single'] {
  const found = callsIn(opened, wish);
  if (found === undefined) return undefined;
  const { calls, scoped } = found;
  const { tree, timeZero } = calls;
  const isIt = namesCalled(tree, wish.function);
  const durations: number[] = [];
  let [first, longest] = [-1, -1];
  const duration = (row: number): number => tree.end[row]! - tree.start[row]!;
  for (const row of scoped.row) {
    if (isIt[tree.name[row]!] === 0) continue;
    durations.push(duration(row));
    if (first < 0 || tree.start[row]! < tree.start[first]!) first = row;
    if (longest < 0 || duration(row) > duration(longest)) longest = row;
  }
  if (first < 0) return undefined;
  const sorted = Float64Array.from(durations).sort();
  const place = (call: number): CallPlace => ({
    call,
    start: tree.start[call]! - timeZero,
    end: tree.end[call]! - timeZero,
  });
  return {
    first: place(first),
    longest: place(longest),
    shortest: sorted[0]!,
    median: sorted[sorted.length >> 1]!,
  };
}
