/** Tiles are this many of their own pixels wide. */
export const tilePixels = 1024;

/** A level is the power of two of a tile's nanoseconds a pixel; slices have exact times, so nothing is gained below 0. */
export const leastLevel = 0;

/** The level whose pixels are just not longer than `pixel` nanoseconds. */
export function levelOf(pixel: number): number {
  return Math.max(leastLevel, Math.floor(Math.log2(pixel) + 1e-9));
}

export function pixelOf(level: number): number {
  return 2 ** level;
}

/** Time that a tile of a level covers, in nanoseconds. */
export function tileSpan(level: number): number {
  return tilePixels * 2 ** level;
}

/** The least level at which one tile (and perhaps its neighbour) shows all of a stretch of time. */
export function levelOfWhole(from: number, to: number): number {
  return Math.max(leastLevel, Math.ceil(Math.log2(Math.max(to - from, 1) / tilePixels)));
}
