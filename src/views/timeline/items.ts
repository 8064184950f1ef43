import { tasksOf } from '../../analyses/tasks/index.ts';
import { firstIndex } from '../../base/index.ts';
import { shownCalls } from './call-lane.ts';
import type { TrackItem } from './contract.ts';
import type { Lane } from './lane.ts';
import type { TimeLine } from './time-line.ts';

/** A slice of a track by its number; undefined where there is none. */
export function itemOf(line: TimeLine, track: string, item: number): TrackItem | undefined {
  const lane = line.slices(track);
  if (lane === undefined || !(item >= 0 && item < lane.count)) return undefined;
  return {
    track,
    item,
    name: nameOf(lane, item),
    start: lane.start[item]!,
    end: lane.end[item]!,
    depth: depthOf(lane, item),
    ...lane.originOf(lane.source[item]!),
  };
}

/** The innermost slice of a track at a time; undefined where there is none. */
export function itemAt(line: TimeLine, track: string, time: number): TrackItem | undefined {
  const lane = line.slices(track);
  const item = lane === undefined ? -1 : deepestAt(lane, time);
  return item < 0 ? undefined : itemOf(line, track, item);
}

/** The next or the previous slice of the same depth, of any name or of the same; undefined at the end. */
export function neighbourOf(
  line: TimeLine,
  track: string,
  item: number,
  step: 1 | -1,
  sameName: boolean,
): TrackItem | undefined {
  const lane = line.slices(track);
  if (lane === undefined || !(item >= 0 && item < lane.count)) return undefined;
  const depth = depthOf(lane, item);
  const [from, to] = [lane.first[depth]!, lane.first[depth + 1]!];
  const name = nameOf(lane, item);
  const isSame = sameNames(lane, name);
  let found = item + step;
  while (found >= from && found < to && sameName && !isSame(lane.style[found]!)) found += step;
  return found >= from && found < to ? itemOf(line, track, found) : undefined;
}

/** Styles are asked for their names once each. */
function sameNames(lane: Lane, name: string): (style: number) => boolean {
  const known = new Map<number, boolean>();
  return style => {
    let isSame = known.get(style);
    if (isSame === undefined) {
      isSame = lane.styleOf(style).name === name;
      known.set(style, isSame);
    }
    return isSame;
  };
}

/** The slices that an event stands in: of its task's calls, of its task, of its CPU. */
export function itemsOfRow(line: TimeLine, row: number): readonly TrackItem[] {
  const { trace } = line.opened;
  if (!(row >= 0 && row < trace.count)) return [];
  const [task, cpu] = [tasksOf(trace).ofRow(row), trace.cpu[row]!];
  const hasCalls = shownCalls(line.opened) !== undefined;
  const tracks = [...(hasCalls ? [`task:${task}:calls`] : []), `task:${task}`, `cpu:${cpu}`];
  return tracks.flatMap(track => {
    const found = itemAt(line, track, trace.time[row]!);
    return found === undefined ? [] : [found];
  });
}

/** The innermost slice at a time, of two that meet there the one that begins; -1 where there is none. */
export function deepestAt(lane: Lane, time: number): number {
  for (let depth = lane.depths - 1; depth >= 0; depth--) {
    const [from, to] = [lane.first[depth]!, lane.first[depth + 1]!];
    const found = firstIndex(from, to, item => lane.start[item]! > time) - 1;
    if (found >= from && lane.end[found]! >= time) return found;
  }
  return -1;
}

function nameOf({ styleOf, style }: Lane, item: number): string {
  return styleOf(style[item]!).name;
}

function depthOf({ first }: Lane, item: number): number {
  return firstIndex(1, first.length, depth => first[depth]! > item) - 1;
}
