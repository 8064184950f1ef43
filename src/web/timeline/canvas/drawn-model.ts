import type { Look, TrackHead } from '../../../views/timeline/contract.ts';
import { beginOfDepth, firstBehind, type IndexedSlices } from '../tiles/indexed-tile.ts';
import { type TimeWindow, timeAt, xAt } from '../time/window.ts';
import type { PlacedRow } from '../tracks/layout.ts';
import type { DrawnRow } from './scene.ts';

/** A box in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnSlice extends Box {
  readonly track: string;
  readonly item: number;
  readonly name: string;
  readonly depth: number;
  readonly look: Look;
  readonly hue: number;
  /** How many slices it stands for. */
  readonly count: number;
  readonly start: number;
  readonly end: number;
}

export interface DrawnTrack extends Box {
  readonly id: string;
  readonly title: string;
  readonly kind: TrackHead['kind'];
  readonly group: TrackHead['group'];
}

/** What is drawn now: the property `drawnModel` of the time line's element, boxes as the page's `clientX` and `clientY`. */
export interface DrawnModel {
  readonly window: TimeWindow;
  readonly tracks: readonly DrawnTrack[];
  readonly slices: readonly DrawnSlice[];
  /** Whether tiles of what is seen are still to come. */
  readonly isWaiting: boolean;
}

/** Where the tracks are drawn: which time at which width, and where the page has it. */
export interface Stage {
  readonly window: TimeWindow;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** What stands under a point of the stage. */
export interface Hit {
  readonly placed: PlacedRow;
  readonly time: number;
  readonly slice: DrawnSlice | undefined;
}

/** CSS pixels beside a slice that count as its own. */
const reach = 3;

export function drawnModel(rows: readonly DrawnRow[], stage: Stage, isWaiting: boolean): DrawnModel {
  const tracks: DrawnTrack[] = [];
  const slices = new Map<string, DrawnSlice>();
  for (const { placed, pieces } of rows) {
    if (placed.row.kind !== 'track') continue;
    const { id, title, kind, group } = placed.row.head;
    const { left, width } = stage;
    tracks.push({ id, title, kind, group, left, top: stage.top + placed.top, width, height: placed.height });
    for (const { indexed, from, to } of pieces) {
      if (indexed.begins === undefined) continue;
      for (let depth = 0; depth < placed.lanes; depth++) {
        const end = beginOfDepth(indexed, depth + 1);
        for (let at = firstBehind(indexed, depth, from); at < end && indexed.tile.start[at]! < to; at++) {
          const slice = sliceAt(indexed, at, placed, stage);
          slices.set(`${id} ${slice.depth} ${slice.item}`, slice);
        }
      }
    }
  }
  return { window: stage.window, tracks, slices: [...slices.values()], isWaiting };
}

/** What is drawn at `x`, `y` from the stage's corner: the slice there, or the nearest within reach. */
export function hit(rows: readonly DrawnRow[], stage: Stage, x: number, y: number): Hit | undefined {
  const row = rows.findLast(({ placed }) => y >= placed.top && y < placed.top + placed.height);
  if (row === undefined) return undefined;
  const { placed, pieces } = row;
  const time = timeAt(stage.window, stage.width, x);
  if (placed.row.kind !== 'track') return { placed, time, slice: undefined };
  const depth = Math.floor((y - placed.lanesTop) / placed.laneHeight);
  let best: DrawnSlice | undefined;
  let nearest = reach;
  for (const { indexed, from, to } of pieces) {
    if (indexed.begins === undefined || depth < 0) continue;
    const margin = timeAt(stage.window, stage.width, reach) - stage.window.from;
    if (time + margin < from || time - margin > to) continue;
    const end = beginOfDepth(indexed, depth + 1);
    for (
      let at = firstBehind(indexed, depth, time - margin);
      at < end && indexed.tile.start[at]! <= time + margin;
      at++
    ) {
      const slice = sliceAt(indexed, at, placed, stage);
      const left = slice.left - stage.left;
      const distance = Math.max(left - x, x - left - slice.width, 0);
      if (distance >= nearest && !(distance === 0 && nearest > 0)) continue;
      best = slice;
      nearest = distance;
    }
  }
  return { placed, time, slice: best };
}

function sliceAt({ tile }: IndexedSlices, at: number, placed: PlacedRow, stage: Stage): DrawnSlice {
  const [start, end] = [tile.start[at]!, tile.end[at]!];
  const depth = tile.depth[at]!;
  const left = Math.max(xAt(stage.window, stage.width, start), 0);
  const right = Math.min(xAt(stage.window, stage.width, end), stage.width);
  return {
    track: tile.track,
    item: tile.item[at]!,
    name: tile.names[tile.name[at]!] ?? '',
    depth,
    look: tile.look[at] as Look,
    hue: tile.hue[at]!,
    count: tile.count[at]!,
    start,
    end,
    left: stage.left + left,
    top: stage.top + placed.lanesTop + depth * placed.laneHeight,
    width: Math.max(right - left, 1),
    height: placed.laneHeight,
  };
}
