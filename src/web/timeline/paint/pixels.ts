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
  for (let y = Math.max(top, 0); y < Math.min(bottom, pixels.height); y++) {
    pixels.data.fill(colour, y * pixels.width + from, y * pixels.width + to);
  }
}
