import { growing } from '../../store/index.ts';
import type { Asked } from '../question.ts';
import type { Workbench } from '../workbench.ts';
import { isOfStacks, melted } from './contract.ts';
import {
  type Looked,
  type NameHead,
  NameHeads,
  namesLookedFor,
  orderPaths,
  type PathTree,
  sumsBelow,
  type WeightUnit,
} from './path-tree.ts';
import type { CallScope } from './scope.ts';
import { pathsIn } from './sources.ts';

/** Frames of a flame graph: no more than can be seen. Columns by frame; what is above a frame stands before it. */
export interface FlameFrames {
  /** The path of the tree, to zoom to; `melted` for what is too narrow. */
  readonly path: Uint32Array;
  /** Frame of the caller; -1 for the outermost that are shown. */
  readonly parent: Int32Array;
  readonly depth: Uint16Array;
  /** Where it begins and how wide it is, as parts of all that is shown. */
  readonly start: Float64Array;
  readonly width: Float64Array;
  /** Index into `names`; `melted` likewise. */
  readonly name: Uint32Array;
  readonly calls: Float64Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  /** 1: it is what was looked for. */
  readonly isFound: Uint8Array;
  readonly names: readonly NameHead[];
}

export interface Flame {
  readonly frames: FlameFrames;
  /** Functions that led to what is shown, the outermost first. */
  readonly above: readonly { readonly path: number; readonly text: string }[];
  /** Weight of what is shown, and of all that is in the scope. */
  readonly shown: number;
  readonly all: number;
  readonly unit: WeightUnit;
  /** How many functions and how much of what is shown was found. */
  readonly found: FoundShare | undefined;
}

export interface FoundShare {
  readonly functions: number;
  /** Weight in what was found and in what it called; nothing counts twice. */
  readonly weight: number;
  readonly calls: number;
}

export type FlameBy = 'time' | 'calls';

/** What of a tree is drawn. */
export interface FlameView extends Looked {
  /** Zoomed to a path. */
  readonly root?: number;
  /** The narrowest frame that can be seen, as a part of the whole width. */
  readonly least: number;
}

export interface FlameWish extends CallScope, FlameView {
  readonly by: FlameBy;
}

/** Undefined where there is nothing to draw: no calls and no stacks. */
export async function askFlame(bench: Workbench, wish: FlameWish, asked: Asked): Promise<Flame | undefined> {
  const paths = await pathsIn(bench.recording(wish.of), wish, asked);
  return paths === undefined ? undefined : flameOf(paths, weightsOf(paths, wish.by), wish);
}

/** What frames are as wide as: their time, or how many calls or stacks are in them. */
export function weightsOf(paths: PathTree, by: FlameBy): Float64Array {
  if (by === 'time') return paths.total;
  return isOfStacks(paths.unit) ? paths.calls : sumsBelow(paths, paths.calls);
}

/** Draws a tree of paths: of each caller the callee with the most weight first. */
export function flameOf(paths: PathTree, weight: Float64Array, view: FlameView): Flame {
  const { root = -1, least } = view;
  const top = root < paths.count ? root : -1;
  const looked = namesLookedFor(paths, view);
  const all = sumOfOutermost(paths, weight);
  const shown = top < 0 ? all : weight[top]!;
  return {
    frames: layOut(paths, weight, top, shown, least, looked),
    above: pathAbove(paths, top),
    shown,
    all,
    unit: paths.unit,
    found: looked === undefined ? undefined : findBelow(paths, weight, top, looked),
  };
}

function sumOfOutermost({ count, parent }: PathTree, weight: Float64Array): number {
  let sum = 0;
  for (let path = 0; path < count; path++) if (parent[path]! < 0) sum += weight[path]!;
  return sum;
}

function pathAbove(paths: PathTree, top: number): Flame['above'] {
  const heads = new NameHeads(paths);
  const above: { path: number; text: string }[] = [];
  for (let path = top < 0 ? -1 : paths.parent[top]!; path >= 0; path = paths.parent[path]!) {
    above.push({ path, text: heads.list[heads.code(paths.name[path]!)]!.text });
  }
  return above.reverse();
}

