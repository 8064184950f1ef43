/** What takes longer than this says how far it is. */
const patience = 500;
const pause = 150;

/** One line on a terminal that says how far a long work is, and is gone when it ends. Elsewhere nothing is said. */
export class Ticker {
  readonly #stream: NodeJS.WriteStream;
  #next = performance.now() + patience;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(text: () => string): void {
    if (this.#stream.isTTY !== true || performance.now() < this.#next) return;
    this.#next = performance.now() + pause;
    this.#shown = true;
    this.#stream.write(`\r\x1b[K${text()}`);
  }

  end(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }
}
