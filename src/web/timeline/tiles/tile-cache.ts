import type { Tile, TileWish } from '../../../views/timeline/contract.ts';
import { bytesOf, type IndexedTile, indexTile } from './indexed-tile.ts';
import { levelOf, pixelOf, tilePixels, tileSpan } from './levels.ts';

/** A tile and the stretch of it that is to be drawn. */
export interface Piece {
  readonly indexed: IndexedTile;
  readonly from: number;
  readonly to: number;
}

export interface TileCacheOptions {
  readonly ask: (wishes: readonly TileWish[], signal: AbortSignal) => Promise<readonly Tile[]>;
  /** Called when there is more to draw. */
  readonly changed: () => void;
  /** Called when an answer failed; its tiles are not asked for again. */
  readonly failed?: (error: unknown) => void;
  readonly mostBytes?: number;
  /** Tiles asked for at once: few, so that the first come soon and others can be given up. */
  readonly batch?: number;
}

interface Entry {
  readonly indexed: IndexedTile;
  readonly bytes: number;
}

interface Batch {
  readonly keys: ReadonlySet<string>;
  readonly abort: AbortController;
}

/** How many levels away something is looked for that can stand in for a tile that is not here yet. */
const levelsAbove = 40;
const levelsBelow = 3;

/** Two batches at once: the worker computes one while the other is on its way. */
const mostBatches = 2;

/**
 * Tiles by track, level and number. What is asked for and not here is wished for; `send` asks for all wishes of a frame, the
 * newest first, and gives up what nobody wishes for any more. The least used go when there are too many bytes.
 */
export class TileCache {
  readonly #options: TileCacheOptions;
  readonly #mostBytes: number;
  readonly #batchSize: number;
  /** In the order of their last use. */
  readonly #entries = new Map<string, Entry>();
  readonly #failed = new Set<string>();
  readonly #batches = new Set<Batch>();
  #wishes = new Map<string, TileWish>();
  #bytes = 0;

  constructor(options: TileCacheOptions) {
    this.#options = options;
    this.#mostBytes = options.mostBytes ?? 48 << 20;
    this.#batchSize = options.batch ?? 64;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether something that was wished for is not here. */
  get isWaiting(): boolean {
    return this.#wishes.size > 0 || this.#batches.size > 0;
  }

  /** Forgets all: another recording, or another window of it. */
  clear(): void {
    for (const { abort } of this.#batches) abort.abort();
    this.#batches.clear();
    this.#entries.clear();
    this.#failed.clear();
    this.#wishes.clear();
    this.#bytes = 0;
  }

  /** What there is of a track in a stretch of time, by time and without overlaps; wishes for what is better and not here. */
  pieces(track: string, from: number, to: number, pixel: number): readonly Piece[] {
    const level = levelOf(pixel);
    const span = tileSpan(level);
    const found: Piece[] = [];
    for (let index = Math.floor(from / span); index * span < to; index++) {
      const start = Math.max(from, index * span);
      const end = Math.min(to, (index + 1) * span);
      const indexed = this.#use(track, level, index);
      if (indexed !== undefined) found.push({ indexed, from: start, to: end });
      else {
        this.#wish(track, level, index);
        this.#standIns(found, track, level, index, start, end);
      }
    }
    return found;
  }

  /** Wishes for the tiles of a stretch at a level, so that there is something to stand in for others. */
  prefetch(track: string, from: number, to: number, level: number): void {
    const span = tileSpan(level);
    for (let index = Math.floor(from / span); index * span < to; index++) {
      if (this.#use(track, level, index) === undefined) this.#wish(track, level, index);
    }
  }

  /** Asks for what was wished for since the last time, at the end of a frame. */
  send(): void {
    const wishes = this.#wishes;
    this.#wishes = new Map();
    for (const batch of this.#batches) {
      if (!some(batch.keys, key => wishes.has(key))) {
        batch.abort.abort();
        this.#batches.delete(batch);
      } else for (const key of batch.keys) wishes.delete(key);
    }
    while (wishes.size > 0 && this.#batches.size < mostBatches) this.#sendBatch(wishes);
    this.#wishes = wishes;
  }

  #sendBatch(wishes: Map<string, TileWish>): void {
    const chosen = new Map<string, TileWish>();
    for (const [key, wish] of wishes) {
      if (chosen.size >= this.#batchSize) break;
      chosen.set(key, wish);
      wishes.delete(key);
    }
    const batch: Batch = { keys: new Set(chosen.keys()), abort: new AbortController() };
    this.#batches.add(batch);
    this.#options.ask([...chosen.values()], batch.abort.signal).then(
      tiles => {
        if (!this.#batches.delete(batch)) return;
        for (const tile of tiles) this.#keep(tile);
        for (const key of batch.keys) if (!this.#entries.has(key)) this.#failed.add(key);
        this.#trim();
        this.#options.changed();
      },
      (error: unknown) => {
        if (!this.#batches.delete(batch)) return;
        for (const key of batch.keys) this.#failed.add(key);
        this.#options.failed?.(error);
        this.#options.changed();
      },
    );
  }

  #wish(track: string, level: number, index: number): void {
    const key = keyOf(track, level, index);
    if (this.#failed.has(key)) return;
    const span = tileSpan(level);
    this.#wishes.set(key, { track, from: index * span, to: (index + 1) * span, pixel: pixelOf(level) });
  }

  #use(track: string, level: number, index: number): IndexedTile | undefined {
    const key = keyOf(track, level, index);
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.indexed;
  }

  /** Something coarser that has all of it, or else what there is of finer ones. */
  #standIns(found: Piece[], track: string, level: number, index: number, from: number, to: number): void {
    for (let above = 1; above <= levelsAbove; above++) {
      const indexed = this.#use(track, level + above, Math.floor(index / 2 ** above));
      if (indexed === undefined) continue;
      found.push({ indexed, from, to });
      return;
    }
    for (let below = 1; below <= levelsBelow && level - below >= 0; below++) {
      const span = tileSpan(level - below);
      const before = found.length;
      for (let finer = Math.floor(from / span); finer * span < to; finer++) {
        const indexed = this.#use(track, level - below, finer);
        if (indexed === undefined) continue;
        found.push({ indexed, from: Math.max(from, finer * span), to: Math.min(to, (finer + 1) * span) });
      }
      if (found.length > before) return;
    }
  }

  #keep(tile: Tile): void {
    const level = Math.round(Math.log2(tile.pixel));
    const key = keyOf(tile.track, level, Math.round(tile.from / tile.pixel / tilePixels));
    const indexed = indexTile(tile);
    const entry = { indexed, bytes: bytesOf(indexed) };
    this.#bytes += entry.bytes - (this.#entries.get(key)?.bytes ?? 0);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
  }

  #trim(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#entries.delete(key);
      this.#bytes -= entry.bytes;
    }
  }
}

function keyOf(track: string, level: number, index: number): string {
  return `${level}/${index}/${track}`;
}

function some<Value>(values: Iterable<Value>, holds: (value: Value) => boolean): boolean {
  for (const value of values) if (holds(value)) return true;
  return false;
}
