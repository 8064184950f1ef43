import { tasksOf } from '../../analyses/tasks/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import type { Asked, Stretch } from '../question.ts';
import type { Arrow, TrackItem } from './contract.ts';
import { deepestAt, itemOf } from './items.ts';
import { arrowOf, type Links, linksOf, taskBegunAt } from './links.ts';
import type { TimeLine } from './time-line.ts';

/** Causes of causes that are followed. */
const longestChain = 32;
/** Arrows of one slice, and of one question. */
const mostArrows = 1000;
/** Links that are looked at for those of one CPU or task. */
const mostLooked = 100_000;

/** Arrows that begin or end in a slice, by their effects; with `chain` what led to it before them, from cause to cause. */
export async function arrowsOf(
  line: TimeLine,
  track: string,
  item: number,
  chain: boolean,
  asked: Asked,
): Promise<readonly Arrow[]> {
  const slice = itemOf(line, track, item);
  const { trace } = line.opened;
  const all = await linksOf(trace, asked);
  if (slice === undefined || all === undefined) return [];
  const arrows = (rowsOf: typeof endingIn): readonly Arrow[] =>
    all.flatMap(links => rowsOf(trace, links, slice).map(link => arrowOf(trace, links, link)));
  const into = arrows(endingIn);
  const own = distinct([...into, ...arrows(beginningIn)]).slice(0, mostArrows);
  const last = into.reduce<Arrow | undefined>(
    (latest, arrow) => (latest === undefined || arrow.toRow > latest.toRow ? arrow : latest),
    undefined,
  );
  return !chain || last === undefined ? own : distinct([...own, ...chainTo(line, all, last)]);
}

/** Arrows that have an end in a stretch of time; where there are more than `most`, those that took longest. */
export async function arrowsWithin(
  trace: Trace,
  { from, to }: Stretch,
  most: number,
  asked: Asked,
): Promise<readonly Arrow[]> {
  const all = (await linksOf(trace, asked)) ?? [];
  const [first, end] = [rowAt(trace, from), rowAt(trace, to)];
  const found = all.flatMap(links => {
    const chosen = linksBetween(links.byTo, links.to, first, end).map(link => ({ links, link }));
    const others = linksBetween(links.byFrom, links.from, first, end)
      .filter(link => links.to[link]! >= end)
      .map(link => ({ links, link }));
    return [...chosen, ...others];
  });
  const tookOf = ({ links, link }: (typeof found)[number]): number =>
    trace.time[links.to[link]!]! - trace.time[links.from[link]!]!;
  const bound = Math.max(0, Math.min(most, mostArrows));
  const chosen = found.length <= bound ? found : found.sort((a, b) => tookOf(b) - tookOf(a)).slice(0, bound);
  return chosen.map(({ links, link }) => arrowOf(trace, links, link)).sort((a, b) => a.toRow - b.toRow);
}

/** What led to the cause of an arrow: the last thing that set going what the CPU was in as it caused it. */
function chainTo(line: TimeLine, all: readonly Links[], arrow: Arrow): readonly Arrow[] {
  const chain: Arrow[] = [];
  let at = arrow;
  while (chain.length < longestChain) {
    const before = causeBefore(line, all, at.fromRow);
    if (before === undefined || before.toRow >= at.toRow) break;
    chain.push(before);
    at = before;
  }
  return chain;
}

function causeBefore(line: TimeLine, all: readonly Links[], row: number): Arrow | undefined {
  const { trace } = line.opened;
  const cpu = trace.cpu[row]!;
  const lane = line.slices(`cpu:${cpu}`);
  const item = lane === undefined ? -1 : deepestAt(lane, trace.time[row]!);
  if (lane === undefined || item < 0) return undefined;
  const begin = rowAt(trace, lane.start[item]!);
  let best: Arrow | undefined;
  for (const links of all) {
    const link = lastEffect(trace, links, begin, row, cpu);
    if (link >= 0 && (best === undefined || links.to[link]! > best.toRow)) best = arrowOf(trace, links, link);
  }
  return best;
}

/** The link whose effect is the last on a CPU of those in rows `[begin, row]`; -1 where there is none. */
function lastEffect(trace: Trace, { byTo, to }: Links, begin: number, row: number, cpu: number): number {
  let place = firstIndex(0, byTo.length, index => to[byTo[index]!]! > row) - 1;
  for (let looked = 0; place >= 0 && looked < mostLooked; place--, looked++) {
    const link = byTo[place]!;
    if (to[link]! < begin) return -1;
    if (trace.cpu[to[link]!] === cpu) return link;
  }
  return -1;
}

function endingIn(trace: Trace, { byTo, to }: Links, slice: TrackItem): readonly number[] {
  return between(trace, byTo, to, slice).filter(link => {
    const row = to[link]!;
    // The event that ends a slice is the effect of what it waited for, or begins what comes after it.
    if (row === slice.endRow && row !== slice.beginRow) return isWait(slice, trace);
    return row === slice.beginRow || isOwn(trace, slice, row, taskBegunAt(trace, row));
  });
}

function beginningIn(trace: Trace, { byFrom, from }: Links, slice: TrackItem): readonly number[] {
  return between(trace, byFrom, from, slice).filter(link => {
    const row = from[link]!;
    return row === slice.beginRow || isOwn(trace, slice, row, tasksOf(trace).ofRow(row));
  });
}

/** A stretch of a task that is ended by another's doing: its last event was recorded by somebody else. */
function isWait(slice: TrackItem, trace: Trace): boolean {
  return slice.task >= 0 && slice.endRow >= 0 && tasksOf(trace).ofRow(slice.endRow) !== slice.task;
}

/** Whether an event is of what a slice is of: a CPU's or a task's. */
function isOwn(trace: Trace, { track, task, cpu }: TrackItem, row: number, taskOfRow: number): boolean {
  return track.startsWith('cpu:') ? trace.cpu[row] === cpu : taskOfRow === task;
}

function between(
  trace: Trace,
  order: Uint32Array,
  rows: Uint32Array,
  { start, end, beginRow, endRow }: TrackItem,
): readonly number[] {
  const first = beginRow < 0 ? rowAt(trace, start) : Math.min(beginRow, rowAt(trace, start));
  const last = Math.max(endRow + 1, rowAt(trace, end));
  return linksBetween(order, rows, first, last);
}

/** Links whose end in `rows` is in `[first, end)`, by it. */
function linksBetween(order: Uint32Array, rows: Uint32Array, first: number, end: number): readonly number[] {
  const from = firstIndex(0, order.length, index => rows[order[index]!]! >= first);
  const to = firstIndex(
    from,
    Math.min(order.length, from + mostLooked),
    index => rows[order[index]!]! >= end,
  );
  return [...order.subarray(from, to)];
}

/** The first row that is not before a time. */
export function rowAt({ time, count }: Trace, at: number): number {
  return firstIndex(0, count, row => time[row]! >= at);
}

function distinct(arrows: readonly Arrow[]): readonly Arrow[] {
  const known = new Map(arrows.map(arrow => [`${arrow.link} ${arrow.fromRow} ${arrow.toRow}`, arrow]));
  return [...known.values()].sort((a, b) => a.toRow - b.toRow || a.fromRow - b.fromRow);
}
