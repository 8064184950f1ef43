import { sharedMemory } from '../../base/index.ts';
import type { OutputBytes } from '../../text/index.ts';
import type { TextSink } from './output-stream.ts';
import { pieceMemory, type TextPieces } from './text-pieces.ts';

/** So much text is kept behind one that is not there yet, before it is waited for. */
const mostKept = 1 << 25;

/** Writes texts in the order in which they are announced, though some of them are still being printed elsewhere. */
export class OrderedText {
  /** Memory of pieces that were written, to be used again. */
  readonly free: ArrayBufferLike[] = [];
  readonly #stream: TextSink;
  readonly #waiting: (TextPieces | Uint8Array)[] = [];
  #kept = 0;

  constructor(stream: TextSink) {
    this.#stream = stream;
  }

  get gone(): boolean {
    return this.#stream.gone;
  }

  /** A text that will come. */
  later(text: TextPieces): void {
    this.#waiting.push(text);
  }

  /** What was printed so far; it is kept where others come first. The printing goes on from the start. */
  async write(out: OutputBytes): Promise<void> {
    await this.#writeArrived(this.#kept > mostKept);
    if (this.#waiting.length === 0) {
      await this.#stream.write(out.view());
      out.clear();
      return;
    }
    this.#kept += out.length;
    this.#waiting.push(out.take(this.free.pop() ?? sharedMemory(pieceMemory)));
  }

  /** Waits for all that was announced. */
  async finish(): Promise<void> {
    await this.#writeArrived(true);
  }

  async #writeArrived(isPatient: boolean): Promise<void> {
    for (let first = this.#waiting[0]; first !== undefined && !this.gone; first = this.#waiting[0]) {
      if (first instanceof Uint8Array) {
        this.#kept -= first.length;
        await this.#writeOut(first);
      } else {
        for (let text = first.shift(); text !== undefined; text = first.shift()) await this.#writeOut(text);
        if (!first.hasEnded) {
          if (!isPatient) return;
          await first.wait();
          continue;
        }
      }
      this.#waiting.shift();
    }
  }

  async #writeOut(text: Uint8Array): Promise<void> {
    await this.#stream.write(text);
    // A line may have been longer than a piece.
    if (text.buffer.byteLength === pieceMemory) this.free.push(text.buffer);
  }
}
