import { type CallName, type Layer, type LayerGroup, rowKind } from '../../analyses/calls/index.ts';
import { printable } from '../../text/replay/index.ts';
import { layerLabel } from '../../text/replay/layer-label.ts';
import { say } from '../../words/index.ts';

/**
 * What weights of a tree are: nanoseconds, ticks of an unknown length, nanoseconds that samples of a clock stand for, or
 * events that were counted.
 */
export type WeightUnit = 'ns' | 'ticks' | 'sampled-ns' | 'events';

/** Calls by the functions that led to them, all together: callers before what they called. */
export interface PathTree {
  readonly count: number;
  /** -1 for the outermost. */
  readonly parent: Int32Array;
  readonly depth: Uint16Array;
  /** Index into `names`; functions that are one have one. */
  readonly name: Uint32Array;
  /** How often it was called; of stacks, in how many it is. */
  readonly calls: Float64Array;
  /** What is a path's own, and with all below it. */
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly names: readonly CallName[];
  /** By name. */
  readonly layers: readonly Layer[];
  readonly unit: WeightUnit;
}

/** A name as it is shown, in the current language. */
export interface NameHead {
  readonly text: string;
  /** The program, the library or the kernel's module; empty for the kernel's image. */
  readonly module: string;
  /** Whether it is a function, which has a page of its own. */
  readonly isFunction: boolean;
  /** Id and name of its layer: a part of the kernel, a program, waiting. */
  readonly part: string;
  readonly label: string;
  readonly group: LayerGroup;
  /** File and line in the kernel's source; empty where it is not known. */
  readonly source: string;
}

/** Names of an answer: each stands in it once. */
export class NameHeads {
  readonly list: NameHead[] = [];
  readonly #names: readonly CallName[];
  readonly #layers: readonly Layer[];
  readonly #codes = new Map<number, number>();

  constructor({ names, layers }: { readonly names: readonly CallName[]; readonly layers: readonly Layer[] }) {
    this.#names = names;
    this.#layers = layers;
  }

  /** Place of a name in `list`. */
  code(name: number): number {
    let code = this.#codes.get(name);
    if (code === undefined) {
      code = this.list.push(nameHead(this.#names[name]!, this.#layers[name]!)) - 1;
      this.#codes.set(name, code);
    }
    return code;
  }
}

function nameHead(name: CallName, layer: Layer): NameHead {
  const { kind, module } = name;
  return {
    text: shownText(name),
    module: printable(module),
    isFunction: kind <= rowKind.kernel,
    part: layer.id,
    label: layerLabel(layer),
    group: layer.group,
    source: printable(layer.source ?? ''),
  };
}

function shownText({ text, kind }: CallName): string {
  if (kind === rowKind.wait) return say(text === 'slept' ? 'replay.slept' : 'replay.waited');
  if (kind === rowKind.lost) return say('replay.lost-some');
  return printable(text);
}

/** What is to be lit up. */
export interface Looked {
  /** Functions whose names contain this, letters of either case. */
  readonly find?: string;
  /** Functions of a layer: a part of the kernel, the program. */
  readonly part?: string;
}

/** By name, 1: it is looked for. Undefined where nothing is. */
export function namesLookedFor(
  { names, layers }: Pick<PathTree, 'names' | 'layers'>,
  { find, part }: Looked,
): Uint8Array | undefined {
  const wanted = find?.trim().toLowerCase() ?? '';
  if (wanted !== '')
    return Uint8Array.from(names, ({ text, kind }) =>
      kind <= rowKind.kernel && text.toLowerCase().includes(wanted) ? 1 : 0,
    );
  return part === undefined ? undefined : Uint8Array.from(layers, ({ id }) => (id === part ? 1 : 0));
}

/** The paths below each path, those with the most weight first: `order` from `first[path + 1]` on, the outermost from `first[0]`. */
export interface PathOrder {
  readonly order: Uint32Array;
  readonly first: Uint32Array;
}

export function orderPaths({ count, parent }: PathTree, weight: Float64Array): PathOrder {
  const first = new Uint32Array(count + 2);
  for (let path = 0; path < count; path++) first[parent[path]! + 2]!++;
  for (let place = 1; place < first.length; place++) first[place]! += first[place - 1]!;
  const next = first.slice();
  const order = new Uint32Array(count);
  for (let path = 0; path < count; path++) order[next[parent[path]! + 1]!++] = path;
  for (let above = 0; above <= count; above++) {
    const [begin, end] = [first[above]!, first[above + 1]!];
    if (end - begin > 1) order.subarray(begin, end).sort((a, b) => weight[b]! - weight[a]! || a - b);
  }
  return { order, first };
}

/** Sums over everything below, by path. */
export function sumsBelow(
  { count, parent }: Pick<PathTree, 'count' | 'parent'>,
  own: Float64Array,
): Float64Array {
  const sums = own.slice();
  for (let path = count - 1; path >= 0; path--) if (parent[path]! >= 0) sums[parent[path]!]! += sums[path]!;
  return sums;
}
