import { firstIndex } from '../../base/index.ts';
import { growing } from '../../store/index.ts';
import type { SliceTile, TileWish } from './contract.ts';
import type { Lane } from './lane.ts';

/** More pixels than a screen has. */
export const mostPixels = 8192;
/** Longer names are cut: no slice has room for them, and a hostile one may have a million letters. */
const mostLetters = 256;

/** What a track shows in a stretch of time; `lost` are the pairs of times of its losses. */
export function sliceTile(lane: Lane, wish: TileWish, lost: Float64Array): SliceTile {
  const { from, to } = wish;
  const pixel = Math.max(wish.pixel, (to - from) / mostPixels, Number.MIN_VALUE);
  const out = new TileSlices(lane);
  for (let depth = 0; depth < lane.depths; depth++) {
    const end = lane.first[depth + 1]!;
    // A slice that lasts into the stretch, or begins in it.
    let slice = firstIndex(
      lane.first[depth]!,
      end,
      index => lane.end[index]! > from || lane.start[index]! >= from,
    );
    while (slice < end && lane.start[slice]! < to) {
      const next = endOfPixel(lane, slice, end, pixel, to);
      out.add(depth, slice, next);
      slice = next;
    }
  }
  return { kind: lane.kind, track: wish.track, from, to, pixel, depths: lane.depths, ...out.finish(), lost };
}

/** The end of the slices that melt into one with `slice`: shorter than a pixel, and in the same one. */
function endOfPixel(lane: Lane, slice: number, end: number, pixel: number, to: number): number {
  const { start, end: ends } = lane;
  if (ends[slice]! - start[slice]! >= pixel) return slice + 1;
  const until = Math.min(to, (Math.floor(start[slice]! / pixel) + 1) * pixel);
  // Most pixels hold few slices, some hold thousands: steps that double, then a search between the last two.
  let step = 1;
  while (slice + step < end && start[slice + step]! < until) step *= 2;
  const most = Math.min(end, slice + step);
  const next = firstIndex(slice + (step >> 1) + 1, most, index => start[index]! >= until);
  // Without overlaps only the last one of a pixel can be as long as it is.
  const last = next - 1;
  return last > slice && ends[last]! - start[last]! >= pixel ? last : next;
}

/** The slices of a tile as they are found. */
class TileSlices {
  readonly #lane: Lane;
  readonly #start = growing.f64();
  readonly #end = growing.f64();
  readonly #depth = growing.u16();
  readonly #look = growing.u8();
  readonly #hue = growing.u8();
  readonly #name = growing.u32();
  readonly #count = growing.u32();
  readonly #cover = growing.u8();
  readonly #item = growing.u32();
  readonly #names = new Map<string, number>();

  constructor(lane: Lane) {
    this.#lane = lane;
  }

  /** Slices `[from, to)` as one. */
  add(depth: number, from: number, to: number): void {
    const { start, end, style, styleOf, blocks } = this.#lane;
    const item = to - from === 1 ? from : blocks.longest(from, to);
    const span = end[to - 1]! - start[from]!;
    const part = to - from === 1 || span <= 0 ? 1 : blocks.covered(from, to) / span;
    const { name, hue, look } = styleOf(style[item]!);
    this.#start.push(start[from]!);
    this.#end.push(end[to - 1]!);
    this.#depth.push(depth);
    this.#look.push(look);
    this.#hue.push(hue);
    this.#name.push(this.#codeOf(name));
    this.#count.push(to - from);
    this.#cover.push(Math.max(1, Math.min(255, Math.round(part * 255))));
    this.#item.push(item);
  }

  finish(): Omit<SliceTile, 'kind' | 'track' | 'from' | 'to' | 'pixel' | 'depths' | 'lost'> {
    return {
      start: this.#start.view().slice(),
      end: this.#end.view().slice(),
      depth: this.#depth.view().slice(),
      look: this.#look.view().slice(),
      hue: this.#hue.view().slice(),
      name: this.#name.view().slice(),
      count: this.#count.view().slice(),
      cover: this.#cover.view().slice(),
      item: this.#item.view().slice(),
      names: [...this.#names.keys()],
    };
  }

  #codeOf(name: string): number {
    const cut = cutInMiddle(name, mostLetters);
    const code = this.#names.get(cut) ?? this.#names.size;
    this.#names.set(cut, code);
    return code;
  }
}

/** A long text without its middle. */
export function cutInMiddle(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = (most - 1) >> 1;
  return `${text.slice(0, half)}…${text.slice(text.length - half)}`;
}
