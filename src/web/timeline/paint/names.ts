import { look } from '../../../views/timeline/contract.ts';
import type { IndexedSlices } from '../tiles/indexed-tile.ts';
import { cutToFit, type TextWidths } from './cut.ts';

/** Device pixels of a name's slice. */
interface NamePlace {
  text: string;
  item: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  hue: number;
}

/** A name as it is written, in device pixels; `y` is the middle of its line. */
export interface WrittenName {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly hue: number;
}

/** Names of wide slices, collected while lanes are painted: at most so many a frame, because text is slow to draw. */
export class Names {
  readonly #most: number;
  #places: NamePlace[] = [];
  #top = 0;
  #bottom = 0;

  constructor(most: number) {
    this.#most = most;
  }

  begin(): void {
    this.#places = [];
  }

  /** The lane that slices are in from now on. */
  lane(top: number, bottom: number): void {
    this.#top = top;
    this.#bottom = bottom;
  }

  /** Patterns say themselves what they are, and a name across them could not be read. */
  add({ tile }: IndexedSlices, slice: number, left: number, right: number): void {
    if (tile.look[slice] !== look.full) return;
    const item = tile.item[slice]!;
    const last = this.#places[this.#places.length - 1];
    if (last !== undefined && last.top === this.#top && last.item === item && last.right >= left - 1) {
      last.right = right;
      return;
    }
    if (this.#places.length >= this.#most) return;
    const text = tile.names[tile.name[slice]!] ?? '';
    if (text === '') return;
    const hue = tile.hue[slice]!;
    this.#places.push({ text, item, left, right, top: this.#top, bottom: this.#bottom, hue });
  }

  /** Where names are written that fit; `padding` is left free at both sides. */
  written(widths: TextWidths, padding: number): readonly WrittenName[] {
    const names: WrittenName[] = [];
    for (const { text, left, right, top, bottom, hue } of this.#places) {
      const fitting = cutToFit(text, right - left - 2 * padding, widths);
      if (fitting !== undefined) names.push({ text: fitting, x: left + padding, y: (top + bottom) / 2, hue });
    }
    return names;
  }
}