/** Frames that wait to be laid out: pairs of a path and the frame that it is below. */
function layOut(
  paths: PathTree,
  weight: Float64Array,
  top: number,
  shown: number,
  least: number,
  looked: Uint8Array | undefined,
): FlameFrames {
  const { order, first } = orderPaths(paths, weight);
  const heads = new NameHeads(paths);
  const columns = new FrameColumns();
  const waiting: number[] = [];
  const narrowest = least * shown;
  const add = (path: number, above: number, start: number): void => {
    const frame = columns.add(above, start, weight[path]! / shown);
    const name = paths.name[path]!;
    const found = looked?.[name] ?? 0;
    columns.fill(path, heads.code(name), paths.calls[path]!, paths.total[path]!, paths.self[path]!, found);
    waiting.push(path, frame);
  };
  const addBelow = (path: number, above: number, from: number): void => {
    let at = from;
    for (let place = first[path + 1]!; place < first[path + 2]!; place++) {
      const below = order[place]!;
      if (weight[below]! < narrowest || weight[below] === 0) {
        addMelted(place, first[path + 2]!, above, at);
        return;
      }
      add(below, above, at);
      at += weight[below]! / shown;
    }
  };
  const addMelted = (from: number, to: number, above: number, start: number): void => {
    let [sum, calls, total, found] = [0, 0, 0, 0];
    for (let place = from; place < to; place++) {
      const path = order[place]!;
      sum += weight[path]!;
      calls += paths.calls[path]!;
      total += paths.total[path]!;
      found |= looked?.[paths.name[path]!] ?? 0;
    }
    if (sum < narrowest || sum === 0) return;
    columns.add(above, start, sum / shown);
    columns.fill(melted, melted, calls, total, 0, found);
  };
  if (shown > 0 && top >= 0) add(top, -1, 0);
  else if (shown > 0) addBelow(-1, -1, 0);
  while (waiting.length > 0) {
    const frame = waiting.pop()!;
    addBelow(waiting.pop()!, frame, columns.start.at(frame));
  }
  return { ...columns.frames(), names: heads.list };
}

class FrameColumns {
  readonly start = growing.f64();
  readonly #width = growing.f64();
  readonly #path = growing.u32();
  readonly #parent = growing.i32();
  readonly #depth = growing.u16();
  readonly #name = growing.u32();
  readonly #calls = growing.f64();
  readonly #total = growing.f64();
  readonly #self = growing.f64();
  readonly #isFound = growing.u8();

  add(above: number, start: number, width: number): number {
    this.#parent.push(above);
    this.#depth.push(above < 0 ? 0 : Math.min(65_535, this.#depth.at(above) + 1));
    this.start.push(start);
    this.#width.push(width);
    return this.start.length - 1;
  }

  fill(path: number, name: number, calls: number, total: number, self: number, isFound: number): void {
    this.#path.push(path);
    this.#name.push(name);
    this.#calls.push(calls);
    this.#total.push(total);
    this.#self.push(self);
    this.#isFound.push(isFound);
  }

  /** Copies: an answer gives its arrays away. */
  frames(): Omit<FlameFrames, 'names'> {
    return {
      path: this.#path.view().slice(),
      parent: this.#parent.view().slice(),
      depth: this.#depth.view().slice(),
      start: this.start.view().slice(),
      width: this.#width.view().slice(),
      name: this.#name.view().slice(),
      calls: this.#calls.view().slice(),
      total: this.#total.view().slice(),
      self: this.#self.view().slice(),
      isFound: this.#isFound.view().slice(),
    };
  }
}

function findBelow(paths: PathTree, weight: Float64Array, top: number, looked: Uint8Array): FoundShare {
  const { count, parent, name, calls } = paths;
  // 1: it or a caller of it is found; 2: it is not below `top`.
  const state = new Uint8Array(count);
  const functions = new Set<number>();
  let [sum, times] = [0, 0];
  for (let path = 0; path < count; path++) {
    const above = parent[path]!;
    let its = above < 0 ? (top < 0 ? 0 : 2) : state[above]!;
    if (path === top) its = 0;
    if (its !== 2 && looked[name[path]!] === 1) {
      functions.add(name[path]!);
      times += calls[path]!;
      if (its === 0) sum += weight[path]!;
      its = 1;
    }
    state[path] = its;
  }
  return { functions: functions.size, weight: sum, calls: times };
}
