import { sharedMemory } from '../../base/index.ts';
import type { PageRun } from '../../tracefs/index.ts';
import { view } from './cursor.ts';
import type { PageReader } from './page-reader.ts';

/** A feed begins with few bytes, because the first lines are wanted at once, and goes on with many. */
const firstBlock = 1 << 17;
const growth = 4;
/** Room for pages of the block before that still have rows to be taken, and for what a reader reads too much. */
const slack = 1 << 18;

/**
 * Feeds a run with pages, block by block, and reads the next block while the present one is used. Two pieces of memory
 * take turns.
 */
export class PageFeed {
  readonly #run: PageRun;
  readonly #reader: PageReader;
  readonly #largest: number;
  #block: number;
  #ahead: Promise<Uint8Array> | undefined;
  #aheadPages = 0;
  /** Memory that nothing points into any more. */
  #spare: ArrayBufferLike | undefined;
  #begun = false;

  constructor(run: PageRun, reader: PageReader, largest: number) {
    this.#run = run;
    this.#reader = reader;
    this.#largest = largest;
    this.#block = Math.min(firstBlock, largest);
  }

  /** Walks further pages; rows that were not taken stay. */
  async refill(): Promise<void> {
    const run = this.#run;
    this.#ahead ??= this.#read();
    const wanted = this.#aheadPages;
    const bytes = await this.#ahead;
    this.#ahead = undefined;
    const before = run.view;
    run.load(view(joinKept(before, (run.nextPage - run.keptPage) * run.pageSize, bytes)));
    if (bytes.length < wanted * run.pageSize) run.end();
    if (before.buffer !== run.view.buffer) this.#spare = before.buffer;
    // Whoever wants the first lines alone, as `head` does, needs no threads to be started for what is behind them.
    const isFirst = !this.#begun;
    this.#begun = true;
    if (!run.more || isFirst) return;
    this.#ahead = this.#read();
    // Whoever stops early does not wait for it, and no longer cares whether it went well.
    this.#ahead.catch(() => {});
  }

  #read(): Promise<Uint8Array> {
    const { nextPage, endPage, pageSize } = this.#run;
    const pages = Math.min(endPage - nextPage, Math.max(1, Math.ceil(this.#block / pageSize)));
    this.#aheadPages = pages;
    this.#block = Math.min(this.#largest, this.#block * growth);
    const size = pages * pageSize + 2 * slack;
    const memory = (this.#spare?.byteLength ?? 0) >= size ? this.#spare! : sharedMemory(size);
    this.#spare = undefined;
    return this.#reader.read(nextPage, pages, new Uint8Array(memory, slack));
  }
}

/** The last `kept` bytes of a view and behind them `bytes`: in the memory of `bytes` where there is room before it. */
function joinKept(before: DataView, kept: number, bytes: Uint8Array): Uint8Array {
  if (kept === 0) return bytes;
  const old = new Uint8Array(before.buffer, before.byteOffset + before.byteLength - kept, kept);
  const fits = bytes.byteOffset >= kept && bytes.buffer !== before.buffer;
  const joined = fits
    ? new Uint8Array(bytes.buffer, bytes.byteOffset - kept, kept + bytes.length)
    : new Uint8Array(kept + bytes.length);
  joined.set(old);
  if (!fits) joined.set(bytes, kept);
  return joined;
}
