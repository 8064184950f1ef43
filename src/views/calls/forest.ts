import { type CallName, type CallTask, type Layer, rowKind } from '../../analyses/calls/index.ts';
import type { Asked } from '../question.ts';
import type { ShownCalls } from '../timeline/call-lane.ts';
import type { Opened } from '../workbench.ts';
import { orderPaths, type PathTree, type WeightUnit } from './path-tree.ts';
import type { CallScope, ScopedCalls } from './scope.ts';
import { callsIn, pathsIn } from './sources.ts';

/** What a tree shows, folded or not: callers before what they called. Columns by place. */
export interface Forest {
  readonly count: number;
  /** Without the headings. */
  readonly size: number;
  /** Number of the call or path; of a thread's heading -1 less its number. */
  readonly rows: Int32Array;
  readonly above: Int32Array;
  readonly level: Uint16Array;
  /** Index into `names`; of a heading into `threads`. */
  readonly name: Uint32Array;
  readonly start: Float64Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  readonly calls: Float64Array;
  /** Of `rowFlag`. */
  readonly flags: Uint8Array;
  readonly names: readonly CallName[];
  readonly layers: readonly Layer[];
  readonly threads: readonly CallTask[];
  readonly most: number;
  readonly unit: WeightUnit;
}

const kept = new WeakMap<ScopedCalls | PathTree, Forest>();

/** The tree of a scope: of single calls where they were traced, else of paths. */
export async function forestOf(opened: Opened, scope: CallScope, asked: Asked): Promise<Forest | undefined> {
  const traced = callsIn(opened, scope);
  if (traced !== undefined) {
    const unit = opened.trace.clock.unit === 'ticks' ? 'ticks' : 'ns';
    return keep(traced.scoped, () => forestOfCalls(traced.calls, traced.scoped, unit));
  }
  const paths = await pathsIn(opened, scope, asked);
  return paths === undefined ? undefined : keep(paths, () => forestOfPaths(paths));
}

function keep(of: ScopedCalls | PathTree, make: () => Forest): Forest {
  const forest = kept.get(of) ?? make();
  kept.set(of, forest);
  return forest;
}

/** Each thread with calls has a heading. */
function forestOfCalls(
  { tree, layers, timeZero }: ShownCalls,
  scoped: ScopedCalls,
  unit: WeightUnit,
): Forest {
  const threads = new Set<number>();
  for (const row of scoped.row) threads.add(tree.task[row]!);
  const count = scoped.count + threads.size;
  const forest = emptyForest(count);
  const placeOf = new Int32Array(scoped.count);
  let [heading, most] = [-1, 0];
  for (let place = 0, from = 0; from < scoped.count; from++, place++) {
    const row = scoped.row[from]!;
    const thread = tree.task[row]!;
    if (heading < 0 || forest.name[heading] !== thread) {
      heading = place++;
      forest.rows[heading] = -1 - thread;
      forest.above[heading] = -1;
      forest.name[heading] = thread;
      forest.start[heading] = tree.start[row]! - timeZero;
    }
    placeOf[from] = place;
    const caller = scoped.above[from]!;
    const above = caller < 0 ? heading : placeOf[caller]!;
    forest.rows[place] = row;
    forest.above[place] = above;
    forest.level[place] = Math.min(65_535, forest.level[above]! + 1);
    forest.name[place] = tree.name[row]!;
    forest.start[place] = tree.start[row]! - timeZero;
    forest.total[place] = scoped.total[from]!;
    forest.self[place] = scoped.self[from]!;
    forest.calls[place] = 1;
    forest.flags[place] = tree.flags[row]!;
    const { kind } = tree.names[tree.name[row]!]!;
    if (kind === rowKind.lost) forest.calls[place] = tree.self[row]!;
    most = Math.max(most, scoped.total[from]!);
    if (caller < 0) {
      forest.total[heading]! += scoped.total[from]!;
      forest.calls[heading]!++;
    }
  }
  return { ...forest, count, size: scoped.count, names: tree.names, layers, threads: tree.tasks, most, unit };
}

function forestOfPaths(paths: PathTree): Forest {
  const { order, first } = orderPaths(paths, paths.total);
  const forest = emptyForest(paths.count);
  const placeOf = new Int32Array(paths.count);
  const waiting: number[] = [];
  const add = (above: number): void => {
    for (let at = first[above + 2]! - 1; at >= first[above + 1]!; at--) waiting.push(order[at]!);
  };
  add(-1);
  let most = 0;
  for (let place = 0; waiting.length > 0; place++) {
    const path = waiting.pop()!;
    placeOf[path] = place;
    const caller = paths.parent[path]!;
    forest.rows[place] = path;
    forest.above[place] = caller < 0 ? -1 : placeOf[caller]!;
    forest.level[place] = paths.depth[path]!;
    forest.name[place] = paths.name[path]!;
    forest.start[place] = Number.NaN;
    forest.total[place] = paths.total[path]!;
    forest.self[place] = paths.self[path]!;
    forest.calls[place] = paths.calls[path]!;
    most = Math.max(most, paths.total[path]!);
    add(path);
  }
  const { count, names, layers, unit } = paths;
  return { ...forest, count, size: count, names, layers, threads: [], most, unit };
}

function emptyForest(count: number) {
  return {
    rows: new Int32Array(count),
    above: new Int32Array(count),
    level: new Uint16Array(count),
    name: new Uint32Array(count),
    start: new Float64Array(count),
    total: new Float64Array(count),
    self: new Float64Array(count),
    calls: new Float64Array(count),
    flags: new Uint8Array(count),
  };
}
