import { type Look, look } from '../../../views/timeline/contract.ts';
import { beginOfDepth, firstBehind, type IndexedSlices } from '../tiles/indexed-tile.ts';
import type { Piece } from '../tiles/tile-cache.ts';
import { type Band, paintPattern } from './patterns.ts';
import { mix, type Pixels } from './pixels.ts';

/** Colours of what is painted, as pixels. */
export interface Paints {
  readonly hues: Uint32Array;
  /** Behind the slices of a track, and a row of it at least as wide as the pixels, with what stands in it (lines of the ruler). */
  readonly lane: number;
  readonly groundRow: Uint32Array;
}

/** Which time the left edge is, and how many nanoseconds a device pixel. */
export interface Scale {
  readonly from: number;
  readonly pixel: number;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
}

/** A slice that is wide enough for a name. */
export type OnWide = (slices: IndexedSlices, slice: number, left: number, right: number) => void;

/** What is shorter than a pixel is at least this visible. */
const faintest = 0.4;
/** What is shorter than a pixel and lies where a longer slice ends: both are seen. */
const besideOthers = 0.5;

/**
 * Paints lanes: one row of pixels is computed and repeated for a lane's height, and patterns are drawn over it. What is shorter
 * than a pixel is collected a pixel: its colour is that of what covers most, its lightness how much is covered.
 */
export class LanePainter {
  #row = new Uint32Array(0);
  #cover = new Float32Array(0);
  #best = new Float32Array(0);
  #bestColour = new Uint32Array(0);
  #bestLook = new Uint8Array(0);
  #patterns: { left: number; right: number; look: Look; colour: number }[] = [];
  #patternCount = 0;
  #smallFrom = 0;
  #smallTo = 0;

  /** `wide` is how many device pixels a name needs. */
  paint(
    pixels: Pixels,
    band: Band,
    pieces: readonly Piece[],
    depth: number,
    scale: Scale,
    paints: Paints,
    wide: number,
    onWide: OnWide,
  ): void {
    const top = Math.max(band.top, 0);
    const bottom = Math.min(band.bottom, pixels.height);
    if (top >= bottom) return;
    this.#begin(pixels.width, paints.groundRow);
    for (const { indexed, from, to } of pieces) {
      if (indexed.begins !== undefined) this.#collect(indexed, depth, from, to, scale, paints, wide, onWide);
    }
    this.#finishSmall(paints);
    const at = top * pixels.width;
    pixels.data.set(this.#row, at);
    for (let y = top + 1; y < bottom; y++) pixels.data.copyWithin(y * pixels.width, at, at + pixels.width);
    for (let number = 0; number < this.#patternCount; number++) {
      paintPattern(pixels, band, this.#patterns[number]!, paints.lane, scale.ratio);
    }
  }

  #begin(width: number, groundRow: Uint32Array): void {
    if (this.#row.length !== width) {
      this.#row = new Uint32Array(width);
      this.#cover = new Float32Array(width);
      this.#best = new Float32Array(width);
      this.#bestColour = new Uint32Array(width);
      this.#bestLook = new Uint8Array(width);
    }
    this.#row.set(groundRow.subarray(0, width));
    this.#patternCount = 0;
    this.#smallFrom = width;
    this.#smallTo = 0;
  }

  #collect(
    indexed: IndexedSlices,
    depth: number,
    from: number,
    to: number,
    scale: Scale,
    paints: Paints,
    wide: number,
    onWide: OnWide,
  ): void {
    const { tile } = indexed;
    const { start, end, cover, count } = tile;
    const perNanosecond = 1 / scale.pixel;
    const until = beginOfDepth(indexed, depth + 1);
    for (let slice = firstAt(indexed, depth, from); slice < until && start[slice]! < to; slice++) {
      const begin = start[slice]!;
      const x0 = (Math.max(begin, from) - scale.from) * perNanosecond;
      const x1 = (Math.min(end[slice]!, to) - scale.from) * perNanosecond;
      const hue = paints.hues[tile.hue[slice]!]!;
      const how = tile.look[slice] as Look;
      const covered = cover[slice]! / 255;
      if (x1 - x0 < 1 && begin >= from) this.#addSmall(x0, (x1 - x0) * covered, hue, how);
      else {
        const left = Math.max(Math.round(x0), 0);
        const right = Math.min(Math.max(Math.round(x1), left + 1), this.#row.length);
        if (left >= right) continue;
        const isOne = count[slice]! <= 1;
        const colour = isOne ? hue : mix(paints.lane, hue, faintest + (1 - faintest) * covered);
        if (how === look.full) this.#fill(left, right, colour, isOne && end[slice]! <= to);
        else this.#addPattern(left, right, how, colour);
        if (isOne && right - left >= wide) onWide(indexed, slice, left, right);
      }
    }
  }

  /** A slice leaves its last pixel free, so that neighbours are told apart. */
  #fill(left: number, right: number, colour: number, hasEnd: boolean): void {
    this.#row.fill(colour, left, hasEnd && right - left >= 4 ? right - 1 : right);
  }

  #addSmall(x: number, covered: number, colour: number, how: Look): void {
    const at = Math.floor(x);
    if (at < 0 || at >= this.#row.length) return;
    const size = Math.max(covered, 1e-6);
    this.#cover[at]! += size;
    if (at < this.#smallFrom) this.#smallFrom = at;
    if (at >= this.#smallTo) this.#smallTo = at + 1;
    if (size <= this.#best[at]!) return;
    this.#best[at] = size;
    this.#bestColour[at] = colour;
    this.#bestLook[at] = how;
  }

  #finishSmall({ lane, groundRow }: Paints): void {
    for (let x = this.#smallFrom; x < this.#smallTo; x++) {
      const covered = this.#cover[x]!;
      if (covered === 0) continue;
      const colour = this.#bestColour[x]!;
      const how = this.#bestLook[x] as Look;
      const strength = faintest + (1 - faintest) * Math.min(covered, 1);
      if (how === look.full) {
        const under = this.#row[x]!;
        this.#row[x] = mix(under, colour, under === groundRow[x] ? strength : besideOthers);
      } else this.#addPattern(x, x + 1, how, mix(lane, colour, strength));
      this.#cover[x] = 0;
      this.#best[x] = 0;
    }
  }

  #addPattern(left: number, right: number, how: Look, colour: number): void {
    const last = this.#patterns[this.#patternCount - 1];
    if (this.#patternCount > 0 && last!.right === left && last!.look === how && last!.colour === colour) {
      last!.right = right;
      return;
    }
    const next = this.#patterns[this.#patternCount++];
    if (next === undefined) this.#patterns.push({ left, right, look: how, colour });
    else {
      next.left = left;
      next.right = right;
      next.look = how;
      next.colour = colour;
    }
  }
}

/** The first slice of a depth that is seen behind a time; one without a length stands at its start. */
function firstAt(indexed: IndexedSlices, depth: number, time: number): number {
  const begin = beginOfDepth(indexed, depth);
  let found = firstBehind(indexed, depth, time);
  while (found > begin && indexed.tile.start[found - 1]! >= time) found--;
  return found;
}
