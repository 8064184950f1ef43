/** Browsers make no element higher than some 16 million pixels; below half of that all of them count exactly. */
export const mostPixels = 8_000_000;

/**
 * Scrolls more rows than an element can be high: a small movement moves by its pixels, a jump by its part of the whole.
 * All in CSS pixels; `top` is how far the rows are scrolled, `scrollTop` what the browser says.
 */
export class LongScroll {
  readonly total: number;
  /** Height of the element that is scrolled. */
  readonly space: number;
  readonly #view: number;
  #top = 0;
  #last = 0;

  constructor(total: number, view: number, top = 0) {
    this.total = total;
    this.space = Math.min(total, mostPixels);
    this.#view = view;
    this.#top = this.#clamp(top);
    this.#last = this.scrollTop;
  }

  get top(): number {
    return this.#top;
  }

  /** Whether the element is lower than its rows. */
  get isScaled(): boolean {
    return this.space < this.total;
  }

  /** What the browser is to be told. */
  get scrollTop(): number {
    return this.isScaled ? this.#top / this.#scale : this.#top;
  }

  /** The browser has scrolled. */
  scrolled(scrollTop: number): void {
    const moved = scrollTop - this.#last;
    this.#last = scrollTop;
    if (!this.isScaled) this.#top = this.#clamp(scrollTop);
    else if (moved === 0) return;
    else if (scrollTop <= 0) this.#top = 0;
    else if (scrollTop >= this.space - this.#view - 1) this.#top = this.total - this.#view;
    else if (Math.abs(moved) < this.#view) this.#top = this.#clamp(this.#top + moved);
    else this.#top = this.#clamp(scrollTop * this.#scale);
  }

  /** Rows are to be scrolled to; the browser must then be told, and what it made of it is given to `told`. */
  moveTo(top: number): void {
    this.#top = this.#clamp(top);
  }

  /** What the browser made of what it was told. */
  told(scrollTop: number): void {
    this.#last = scrollTop;
  }

  get #scale(): number {
    return (this.total - this.#view) / (this.space - this.#view);
  }

  #clamp(top: number): number {
    return Math.max(0, Math.min(top, this.total - this.#view));
  }
}
