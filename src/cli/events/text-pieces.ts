// Stays in the processor's cache.
export const piece = 1 << 18;
/** Room for a piece and for the line that ends it. */
export const pieceMemory = piece + (1 << 16);

/** A text that comes piece by piece from elsewhere. */
export class TextPieces {
  readonly #arrived: Uint8Array[] = [];
  #hasEnded = false;
  #failure: Error | undefined;
  #wake: () => void = () => {};

  /** The next piece, as far as it is there. */
  shift(): Uint8Array | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    return this.#arrived.shift();
  }

  /** Nothing more comes. */
  get hasEnded(): boolean {
    return this.#hasEnded && this.#arrived.length === 0;
  }

  /** Resolves when there is something new. */
  async wait(): Promise<void> {
    if (this.#arrived.length > 0 || this.#hasEnded || this.#failure !== undefined) return;
    await new Promise<void>(resolve => {
      this.#wake = resolve;
    });
  }

  push(text: Uint8Array, isLast: boolean): void {
    this.#arrived.push(text);
    this.#hasEnded = isLast;
    this.#wake();
  }

  fail(error: Error): void {
    this.#failure = error;
    this.#wake();
  }
}
