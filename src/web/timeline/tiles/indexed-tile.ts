import type { CounterTile, SliceTile, Tile } from '../../../views/timeline/contract.ts';

/** A tile of slices with the way from a depth to its slices. */
export interface IndexedSlices {
  readonly tile: SliceTile;
  /** The number of the first slice of each depth; one more than there are depths. */
  readonly begins: Uint32Array;
}

export interface IndexedCounter {
  readonly tile: CounterTile;
  readonly begins: undefined;
}

export type IndexedTile = IndexedSlices | IndexedCounter;

/** A tile's slices come by depth, and of a depth by time. */
export function indexTile(tile: Tile): IndexedTile {
  if (tile.kind === 'counter') return { tile, begins: undefined };
  const { depth } = tile;
  const depths = depth.length === 0 ? 0 : depth[depth.length - 1]! + 1;
  const begins = new Uint32Array(depths + 1);
  for (let at = 0; at < depth.length; at++) begins[depth[at]! + 1]!++;
  for (let at = 1; at < begins.length; at++) begins[at]! += begins[at - 1]!;
  return { tile, begins };
}

/** The number of the first slice of a depth that ends behind a time; the depth's end where none does. */
export function firstBehind(indexed: IndexedSlices, depth: number, time: number): number {
  const { end } = indexed.tile;
  let low = beginOfDepth(indexed, depth);
  let high = beginOfDepth(indexed, depth + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (end[middle]! > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The number of the first slice of a depth; of one behind the last, how many slices there are. */
export function beginOfDepth({ begins, tile }: IndexedSlices, depth: number): number {
  return depth < begins.length ? begins[depth]! : tile.start.length;
}

/** Bytes that a tile keeps, its names only roughly. */
export function bytesOf({ tile, begins }: IndexedTile): number {
  if (begins === undefined) return 200 + 24 * tile.least.length + tile.lost.byteLength;
  return 200 + 34 * tile.start.length + 32 * tile.names.length + tile.lost.byteLength;
}
