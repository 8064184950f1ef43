import { decodeLatin1, encodeLatin1, hexDigits, noHexDigit } from '../base/index.ts';
import { sortByAddress } from './sort-symbols.ts';

/** Where a name's bytes are. */
export interface NameBytes {
  readonly bytes: Uint8Array;
  start: number;
  end: number;
}

const newline = 10;
const unknown = -2;

/**
 * The kernel's functions by address, from the text of /proc/kallsyms. The text is parsed on the first question.
 *
 * Answers what libtraceevent answers, because byte-exact texts need its choices: absolute symbols and `$…` marks are left
 * out, of several names at one address its binary search decides, and the last symbol covers nothing behind it.
 */
export class KernelSymbols {
  readonly #text: Uint8Array;
  #parsed = false;
  #count = 0;
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);
  #name = new Uint32Array(0);
  #cache = new AddressCache();

  constructor(text: Uint8Array) {
    this.#text = text;
  }

  /** The text it was made from, to be written into another file. */
  get text(): Uint8Array {
    return this.#text;
  }

  get count(): number {
    this.#parse();
    return this.#count;
  }

  /** The symbol that covers this address; -1 where there is none. */
  find(high: number, low: number): number {
    const cached = this.#cache.get(high, low);
    if (cached !== unknown) return cached;
    this.#parse();
    const found = this.#search(high, low);
    this.#cache.set(high, low, found);
    return found;
  }

  /** Bits 32 to 63 of where a symbol starts. */
  high(symbol: number): number {
    return this.#high[symbol] ?? 0;
  }

  /** Bits 0 to 31 of where a symbol starts. */
  low(symbol: number): number {
    return this.#low[symbol] ?? 0;
  }

  name(symbol: number): string {
    const place = { bytes: this.#text, start: 0, end: 0 };
    this.nameBytes(symbol, place);
    return decodeLatin1(this.#text.subarray(place.start, place.end));
  }

  /** Where in `text` the name of a symbol stands. */
  nameBytes(symbol: number, place: { start: number; end: number }): void {
    const text = this.#text;
    const start = this.#name[symbol] ?? 0;
    let end = start;
    while (end < text.length && text[end]! > 32) end++;
    place.start = start;
    place.end = end;
  }

  /** The symbol of this name with the lowest address; -1 where there is none. Looks at every name. */
  byName(name: string): number {
    this.#parse();
    const wanted = encodeLatin1(name);
    const text = this.#text;
    for (let symbol = 0; symbol < this.#count; symbol++) {
      const start = this.#name[symbol]!;
      let i = 0;
      while (i < wanted.length && text[start + i] === wanted[i]) i++;
      if (i === wanted.length && (text[start + i] ?? newline) <= 32) return symbol;
    }
    return -1;
  }

  #search(high: number, low: number): number {
    const highs = this.#high;
    const lows = this.#low;
    let from = 0;
    let to = this.#count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const h = highs[middle]!;
      const l = lows[middle]!;
      if (h === high && l === low) return middle;
      if (h > high || (h === high && l > low)) {
        to = middle;
        continue;
      }
      // Starts below the address: it is this one if the next starts above. Nothing follows the last.
      if (middle + 1 < this.#count) {
        const nextHigh = highs[middle + 1]!;
        if (high < nextHigh || (high === nextHigh && low < lows[middle + 1]!)) return middle;
      }
      from = middle + 1;
    }
    return -1;
  }

  #parse(): void {
    if (this.#parsed) return;
    this.#parsed = true;
    const text = this.#text;
    // The shortest line, `0 t a\n`, has 6 bytes; a usual one has 40.
    const capacity = Math.min(Math.ceil(text.length / 6), Math.max(1024, Math.ceil(text.length / 24)));
    let high = new Uint32Array(capacity);
    let low = new Uint32Array(capacity);
    let name = new Uint32Array(capacity);
    let count = 0;
    let at = 0;
    while (at < text.length) {
      if (text[at] === newline) {
        at++;
        continue;
      }
      let h = 0;
      let l = 0;
      let digits = 0;
      for (; digits < 16; digits++, at++) {
        const digit = at < text.length ? hexDigits[text[at]!]! : noHexDigit;
        if (digit === noHexDigit) break;
        h = (h << 4) | (l >>> 28);
        l = (l << 4) | digit;
      }
      const type = text[at + 1] ?? newline;
      const start = at + 3;
      // Anything else ends the list, as it does for libtraceevent.
      if (digits === 0 || text[at] !== 32 || type <= 32 || (text[start] ?? newline) <= 32) break;
      if (type !== 65 && type !== 97 && text[start] !== 36) {
        if (count === high.length) {
          high = grow(high);
          low = grow(low);
          name = grow(name);
        }
        high[count] = h;
        low[count] = l;
        name[count] = start;
        count++;
      }
      at = text.indexOf(newline, start);
      if (at < 0) break;
      at++;
    }
    sortByAddress({ high, low, name }, count);
    this.#high = high;
    this.#low = low;
    this.#name = name;
    this.#count = count;
  }
}

function grow(column: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}

/** The last answers, by address: an open table of fixed size where a newer answer takes the place of an older. */
class AddressCache {
  readonly #high = new Uint32Array(1 << 13);
  readonly #low = new Uint32Array(1 << 13);
  readonly #value = new Int32Array(1 << 13).fill(unknown);

  get(high: number, low: number): number {
    const slot = this.#slot(high, low);
    return this.#low[slot] === low && this.#high[slot] === high ? this.#value[slot]! : unknown;
  }

  set(high: number, low: number, value: number): void {
    const slot = this.#slot(high, low);
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#value[slot] = value;
  }

  #slot(high: number, low: number): number {
    return (Math.imul(low, 0x9e37_79b1) ^ high) >>> 19;
  }
}
