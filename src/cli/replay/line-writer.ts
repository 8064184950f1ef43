import { writeSync } from 'node:fs';

const chunk = 1 << 16;
const standardOutput = 1;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Whoever reads standard output is gone, as `head` is when it has enough: nobody waits for the rest. */
export class ReaderGone extends Error {}

/**
 * Writes lines to standard output in larger pieces, each before it goes on: a stream would keep what a slow reader has
 * not taken yet in memory, and would tell only at the end that nobody reads. Throws `ReaderGone` then.
 */
export class LineWriter {
  /** Lines written until now. */
  lines = 0;
  #text = '';

  readonly write = (line: string): void => {
    this.lines++;
    this.#text += `${line}\n`;
    if (this.#text.length >= chunk) this.flush();
  };

  flush(): void {
    const bytes = Buffer.from(this.#text);
    this.#text = '';
    for (let at = 0; at < bytes.length; ) {
      try {
        at += writeSync(standardOutput, bytes, at);
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'EPIPE') throw new ReaderGone();
        if (code !== 'EAGAIN') throw error;
        // A pipe that is full and does not wait by itself.
        Atomics.wait(pause, 0, 0, 1);
      }
    }
  }
}
