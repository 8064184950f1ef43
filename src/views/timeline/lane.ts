import { growing } from '../../store/index.ts';
import { type Hue, hues, type Look, type Phase } from './contract.ts';
import { LaneBlocks } from './lane-blocks.ts';
import { risingOrder } from './rising-order.ts';

/** How a slice is called and drawn. */
export interface SliceStyle {
  readonly name: string;
  /** Index into `hues`. */
  readonly hue: number;
  readonly look: Look;
}

/** Where a slice is from, as `TrackItem` says it. */
export interface SliceOrigin {
  readonly table?: string;
  readonly tableRow?: number;
  readonly call?: number;
  readonly beginRow: number;
  readonly endRow: number;
  readonly task: number;
  readonly cpu: number;
  readonly phases: readonly Phase[];
}

/**
 * The slices of a track in typed arrays: by depth, of each depth by start and without overlaps. The number of a slice is its
 * place in them.
 */
export interface Lane {
  readonly kind: 'slices' | 'instants';
  readonly count: number;
  readonly depths: number;
  /** Slices of a depth: `[first[depth], first[depth + 1])`. */
  readonly first: Uint32Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** For `styleOf`. */
  readonly style: Uint32Array;
  /** What it was made from, for `originOf`: a row of a table, a stretch of a task, a call. */
  readonly source: Uint32Array;
  readonly blocks: LaneBlocks;
  readonly styleOf: (style: number) => SliceStyle;
  readonly originOf: (source: number) => SliceOrigin;
}

/** The origin of what is from no event that is known. */
export const nowhere: SliceOrigin = { beginRow: -1, endRow: -1, task: -1, cpu: -1, phases: [] };

export const hueOf = (hue: Hue): number => hues.indexOf(hue);

/** The hue of a task on every track that it is on. */
export function hueOfTask(task: number): number {
  return hueOf('task-0') + (task & 7);
}

/** Deeper stacks than this are drawn into each other: no screen shows more. */
const mostDepths = 1024;
/** So many things that overlap are laid beside each other. */
const mostStacked = 64;

/** Slices of a track as they come, in any order. */
export class SliceCollector {
  readonly #start = growing.f64();
  readonly #end = growing.f64();
  readonly #style = growing.u32();
  readonly #source = growing.u32();
  readonly #depth = growing.u16();

  get count(): number {
    return this.#start.length;
  }

  /** Without a depth, `stacked` finds one. */
  add(start: number, end: number, style: number, source: number, depth = 0): void {
    this.#start.push(start);
    this.#end.push(Math.max(start, end));
    this.#style.push(style);
    this.#source.push(source);
    this.#depth.push(Math.min(depth, mostDepths - 1));
  }

  /** Slices stay at their depth; one that lasts into the next of its depth ends there. */
  asGiven(rest: Pick<Lane, 'kind' | 'styleOf' | 'originOf'>): Lane {
    return this.#lane(rest, risingOrder(this.#start.view()), this.#depth.view());
  }

  /** Each slice at the first depth, from that which it was given on, at which none is at its time. */
  stacked(rest: Pick<Lane, 'kind' | 'styleOf' | 'originOf'>): Lane {
    const [start, end, least] = [this.#start.view(), this.#end.view(), this.#depth.view()];
    const order = risingOrder(start);
    const depth = new Uint16Array(this.count);
    const until = new Float64Array(mostDepths).fill(Number.NEGATIVE_INFINITY);
    for (const slice of order) {
      let found = least[slice]!;
      const most = Math.min(mostDepths, found + mostStacked) - 1;
      while (found < most && until[found]! > start[slice]!) found++;
      depth[slice] = found;
      until[found] = end[slice]!;
    }
    return this.#lane(rest, order, depth);
  }

  #lane(rest: Pick<Lane, 'kind' | 'styleOf' | 'originOf'>, order: Uint32Array, depth: Uint16Array): Lane {
    const { count } = this;
    let deepest = 0;
    for (let slice = 0; slice < count; slice++) deepest = Math.max(deepest, depth[slice]!);
    const first = new Uint32Array(deepest + 2);
    for (let slice = 0; slice < count; slice++) first[depth[slice]! + 1]!++;
    for (let level = 0; level <= deepest; level++) first[level + 1]! += first[level]!;
    const next = first.slice();
    const [start, end] = [new Float64Array(count), new Float64Array(count)];
    const [style, source] = [new Uint32Array(count), new Uint32Array(count)];
    for (const slice of order) {
      const level = depth[slice]!;
      const place = next[level]!++;
      start[place] = this.#start.at(slice);
      end[place] = this.#end.at(slice);
      style[place] = this.#style.at(slice);
      source[place] = this.#source.at(slice);
      if (place > first[level]! && end[place - 1]! > start[place]!) end[place - 1] = start[place]!;
    }
    const blocks = new LaneBlocks(start, end);
    return { ...rest, count, depths: deepest + 1, first, start, end, style, source, blocks };
  }
}

/** A track with nothing on it. */
export const emptyLane: Lane = new SliceCollector().asGiven({
  kind: 'slices',
  styleOf: () => ({ name: '', hue: hueOf('other'), look: 0 }),
  originOf: () => nowhere,
});
