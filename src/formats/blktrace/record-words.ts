/** Indices of a record's words of 32 bits, low halves before high ones, as a little-endian machine has them. */
export const wordOf = {
  magic: 0,
  sequence: 1,
  timeLow: 2,
  timeHigh: 3,
  sectorLow: 4,
  sectorHigh: 5,
  bytes: 6,
} as const;

/** Those that differ between the versions. `error` is the low half of its word, the payload's length the high one. */
export interface WordLayout {
  readonly action: number;
  /** Index of the upper half of `action`; -1 where there is none. */
  readonly actionHigh: number;
  readonly pid: number;
  readonly device: number;
  readonly cpu: number;
  readonly error: number;
}

const words7: WordLayout = { action: 7, actionHigh: -1, pid: 8, device: 9, cpu: 10, error: 11 };
const words8: WordLayout = { action: 8, actionHigh: 9, pid: 7, device: 10, cpu: 11, error: 12 };

const mostWords = 13;
const hostIsLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Records as words, which are read several times as fast as through a `DataView` before loops are compiled. Where a view's
 * bytes cannot be seen as words, records are copied into some.
 */
export class RecordWords {
  /** The words that the record is in, and where it starts in them. */
  words: Uint32Array;
  at = 0;
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  readonly #whole: Uint32Array | undefined;
  readonly #copy = new Uint32Array(mostWords);

  constructor(view: DataView, littleEndian: boolean) {
    this.#view = view;
    this.#littleEndian = littleEndian;
    const fits = littleEndian && hostIsLittleEndian && view.byteOffset % 4 === 0;
    this.#whole = fits ? new Uint32Array(view.buffer, view.byteOffset, view.byteLength >> 2) : undefined;
    this.words = this.#whole ?? this.#copy;
  }

  /** Goes to the record at a place, of which there must be 48 bytes; answers the layout of its version. */
  goTo(place: number): WordLayout {
    if (this.#whole !== undefined && (place & 3) === 0) {
      this.words = this.#whole;
      this.at = place >> 2;
    } else {
      this.words = this.#copy;
      this.at = 0;
      this.#copyFrom(place);
    }
    return (this.words[this.at]! & 0xff) === 8 ? words8 : words7;
  }

  #copyFrom(place: number): void {
    const view = this.#view;
    const copy = this.#copy;
    const count = Math.min(mostWords, (view.byteLength - place) >> 2);
    for (let i = 0; i < count; i++) copy[i] = view.getUint32(place + 4 * i, this.#littleEndian);
    if (this.#littleEndian) return;
    swap(copy, wordOf.timeLow);
    swap(copy, wordOf.sectorLow);
    const layout = (copy[0]! & 0xff) === 8 ? words8 : words7;
    if (layout.actionHigh >= 0) swap(copy, layout.action);
    const pair = copy[layout.error]!;
    copy[layout.error] = (pair >>> 16) | (pair << 16);
  }
}

function swap(words: Uint32Array, at: number): void {
  const first = words[at]!;
  words[at] = words[at + 1]!;
  words[at + 1] = first;
}
