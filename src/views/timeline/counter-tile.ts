import { firstIndex } from '../../base/index.ts';
import type { CounterTile, TileWish } from './contract.ts';
import { type CounterLane, changeAt } from './counter-lane.ts';
import { mostPixels } from './slice-tile.ts';

/** What a counter shows in a stretch of time; `lost` are the pairs of times of its losses. */
export function counterTile(lane: CounterLane, wish: TileWish, lost: Float64Array): CounterTile {
  const { from, to } = wish;
  const pixel = Math.max(wish.pixel, (to - from) / mostPixels, Number.MIN_VALUE);
  const pixels = Math.max(0, Math.min(mostPixels, Math.ceil((to - from) / pixel)));
  const [least, most] = [new Float64Array(pixels), new Float64Array(pixels)];
  const last = new Float64Array(pixels);
  let held = changeAt(lane, from);
  for (let column = 0; column < pixels; column++) {
    const until = from + (column + 1) * pixel;
    const end = firstIndex(held + 1, lane.count, index => lane.time[index]! >= until);
    // The value that held before is the pixel's too, unless there was none.
    [least[column], most[column]] = lane.bounds(Math.max(0, held), end);
    held = end - 1;
    last[column] = held < 0 ? Number.NaN : lane.value[held]!;
  }
  return { kind: 'counter', track: wish.track, from, to, pixel, least, most, last, top: lane.top, lost };
}
