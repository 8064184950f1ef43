const slots = 1 << 12;
/** Longer texts are rare, and would be kept for nothing. */
const longest = 1 << 14;

interface KeptChain {
  /** The words of the chain, as they were recorded. */
  readonly words: Uint32Array;
  readonly text: Uint8Array;
  /** What the texts of its addresses depend on. */
  readonly space: object;
  readonly spaceVersion: number;
  readonly kernelVersion: number;
}

/** Texts of whole call chains: programs come by the same places again and again. A newer chain takes the place of an older. */
export class ChainTexts {
  readonly #kept: (KeptChain | undefined)[] = new Array(slots).fill(undefined);
  #slot = 0;

  /** The text of the chain of `count` words at `at`; undefined where it is not kept. */
  find(
    view: DataView,
    at: number,
    count: number,
    space: { readonly version: number },
    kernelVersion: number,
  ): Uint8Array | undefined {
    let mixed = count;
    for (let i = 0; i < count; i += 2)
      mixed = Math.imul(mixed ^ view.getUint32(at + i * 4, true), 0x9e37_79b1);
    this.#slot = (mixed ^ (mixed >>> 15)) & (slots - 1);
    const kept = this.#kept[this.#slot];
    if (kept === undefined || kept.space !== space || kept.words.length !== count) return undefined;
    if (kept.spaceVersion !== space.version || kept.kernelVersion !== kernelVersion) return undefined;
    const { words } = kept;
    for (let i = 0; i < count; i++) if (words[i] !== view.getUint32(at + i * 4, true)) return undefined;
    return kept.text;
  }

  /** Keeps the text of the chain that was looked for last. */
  keep(
    view: DataView,
    at: number,
    count: number,
    space: { readonly version: number },
    kernelVersion: number,
    text: Uint8Array,
  ): void {
    if (text.length > longest) return;
    const words = Uint32Array.from({ length: count }, (_, i) => view.getUint32(at + i * 4, true));
    this.#kept[this.#slot] = { words, text: text.slice(), space, spaceVersion: space.version, kernelVersion };
  }
}
