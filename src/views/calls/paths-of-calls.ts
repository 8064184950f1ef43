import { type CallName, rowKind } from '../../analyses/calls/index.ts';
import { growing } from '../../store/index.ts';
import type { Asked } from '../question.ts';
import type { ShownCalls } from '../timeline/call-lane.ts';
import { type PathTree, sumsBelow, type WeightUnit } from './path-tree.ts';
import type { ScopedCalls } from './scope.ts';

const between = 1 << 18;

/** Merges calls by the functions that led to them. Events and losses take no time and stay out. */
export async function pathsOfCalls(
  { tree, layers }: ShownCalls,
  scoped: ScopedCalls,
  unit: WeightUnit,
  what: string,
  asked: Asked,
): Promise<PathTree> {
  const one = oneNameEach(tree.names);
  const isLeftOut = Uint8Array.from(tree.names, ({ kind }) =>
    kind === rowKind.event || kind === rowKind.lost ? 1 : 0,
  );
  const paths = new PathMerger();
  const pathOf = new Int32Array(scoped.count);
  for (let place = 0; place < scoped.count; place++) {
    if ((place & (between - 1)) === between - 1) {
      asked.progress(place, scoped.count, what);
      await asked.pause();
      if (asked.isCancelled()) break;
    }
    const name = tree.name[scoped.row[place]!]!;
    const caller = scoped.above[place]!;
    const above = caller < 0 ? -1 : pathOf[caller]!;
    if (isLeftOut[name] === 1) {
      pathOf[place] = above;
      continue;
    }
    pathOf[place] = paths.add(above, one[name]!, 1, Math.max(0, scoped.self[place]!));
  }
  return paths.finish({ names: tree.names, layers, unit });
}

/** By name: the first that is the same function. Functions of several addresses are one to people. */
function oneNameEach(names: readonly CallName[]): Uint32Array {
  const known = new Map<string, number>();
  return Uint32Array.from(names, ({ text, kind, module }, name) => {
    const key = `${kind} ${module} ${text}`;
    const found = known.get(key) ?? name;
    known.set(key, found);
    return found;
  });
}

/** Makes a tree of paths: each function below the same callers is one. */
export class PathMerger {
  readonly #parent = growing.i32();
  readonly #depth = growing.u16();
  readonly #name = growing.u32();
  readonly #calls = growing.f64();
  readonly #self = growing.f64();
  readonly #known = new Map<number, number>();

  /** Counts a function below a path (-1: outermost); answers its path. */
  add(above: number, name: number, calls: number, self: number): number {
    // Names are fewer than 2^22 and paths fewer than 2^31: below 2^53.
    const key = (above + 1) * 4_194_304 + name;
    let path = this.#known.get(key);
    if (path === undefined) {
      path = this.#parent.length;
      this.#known.set(key, path);
      this.#parent.push(above);
      this.#name.push(name);
      this.#depth.push(above < 0 ? 0 : Math.min(65_535, this.#depth.at(above) + 1));
      this.#calls.push(0);
      this.#self.push(0);
    }
    this.#calls.set(path, this.#calls.at(path) + calls);
    this.#self.set(path, this.#self.at(path) + self);
    return path;
  }

  finish(rest: Pick<PathTree, 'names' | 'layers' | 'unit'>): PathTree {
    const [count, parent, self] = [this.#parent.length, this.#parent.view(), this.#self.view()];
    return {
      ...rest,
      count,
      parent,
      self,
      depth: this.#depth.view(),
      name: this.#name.view(),
      calls: this.#calls.view(),
      total: sumsBelow({ count, parent }, self),
    };
  }
}
