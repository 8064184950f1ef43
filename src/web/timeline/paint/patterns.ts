import { type Look, look } from '../../../views/timeline/contract.ts';
import { fillBox, fillRow, mix, type Pixels } from './pixels.ts';

/** Rows of a lane in pixels: `top` and `bottom` may lie outside of what is drawn. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** A stretch of a lane that is drawn with a pattern. */
export interface Patterned {
  readonly left: number;
  readonly right: number;
  readonly look: Look;
  readonly colour: number;
}

/** Draws a pattern over what is there; `scale` is device pixels a CSS pixel. */
export function paintPattern(
  pixels: Pixels,
  band: Band,
  { left, right, look: how, colour }: Patterned,
  ground: number,
  scale: number,
): void {
  const height = band.bottom - band.top;
  const middle = (band.top + band.bottom) / 2;
  if (how === look.thin) line(pixels, left, right, middle, Math.max(1, Math.round(height * 0.12)), colour);
  else if (how === look.thick)
    line(pixels, left, right, middle, Math.max(2, Math.round(height * 0.45)), colour);
  else if (how === look.dotted) dots(pixels, left, right, middle, Math.max(1, Math.round(2 * scale)), colour);
  else if (how === look.hatched) hatch(pixels, band, left, right, colour, mix(ground, colour, 0.22), scale);
  else if (how === look.lost) hatch(pixels, band, left, right, colour, undefined, scale);
  else line(pixels, left, right, middle, Math.max(1, Math.round(height * 0.45)), mix(ground, colour, 0.65));
}

function line(
  pixels: Pixels,
  left: number,
  right: number,
  middle: number,
  thickness: number,
  colour: number,
): void {
  const top = Math.round(middle - thickness / 2);
  fillBox(pixels, left, top, right, top + thickness, colour);
}

function dots(
  pixels: Pixels,
  left: number,
  right: number,
  middle: number,
  size: number,
  colour: number,
): void {
  const top = Math.round(middle - size / 2);
  for (let x = left - (left % (3 * size)); x < right; x += 3 * size) {
    fillBox(pixels, Math.max(x, left), top, Math.min(x + size, right), top + size, colour);
  }
}

/** Diagonal lines that go on from one stretch to the next; `between` them, where that is not left as it is. */
function hatch(
  pixels: Pixels,
  band: Band,
  left: number,
  right: number,
  colour: number,
  between: number | undefined,
  scale: number,
): void {
  const period = Math.round(6 * scale);
  const thickness = Math.max(1, Math.round(1.5 * scale));
  const from = Math.max(left, 0);
  const to = Math.min(right, pixels.width);
  if (from >= to) return;
  const { data, width, height } = pixels;
  const bottom = Math.min(band.bottom, height);
  for (let y = Math.max(band.top, 0); y < bottom; y++) {
    const row = y * width;
    if (between !== undefined) fillRow(pixels, y, from, to, between);
    const phase = (from + y) % period;
    for (let x = from - phase; x < to; x += period) {
      const end = Math.min(x + thickness, to);
      for (let dot = Math.max(x, from); dot < end; dot++) data[row + dot] = colour;
    }
  }
}
