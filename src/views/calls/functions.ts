import { rowKind } from '../../analyses/calls/index.ts';
import type { Asked } from '../question.ts';
import type { Workbench } from '../workbench.ts';
import { isOfStacks } from './contract.ts';
import {
  type Looked,
  type NameHead,
  NameHeads,
  namesLookedFor,
  type PathTree,
  type WeightUnit,
} from './path-tree.ts';
import type { CallScope } from './scope.ts';
import { pathsIn } from './sources.ts';

/** Functions of a scope, those with the most first. Columns by function. */
export interface FunctionList {
  readonly names: readonly NameHead[];
  readonly calls: Float64Array;
  /** In it and in what it called; a function in itself counts once. */
  readonly total: Float64Array;
  readonly self: Float64Array;
  /** All that there are, of which the first are here. */
  readonly count: number;
  /** Weight of everything. */
  readonly all: number;
  readonly unit: WeightUnit;
}

export interface FunctionsWish extends CallScope, Looked {
  readonly by: 'self' | 'total' | 'calls';
  readonly most: number;
}

/** Undefined where there are no calls and no stacks. */
export async function askFunctions(
  bench: Workbench,
  wish: FunctionsWish,
  asked: Asked,
): Promise<FunctionList | undefined> {
  const paths = await pathsIn(bench.recording(wish.of), wish, asked);
  return paths === undefined ? undefined : functionsOf(paths, wish);
}

export function functionsOf(paths: PathTree, wish: Omit<FunctionsWish, 'of'>): FunctionList {
  const { names, unit } = paths;
  const { by, most } = wish;
  const sums = sumsByName(paths);
  const looked = namesLookedFor(paths, wish);
  const found = names
    .map((_, name) => name)
    .filter(name => sums.calls[name]! > 0 && names[name]!.kind !== rowKind.wait && looked?.[name] !== 0)
    .sort((a, b) => sums[by][b]! - sums[by][a]! || sums.total[b]! - sums.total[a]!);
  const shown = found.slice(0, most);
  const heads = new NameHeads(paths);
  for (const name of shown) heads.code(name);
  const column = (of: Float64Array): Float64Array => Float64Array.from(shown, name => of[name]!);
  return {
    names: heads.list,
    calls: column(sums.calls),
    total: column(sums.total),
    self: column(sums.self),
    count: found.length,
    all: paths.self.reduce((sum, one) => sum + one, 0),
    unit,
  };
}

/** Sums by name; time in a function that is in itself counts once, and so does a stack that it is in. */
export function sumsByName(paths: PathTree): Readonly<Record<'calls' | 'total' | 'self', Float64Array>> {
  const { count, name, names } = paths;
  const [calls, total, self] = [names, names, names].map(({ length }) => new Float64Array(length));
  for (let path = 0; path < count; path++) {
    const one = name[path]!;
    const isOuter = !isInItself(paths, path);
    if (isOuter || !isOfStacks(paths.unit)) calls![one]! += paths.calls[path]!;
    self![one]! += paths.self[path]!;
    if (isOuter) total![one]! += paths.total[path]!;
  }
  return { calls: calls!, total: total!, self: self! };
}

/** Whether a path is below another of the same function. */
export function isInItself({ parent, name }: PathTree, path: number): boolean {
  const wanted = name[path]!;
  let above = parent[path]!;
  while (above >= 0 && name[above] !== wanted) above = parent[above]!;
  return above >= 0;
}
