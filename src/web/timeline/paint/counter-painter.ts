import type { Piece } from '../tiles/tile-cache.ts';
import type { Scale } from './lane-painter.ts';
import type { Band } from './patterns.ts';
import { mix, type Pixels } from './pixels.ts';

/** Paints a counter: from the bottom to its least value strong, from there to its most one light, with a line on top. */
export function paintCounter(
  pixels: Pixels,
  band: Band,
  pieces: readonly Piece[],
  scale: Scale,
  colour: number,
  ground: number,
): void {
  const height = band.bottom - band.top;
  const area = mix(ground, colour, 0.55);
  const range = mix(ground, colour, 0.8);
  for (let x = 0; x < pixels.width; x++) {
    const from = scale.from + x * scale.pixel;
    const found = valuesAt(pieces, from, from + scale.pixel);
    if (found === undefined) continue;
    const top = Math.max(found.top, 1e-300);
    const low = band.bottom - Math.round((Math.max(found.least, 0) / top) * (height - 1));
    const high = band.bottom - Math.round((Math.max(found.most, 0) / top) * (height - 1));
    const line = Math.min(high, band.bottom - 1);
    column(pixels, x, line, low, range);
    column(pixels, x, Math.max(low, line), band.bottom, area);
    column(pixels, x, line, line + Math.max(1, Math.round(scale.ratio)), colour);
  }
}

interface Values {
  readonly least: number;
  readonly most: number;
  readonly top: number;
}

/** The least and the most between two times; undefined where nothing is known. */
export function valuesAt(pieces: readonly Piece[], from: number, to: number): Values | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let top = 0;
  for (const piece of pieces) {
    const { tile } = piece.indexed;
    if (tile.kind !== 'counter' || piece.to <= from || piece.from >= to) continue;
    const first = Math.max(0, Math.floor((Math.max(from, piece.from) - tile.from) / tile.pixel));
    const end = Math.min(tile.least.length, Math.ceil((Math.min(to, piece.to) - tile.from) / tile.pixel));
    for (let at = first; at < end; at++) {
      if (tile.least[at]! < least) least = tile.least[at]!;
      if (tile.most[at]! > most) most = tile.most[at]!;
    }
    top = tile.top;
  }
  return least <= most ? { least, most, top } : undefined;
}

function column(pixels: Pixels, x: number, top: number, bottom: number, colour: number): void {
  const end = Math.min(bottom, pixels.height);
  for (let y = Math.max(top, 0); y < end; y++) pixels.data[y * pixels.width + x] = colour;
}
