const slots = 1 << 12;

interface KeptChain<T> {
  /** The words of the chain, as they were recorded. */
  readonly words: Uint32Array;
  readonly made: T;
  /** What is made of its addresses depends on these. */
  readonly space: object;
  readonly spaceVersion: number;
  readonly kernelVersion: number;
}

/** What was made of whole call chains: programs come by the same places again and again. A newer chain takes the place of an older. */
export class KeptChains<T> {
  readonly #kept: (KeptChain<T> | undefined)[] = new Array(slots).fill(undefined);
  #slot = 0;

  /** What was made of the chain of `count` words at `at`; undefined where it is not kept. */
  find(
    view: DataView,
    at: number,
    count: number,
    space: { readonly version: number },
    kernelVersion: number,
  ): T | undefined {
    let mixed = count;
    for (let i = 0; i < count; i += 2)
      mixed = Math.imul(mixed ^ view.getUint32(at + i * 4, true), 0x9e37_79b1);
    this.#slot = (mixed ^ (mixed >>> 15)) & (slots - 1);
    const kept = this.#kept[this.#slot];
    if (kept === undefined || kept.space !== space || kept.words.length !== count) return undefined;
    if (kept.spaceVersion !== space.version || kept.kernelVersion !== kernelVersion) return undefined;
    const { words } = kept;
    for (let i = 0; i < count; i++) if (words[i] !== view.getUint32(at + i * 4, true)) return undefined;
    return kept.made;
  }

  /** Keeps what was made of the chain that was looked for last. */
  keep(
    view: DataView,
    at: number,
    count: number,
    space: { readonly version: number },
    kernelVersion: number,
    made: T,
  ): void {
    const words = Uint32Array.from({ length: count }, (_, i) => view.getUint32(at + i * 4, true));
    this.#kept[this.#slot] = { words, made, space, spaceVersion: space.version, kernelVersion };
  }
}
