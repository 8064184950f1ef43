import type { TrackItem } from '../../views/timeline/contract.ts';
import type { Timeline } from './timeline.ts';

// What keys do. Each does nothing where nothing is selected.

/** A part of what is seen, as far as a step of a key goes. */
const step = 0.3;

export function panByStep(timeline: Timeline, direction: 1 | -1): void {
  timeline.pan(direction * step * timeline.width, true);
}

/** Nearer or farther at the pointer, or at the middle where the pointer is elsewhere. */
export function zoomByStep(timeline: Timeline, factor: number): void {
  timeline.zoom(factor, timeline.hover.value?.x ?? timeline.width / 2, true);
}

/** Shows the range, or else the selected slice, and its track. */
export function fitSelection(timeline: Timeline): void {
  const found = timeline.range.value ?? stretchOf(timeline.selected.value);
  if (found === undefined) return;
  if (timeline.range.value === undefined) timeline.reveal(timeline.selected.value!.track);
  timeline.fit(found.from, found.to);
}

/** Sets mark A, then B, then A anew: at the pointer, or at the selected slice's start. */
export function setMark(timeline: Timeline): void {
  const time = timeline.hover.value?.time ?? timeline.selected.value?.start;
  if (time === undefined) return;
  const marks = timeline.marks.value;
  timeline.chooseMarks(marks.length === 1 ? [marks[0]!, time] : [time]);
}

/** Lets go of what was chosen last: marks, then the range, then the selection. */
export function letGo(timeline: Timeline): void {
  if (timeline.marks.value.length > 0) timeline.chooseMarks([]);
  else if (timeline.range.value !== undefined) timeline.chooseRange(undefined);
  else timeline.surroundings.select(undefined);
}

/** Selects the next or previous slice of the track: of the same name, or whichever comes. */
export async function selectNeighbour(
  timeline: Timeline,
  direction: 1 | -1,
  sameName: boolean,
): Promise<void> {
  const { selected, surroundings } = timeline;
  const from = selected.value ?? firstSeen(timeline);
  if (from === undefined) return;
  if (selected.value === undefined) {
    surroundings.select(from);
    return;
  }
  const { track, item } = from;
  const found = await surroundings.ask('neighbour', { track, item, step: direction, sameName });
  if (found !== undefined) goTo(timeline, found);
}

/** Selects where the task of the selected slice runs next on another CPU, or ran before. */
export async function followTask(timeline: Timeline, direction: 1 | -1): Promise<void> {
  const item = timeline.selected.value;
  if (item === undefined || item.task < 0) return;
  const { ask } = timeline.surroundings;
  const { start, end, cpu } = await ask('follow', { task: item.task });
  const now = start.findLastIndex(one => one <= item.start);
  const isRunning = now >= 0 && end[now]! > item.start;
  const next = direction > 0 ? now + 1 : isRunning ? now - 1 : now;
  if (next < 0 || next >= start.length) return;
  const track = item.track.startsWith('cpu:') ? `cpu:${cpu[next]}` : `task:${item.task}`;
  const found = await ask('itemAt', { track, time: start[next]! });
  if (found !== undefined) goTo(timeline, found);
}

/** Selects a slice and moves there when it is not seen. */
export function goTo(timeline: Timeline, item: TrackItem): void {
  timeline.reveal(item.track);
  const { from, to } = timeline.window.value;
  const isSeen = item.start >= from && Math.min(item.end, item.start + (to - from) / 4) <= to;
  if (!isSeen) {
    const length = Math.max(to - from, item.end - item.start);
    const middle = (item.start + Math.min(item.end, item.start + length)) / 2;
    timeline.show({ from: middle - length / 2, to: middle + length / 2 }, { animate: true });
  }
  timeline.surroundings.select(item);
}

function firstSeen(timeline: Timeline): { readonly track: string; readonly item: number } | undefined {
  return timeline.drawnModel.slices.find(slice => slice.count === 1);
}

function stretchOf(item: TrackItem | undefined): { readonly from: number; readonly to: number } | undefined {
  return item === undefined ? undefined : { from: item.start, to: item.end };
}
