import { type OfRecording, type Question, type Stretch, stepByStep } from '../question.ts';
import type { Workbench } from '../workbench.ts';
import { arrowsOf, arrowsWithin } from './arrows.ts';
import type {
  Arrow,
  FollowedTask,
  LoadedWindow,
  RangeTable,
  Strip,
  Tile,
  TileWish,
  TrackHead,
  TrackItem,
  TrackOffer,
} from './contract.ts';
import { offersOf } from './counter-tracks.ts';
import { followTask } from './follow-task.ts';
import { headsOf } from './heads.ts';
import { itemAt, itemOf, itemsOfRow, neighbourOf } from './items.ts';
import { loadWindow } from './load-window.ts';
import { partsOf } from './part-heads.ts';
import { prepareRange, prepareTimeLine } from './prepare.ts';
import { tablesOfRange } from './range.ts';
import { stripOf } from './strip.ts';
import { type TimeLine, timeLineOf } from './time-line.ts';

export const askTracks: Question<OfRecording, readonly TrackHead[]> = (bench, { of }) =>
  headsOf(bench.recording(of));

export const askParts: Question<OfRecording & { readonly track: string }, readonly TrackHead[]> = (
  bench,
  { of, track },
) => partsOf(bench.recording(of), track);

export const askOffers: Question<OfRecording, readonly TrackOffer[]> = (bench, { of }) =>
  offersOf(bench.recording(of).trace);

/** Tiles one after the other; a view that has moved on takes its question back, and the rest is not made. */
export const askTiles: Question<
  OfRecording & { readonly wishes: readonly TileWish[] },
  readonly Tile[]
> = async (bench, { of, wishes }, asked) => {
  const line = lineOf(bench, of);
  const tiles: Tile[] = [];
  let since = Date.now();
  for (const wish of wishes) {
    if (asked.isCancelled()) break;
    tiles.push(line.tile(wish));
    if (Date.now() - since < 20) continue;
    await asked.pause();
    since = Date.now();
  }
  // Whoever looks at a time line chooses a range of it, or a slice that has arrows.
  bench.workAhead(line.opened, prepareTimeLine);
  return tiles;
};

/** A slice of a track, as it is asked for. */
export interface OfItem extends OfRecording {
  readonly track: string;
  readonly item: number;
}

export const askItem: Question<OfItem, TrackItem | undefined> = (bench, { of, track, item }) =>
  itemOf(lineOf(bench, of), track, item);

export const askNeighbour: Question<
  OfItem & { readonly step: 1 | -1; readonly sameName: boolean },
  TrackItem | undefined
> = (bench, { of, track, item, step, sameName }) =>
  neighbourOf(lineOf(bench, of), track, item, step < 0 ? -1 : 1, sameName);

export const askOfRow: Question<OfRecording & { readonly row: number }, readonly TrackItem[]> = (
  bench,
  { of, row },
) => itemsOfRow(lineOf(bench, of), row);

export const askArrows: Question<OfItem & { readonly chain: boolean }, readonly Arrow[]> = (
  bench,
  { of, track, item, chain },
  asked,
) => arrowsOf(lineOf(bench, of), track, item, chain, asked);

export const askArrowsWithin: Question<
  OfRecording & Stretch & { readonly most: number },
  readonly Arrow[]
> = (bench, { of, most, ...stretch }, asked) => arrowsWithin(bench.recording(of).trace, stretch, most, asked);

export const askStrip: Question<OfRecording & { readonly parts: number }, Strip> = (bench, { of, parts }) =>
  stripOf(bench.recording(of), parts);

export const askLoad: Question<OfRecording & Stretch, LoadedWindow> = (bench, { of, from, to }, asked) =>
  loadWindow(bench, of, { from, to }, asked);

export const askFollow: Question<OfRecording & { readonly task: number }, FollowedTask> = (
  bench,
  { of, task },
) => followTask(bench.recording(of).trace, task);

export const askItemAt: Question<
  OfRecording & { readonly track: string; readonly time: number },
  TrackItem | undefined
> = (bench, { of, track, time }) => itemAt(lineOf(bench, of), track, time);

export const askRange: Question<OfRecording & Stretch, readonly RangeTable[]> = async (
  bench,
  { of, from, to },
  asked,
) => {
  const opened = bench.recording(of);
  return (await stepByStep(prepareRange(opened), asked)) ? tablesOfRange(opened, { from, to }) : [];
};

function lineOf(bench: Workbench, of: number | undefined): TimeLine {
  return timeLineOf(bench.recording(of));
}
