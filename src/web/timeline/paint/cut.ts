/** How wide texts are, each measured once. */
export class TextWidths {
  readonly #measure: (text: string) => number;
  readonly #known = new Map<string, number>();

  constructor(measure: (text: string) => number) {
    this.#measure = measure;
  }

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const width = this.#measure(text);
    if (this.#known.size >= 20_000) this.#known.clear();
    this.#known.set(text, width);
    return width;
  }

  /** For another font. */
  forget(): void {
    this.#known.clear();
  }
}

/** Longer names are cut before they are measured. */
const longestName = 300;

/** What is shorter tells nothing. */
const leastLetters = 6;

/** A name that fits, cut in its middle: `__generic…_write_iter`; undefined where too little of it would be left. */
export function cutToFit(name: string, room: number, widths: TextWidths): string | undefined {
  const text = name.length > longestName ? cutMiddle(name, longestName) : name;
  const width = widths.of(text);
  if (width <= room) return text;
  const letters = Math.floor((room / width) * text.length);
  for (let kept = letters; kept >= Math.max(letters - 4, leastLetters); kept--) {
    const cut = cutMiddle(text, kept);
    if (widths.of(cut) <= room) return cut;
  }
  return undefined;
}

/** At most so many letters, the dots among them; the end tells more than the middle. */
export function cutMiddle(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const behind = Math.floor((letters - 1) / 2);
  const before = letters - 1 - behind;
  return `${whole(text.slice(0, before))}…${text.slice(text.length - behind).replace(/^[\uDC00-\uDFFF]/, '')}`;
}

/** Without half a letter at its end. */
function whole(text: string): string {
  return text.replace(/[\uD800-\uDBFF]$/, '');
}
