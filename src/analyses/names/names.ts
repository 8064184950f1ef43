import { decodeUtf8, encodeLatin1 } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import type { EventFields } from '../walk/index.ts';

/** As many codes as a column of 16 bits takes; texts of a broken file may be anything. */
export const mostIn16Bits = 65_535;

/** Texts that repeat, each with a code: what columns of codes are made of. */
export class Names {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #most: number;

  /** `most` texts have codes of their own; any further one has that of the first. */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  code(text: string): number {
    const found = this.#codes.get(text);
    if (found !== undefined) return found;
    if (this.texts.length === this.#most) return 0;
    this.#codes.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}

const twoTo32 = 2 ** 32;

/** A number that tells addresses of the kernel apart exactly: they differ in their low 53 bits alone. */
export function addressKey(fields: EventFields, name: string): (row: number) => number {
  const [high, low] = [fields.high(name), fields.low(name)];
  return row => (high(row) & 0x1f_ffff) * twoTo32 + low(row);
}

/** Bits 0 to 63 of a field less those of another time of it; exact where the two are less than 2^53 apart. */
export function difference(high: number, low: number, otherHigh: number, otherLow: number): number {
  return ((high - otherHigh) | 0) * twoTo32 + (low - otherLow);
}

/** Reads codes of the functions that a field holds: the symbol at its address, the address where none is known, or its text. */
export function functionCodes(
  trace: Trace,
  fields: EventFields,
  field: string,
  names: Names,
): (row: number) => number {
  const [high, low, value] = [fields.high(field), fields.low(field), fields.value(field)];
  const known = new Map<number, number>();
  return row => {
    const [top, bottom] = [high(row), low(row)];
    if (top === 0 && bottom === 0) return names.code(nameOf(value(row)));
    const key = (top & 0x1f_ffff) * twoTo32 + bottom;
    const found = known.get(key);
    if (found !== undefined) return found;
    const code = names.code(symbolAt(trace, top, bottom) ?? nameOf(value(row)));
    known.set(key, code);
    return code;
  };
}

function nameOf(value: unknown): string {
  return value === undefined || value === 0 ? '' : String(value);
}

/** A symbol by an address inside of it; one that is not at its start is no function's. */
function symbolAt({ symbols }: Trace, high: number, low: number): string | undefined {
  const symbol = symbols.find(high, low);
  return symbol < 0 ? undefined : decodeUtf8(encodeLatin1(symbols.name(symbol)));
}
