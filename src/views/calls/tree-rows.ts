import { rowFlag, rowKind } from '../../analyses/calls/index.ts';
import { firstIndex } from '../../base/index.ts';
import { printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { Asked } from '../question.ts';
import type { Workbench } from '../workbench.ts';
import { treeFlag } from './contract.ts';
import { type Forest, forestOf } from './forest.ts';
import { type Looked, type NameHead, NameHeads, namesLookedFor, type WeightUnit } from './path-tree.ts';
import type { CallScope } from './scope.ts';

/** How a tree is folded: to a depth, but for rows that are open or closed. */
export interface Folding {
  /** Rows above this depth are open. */
  readonly depth: number;
  readonly open: readonly number[];
  readonly closed: readonly number[];
}

export interface TreeWish extends CallScope, Folding, Looked {
  /** The rows that are wanted, counted from the first that is to be seen. */
  readonly first: number;
  readonly count: number;
  /** A row whose callers are open whatever the folding says. */
  readonly reveal?: number;
}

/** Rows of a tree that are to be seen, a window of them. Columns by row. */
export interface TreeRows {
  /** How many are to be seen in all, and how many there are with those that are folded. */
  readonly seen: number;
  readonly all: number;
  readonly first: number;
  /** Number of the call, or of the path in a tree of stacks; of the heading of a thread -1 less its number. */
  readonly row: Int32Array;
  readonly level: Uint16Array;
  /** Index into `names`; of a heading into `threads`. */
  readonly name: Uint32Array;
  /** Since the trace's start; NaN where rows stand for many. */
  readonly start: Float64Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  readonly calls: Float64Array;
  readonly flags: Uint8Array;
  readonly names: readonly NameHead[];
  readonly threads: readonly string[];
  /** The longest, to which others are compared. */
  readonly most: number;
  readonly unit: WeightUnit;
  /** Where the row is that was to be revealed, -1: it is not in the scope; and its callers. */
  readonly revealed: number;
  readonly callers: Uint32Array;
}

/** Undefined where there are no calls and no stacks. */
export async function askTree(bench: Workbench, wish: TreeWish, asked: Asked): Promise<TreeRows | undefined> {
  const forest = await forestOf(bench.recording(wish.of), wish, asked);
  return forest === undefined ? undefined : treeRows(forest, wish);
}

export function treeRows(forest: Forest, wish: Omit<TreeWish, 'of'>): TreeRows {
  const callers = callersOf(forest, wish.reveal);
  const isOpen = openness(forest, wish, callers);
  const seen = seenPlaces(forest, isOpen);
  const first = Math.max(0, Math.min(wish.first, seen.length));
  const places = seen.subarray(first, first + wish.count);
  const heads = new NameHeads(forest);
  const looked = namesLookedFor(forest, wish);
  const threads: string[] = [];
  const { rows, total, self, start, calls, name } = forest;
  const isHead = (place: number): boolean => rows[place]! < 0;
  const column = (of: Float64Array): Float64Array => Float64Array.from(places, place => of[place]!);
  return {
    seen: seen.length,
    all: forest.size,
    first,
    row: Int32Array.from(places, place => rows[place]!),
    level: Uint16Array.from(places, place => forest.level[place]!),
    name: Uint32Array.from(places, place =>
      isHead(place) ? threads.push(threadTitle(forest, name[place]!)) - 1 : heads.code(name[place]!),
    ),
    start: column(start),
    total: column(total),
    self: column(self),
    calls: column(calls),
    flags: Uint8Array.from(places, place => flagsOf(forest, place, isOpen[place] === 1, looked)),
    names: heads.list,
    threads,
    most: forest.most,
    unit: forest.unit,
    revealed: wish.reveal === undefined ? -1 : seen.indexOf(rows.indexOf(wish.reveal)),
    callers: Uint32Array.from(callers, place => rows[place]! >>> 0),
  };
}

function threadTitle({ threads }: Forest, thread: number): string {
  const { comm, tid, cpu } = threads[thread]!;
  return cpu === undefined ? `${printable(comm)} ${tid}`.trim() : say('replay.idle', { cpu });
}

/** Places of what is above a row, with a thread's heading. */
function callersOf({ rows, above }: Forest, row: number | undefined): readonly number[] {
  const callers: number[] = [];
  const place = row === undefined ? -1 : rows.indexOf(row);
  for (let at = place < 0 ? -1 : above[place]!; at >= 0; at = above[at]!) callers.push(at);
  return callers;
}

function openness({ count, rows, level }: Forest, folding: Folding, callers: readonly number[]): Uint8Array {
  const isOpen = new Uint8Array(count);
  for (let place = 0; place < count; place++) isOpen[place] = level[place]! < folding.depth ? 1 : 0;
  const [open, closed] = [new Set(folding.open), new Set(folding.closed)];
  if (open.size + closed.size > 0) {
    for (let place = 0; place < count; place++) {
      if (open.has(rows[place]!)) isOpen[place] = 1;
      else if (closed.has(rows[place]!)) isOpen[place] = 0;
    }
  }
  for (const place of callers) isOpen[place] = 1;
  return isOpen;
}

function seenPlaces({ count, above }: Forest, isOpen: Uint8Array): Uint32Array {
  const isSeen = new Uint8Array(count);
  const seen = new Uint32Array(count);
  let found = 0;
  for (let place = 0; place < count; place++) {
    const caller = above[place]!;
    if (caller >= 0 && (isSeen[caller] === 0 || isOpen[caller] === 0)) continue;
    isSeen[place] = 1;
    seen[found++] = place;
  }
  return seen.subarray(0, found);
}

function flagsOf(forest: Forest, place: number, isOpen: boolean, looked: Uint8Array | undefined): number {
  const hasBelow = forest.above[place + 1] === place;
  const folding = (hasBelow ? treeFlag.hasBelow : 0) | (isOpen && hasBelow ? treeFlag.isOpen : 0);
  if (forest.rows[place]! < 0) return folding;
  const name = forest.name[place]!;
  const { kind } = forest.names[name]!;
  const ended = forest.flags[place]!;
  return (
    folding |
    (ended === rowFlag.unfinished ? treeFlag.unfinished : 0) |
    (ended === rowFlag.open ? treeFlag.stillOpen : 0) |
    (looked?.[name] === 1 ? treeFlag.isFound : 0) |
    (kind === rowKind.event ? treeFlag.isPoint : 0) |
    (kind === rowKind.wait ? treeFlag.isWait : 0) |
    (kind === rowKind.lost ? treeFlag.isLost : 0)
  );
}

export interface TreeSearchWish extends CallScope, Looked {
  /** The row to go on from; from the beginning without it. */
  readonly row?: number;
  readonly back?: boolean;
}

/** Where the next row is that was looked for. */
export interface TreeHit {
  readonly row: number;
  /** Which of how many it is, from 1. */
  readonly number: number;
  readonly count: number;
}

/** The next row that is looked for, around the end; undefined where there is none. */
export async function askTreeHit(
  bench: Workbench,
  wish: TreeSearchWish,
  asked: Asked,
): Promise<TreeHit | undefined> {
  const forest = await forestOf(bench.recording(wish.of), wish, asked);
  const looked = forest === undefined ? undefined : namesLookedFor(forest, wish);
  if (forest === undefined || looked === undefined) return undefined;
  const { count, rows, name } = forest;
  const hits = placesThat(count, place => rows[place]! >= 0 && looked[name[place]!] === 1);
  if (hits.length === 0) return undefined;
  const from = wish.row === undefined ? -1 : rows.indexOf(wish.row);
  const at =
    wish.back === true
      ? firstIndex(0, hits.length, hit => hits[hit]! >= from) - 1
      : firstIndex(0, hits.length, hit => hits[hit]! > from);
  const found = (at + hits.length) % hits.length;
  return { row: rows[hits[found]!]!, number: found + 1, count: hits.length };
}

function placesThat(count: number, isHit: (place: number) => boolean): Uint32Array {
  const hits = new Uint32Array(count);
  let found = 0;
  for (let place = 0; place < count; place++) if (isHit(place)) hits[found++] = place;
  return hits.subarray(0, found);
}
