/** Pixels of an ImageData as little-endian numbers, row by row. */
export interface Pixels {
  readonly data: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** `part` of `colour` over `ground`, both opaque; `part` from 0 to 1. */
export function mix(ground: number, colour: number, part: number): number {
  const share = Math.round(part * 256);
  const rest = 256 - share;
  const redBlue = ((ground & 0xff00ff) * rest + (colour & 0xff00ff) * share) >>> 8;
  const green = ((ground & 0xff00) * rest + (colour & 0xff00) * share) >>> 8;
  return (0xff000000 | (redBlue & 0xff00ff) | (green & 0xff00)) >>> 0;
}

/** Fills columns `left` to `right` of rows `top` to `bottom` (the ends excluded), cut to the pixels. */
export function fillBox(
  pixels: Pixels,
  left: number,
  top: number,
  right: number,
  bottom: number,
  colour: number,
): void {
  const from = Math.max(left, 0);
  const to = Math.min(right, pixels.width);
  if (from >= to) return;
  const end = Math.min(bottom, pixels.height);
  for (let y = Math.max(top, 0); y < end; y++) fillRow(pixels, y, from, to, colour);
}

/** Narrower than this a loop is done before `fill` has begun. */
const narrow = 24;

/** Fills columns `from` to `to` of a row, which must be in the pixels. */
export function fillRow({ data, width }: Pixels, y: number, from: number, to: number, colour: number): void {
  const [first, end] = [y * width + from, y * width + to];
  if (end - first >= narrow) data.fill(colour, first, end);
  else for (let at = first; at < end; at++) data[at] = colour;
}
