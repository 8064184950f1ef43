import type { Readable } from 'node:stream';
import { type GrowingSource, UsageError } from '../../base/index.ts';
import { sourceFromPieces } from '../../opening/index.ts';
import { say } from '../../words/index.ts';

/** As much is kept waiting before whoever writes has to wait. */
const mostWaiting = 1 << 26;
const mostAltogether = 2 ** 31;
/** A pipe is idle when nothing came for so many milliseconds; longer than the longest nothing is held back. */
const idleAfter = 100;
const longestWait = 400;

/** What a pipe brings, to be read while more of it comes. */
export class LiveSource implements GrowingSource {
  readonly name: string;
  readonly #stream: Readable;
  #pieces: Buffer[] = [];
  /** Where the first piece begins: what is before was given away. */
  #start = 0;
  #size = 0;
  #most = mostWaiting;
  #ended = false;
  #failure: Error | undefined;
  #wake = (): void => {};

  constructor(stream: Readable, name: string) {
    this.name = name;
    this.#stream = stream;
    stream.on('data', (piece: Buffer) => {
      this.#pieces.push(piece);
      this.#size += piece.length;
      if (this.#size - this.#start >= this.#most) stream.pause();
      this.#wake();
    });
    const end = (failure?: Error): void => {
      this.#failure = failure;
      this.#ended = true;
      this.#wake();
    };
    stream.on('end', () => end());
    stream.on('close', () => end(this.#failure));
    stream.on('error', end);
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  async read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array> {
    if (offset < this.#start) return new Uint8Array(0);
    const waiting = sourceFromPieces(this.#pieces, this.name);
    const bytes = await waiting.read(offset - this.#start, length);
    if (into === undefined) return bytes;
    into.set(bytes);
    return into.subarray(0, bytes.length);
  }

  async wait(offset: number, enough: number): Promise<'more' | 'idle' | 'end'> {
    const begun = performance.now();
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended) return 'end';
      if (this.#size - offset >= enough || this.#stream.isPaused()) return 'more';
      const size = this.#size;
      const hasSome = size > offset;
      await this.#woken(hasSome ? idleAfter : undefined);
      if (hasSome && this.#size === size && !this.#ended) return 'idle';
      if (hasSome && performance.now() - begun > longestWait) return 'more';
    }
  }

  /** Bytes before this offset are not read any more. */
  release(offset: number): void {
    let gone = 0;
    while (gone < this.#pieces.length && this.#start + this.#pieces[gone]!.length <= offset) {
      this.#start += this.#pieces[gone]!.length;
      gone++;
    }
    this.#pieces.splice(0, gone);
    if (this.#size - this.#start < this.#most) this.#stream.resume();
  }

  /** Waits for the end of the pipe. Throws where it brings more than memory may hold. */
  async whole(): Promise<void> {
    this.#most = mostAltogether;
    this.#stream.resume();
    while ((await this.wait(this.#size, 1)) !== 'end') {
      if (this.#size >= mostAltogether) {
        throw new UsageError(say('open.too-much-input'), say('open.too-much-input.remedy'));
      }
    }
  }

  close(): void {
    this.#stream.destroy();
  }

  #woken(most: number | undefined): Promise<void> {
    return new Promise(resolve => {
      const timer = most === undefined ? undefined : setTimeout(resolve, most);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
