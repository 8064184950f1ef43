const zero = 48;
const minus = 45;
const point = 46;
const space = 32;
const lowerDigits = encode('0123456789abcdef');
const upperDigits = encode('0123456789ABCDEF');
/** Both digits of the numbers 0 to 99, as two bytes in the order of memory (little endian). */
const pairs = Uint16Array.from(
  { length: 100 },
  (_, n) => (zero + Math.floor(n / 10)) | ((zero + (n % 10)) << 8),
);
/** Both hexadecimal digits of the numbers 0 to 255, likewise. */
const hexPairs = Uint16Array.from(
  { length: 256 },
  (_, n) => lowerDigits[n >> 4]! | (lowerDigits[n & 15]! << 8),
);
/** All three digits of the numbers 0 to 999, and a NUL. */
const triples = Int32Array.from(
  { length: 1000 },
  (_, n) => pairs[Math.floor(n / 10)]! | ((zero + (n % 10)) << 16),
);
const eightBlanks = new DataView(new Uint8Array(8).fill(space).buffer).getFloat64(0, true);
// Room that is always left behind what was printed: numbers and short literals are put there without a look.
const slack = 64;

/** ASCII (or Latin-1) text as bytes, for literals that are printed often. */
export function encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** A text that is printed often: its bytes, eight at a time, the last ones filled up with NUL. */
export class Literal {
  /** Doubles because nothing wider is moved by one instruction; ASCII is never NaN, so their bits stay. */
  readonly words: Float64Array;
  readonly length: number;
  /** The bytes themselves where they do not survive as doubles: a name may hold anything. */
  readonly bytes: Uint8Array | undefined;

  constructor(text: string) {
    const bytes = new Uint8Array((text.length + 7) & ~7);
    bytes.set(encode(text));
    this.words = new Float64Array(bytes.length / 8);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < this.words.length; i++) this.words[i] = view.getFloat64(i * 8, true);
    this.length = text.length;
    this.bytes = this.words.some(Number.isNaN) ? bytes.subarray(0, text.length) : undefined;
  }
}

/** A growing buffer of bytes that text is printed into, without a string a number or a line. */
export class OutputBytes {
  bytes: Uint8Array;
  length = 0;
  #view: DataView;
  /** Above this length the slack is used up. */
  #limit: number;

  /** In memory of its own of so many bytes, or in memory that is given. */
  constructor(capacity: number | ArrayBuffer = 1 << 16) {
    this.bytes =
      typeof capacity === 'number' ? new Uint8Array(Math.max(capacity, 4 * slack)) : new Uint8Array(capacity);
    this.#view = new DataView(this.bytes.buffer);
    this.#limit = this.bytes.length - slack;
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    if (this.length + more > this.#limit) this.#grow(more);
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.length + more + slack, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.#view = new DataView(larger.buffer);
    this.#limit = larger.length - slack;
  }

  byte(value: number): void {
    if (this.length > this.#limit) this.#grow(1);
    this.bytes[this.length++] = value;
  }

  literal(literal: Literal): void {
    const { words, length, bytes } = literal;
    if (bytes !== undefined) {
      this.write(bytes);
      return;
    }
    if (this.length + length > this.#limit) this.#grow(length);
    const view = this.#view;
    let to = this.length;
    for (let i = 0; i < words.length; i++, to += 8) view.setFloat64(to, words[i]!, true);
    this.length += length;
  }

  write(source: Uint8Array): void {
    this.copy(source, 0, source.length);
  }

  copy(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    if (count <= 0) return;
    if (this.length + count > this.#limit) this.#grow(count);
    const { bytes } = this;
    if (count > 64) {
      bytes.set(source.subarray(start, end), this.length);
      this.length += count;
      return;
    }
    let to = this.length;
    for (let i = start; i < end; i++) bytes[to++] = source[i]!;
    this.length = to;
  }

  /** Latin-1 text: one byte a character. */
  text(text: string): void {
    this.reserve(text.length);
    let to = this.length;
    for (let i = 0; i < text.length; i++) this.bytes[to++] = text.charCodeAt(i);
    this.length = to;
  }

  /** Blanks. */
  fill(count: number): void {
    if (count <= 0) return;
    if (this.length + count > this.#limit) this.#grow(count);
    const view = this.#view;
    const end = this.length + count;
    for (let to = this.length; to < end; to += 8) view.setFloat64(to, eightBlanks, true);
    this.length = end;
  }

  /** A number below a million with all six digits. */
  sixDigits(value: number): void {
    if (this.length > this.#limit) this.#grow(6);
    this.length = this.putSixDigits(this.length, value);
  }

  /** A point and a number below a thousand with all three digits. */
  thousandths(value: number): void {
    if (this.length > this.#limit) this.#grow(4);
    this.length = this.putThousandths(this.length, value);
  }

  // What follows puts at a place and answers the place behind: for loops that keep it themselves. Room must be there.

  /** The bytes, to put something into them directly. Another view after more room was made. */
  get dataView(): DataView {
    return this.#view;
  }

  putSixDigits(at: number, value: number): number {
    const view = this.#view;
    const upper = (value / 1000) | 0;
    view.setInt32(at, triples[upper]!, true);
    view.setInt32(at + 3, triples[value - upper * 1000]!, true);
    return at + 6;
  }

  putThousandths(at: number, value: number): number {
    this.#view.setInt32(at, point | (triples[value]! << 8), true);
    return at + 4;
  }

  /** A number below 2^31. */
  putDecimal(at: number, value: number): number {
    if (value >= 1000) {
      this.length = at;
      this.decimal(value);
      return this.length;
    }
    const digits = value < 10 ? 1 : value < 100 ? 2 : 3;
    this.#view.setInt32(at, triples[value]! >> ((3 - digits) * 8), true);
    return at + digits;
  }

  /** An unsigned number below 2^53. */
  decimal(value: number): void {
    if (value > 0x7fff_ffff) {
      this.#largeDecimal(value);
      return;
    }
    if (this.length > this.#limit) this.#grow(1);
    let rest = value | 0;
    const count = digitsOf(rest);
    const view = this.#view;
    let at = this.length + count;
    this.length = at;
    while (rest >= 100) {
      const next = (rest / 100) | 0;
      at -= 2;
      view.setUint16(at, pairs[rest - next * 100]!, true);
      rest = next;
    }
    if (rest >= 10) view.setUint16(at - 2, pairs[rest]!, true);
    else this.bytes[at - 1] = zero + rest;
  }

  /** An unsigned number below 2^53, right-aligned in a column. */
  decimalIn(value: number, width: number): void {
    let missing = width - (value > 0x7fff_ffff ? Math.max(10, String(value).length) : digitsOf(value | 0));
    if (this.length > this.#limit) this.#grow(1);
    const { bytes } = this;
    let to = this.length;
    for (; missing > 0; missing--) bytes[to++] = space;
    this.length = to;
    this.decimal(value);
  }

  #largeDecimal(value: number): void {
    const upper = Math.floor(value / 1e9);
    this.decimal(upper);
    this.fixed(value - upper * 1e9, 9);
  }

  /** A number below 2^31 with exactly so many digits, or more where they do not suffice. */
  fixed(value: number, digits: number): void {
    if (this.length > this.#limit) this.#grow(1);
    let rest = value | 0;
    const count = Math.max(digits, digitsOf(rest));
    const { bytes } = this;
    const start = this.length;
    let at = start + count;
    this.length = at;
    while (at - start >= 2) {
      const next = (rest / 100) | 0;
      at -= 2;
      this.#view.setUint16(at, pairs[rest - next * 100]!, true);
      rest = next;
    }
    if (at > start) bytes[start] = zero + rest;
  }

  /** A signed 32-bit number. */
  int(value: number): void {
    if (value < 0) {
      this.byte(minus);
      this.decimal(-value);
    } else this.decimal(value);
  }

  /** The unsigned 64-bit number in two halves, in decimal. */
  decimal64(high: number, low: number): void {
    if (high === 0) this.decimal(low);
    else if (high < 0x20_0000) this.decimal(high * 2 ** 32 + low);
    else this.text(((BigInt(high) << 32n) | BigInt(low)).toString());
  }

  /** The signed 64-bit number in two halves, in decimal. */
  int64(high: number, low: number): void {
    if (high < 0x8000_0000) {
      this.decimal64(high, low);
      return;
    }
    this.byte(minus);
    const negated = (~low + 1) >>> 0;
    this.decimal64((~high + (negated === 0 ? 1 : 0)) >>> 0, negated);
  }

  /** A 64-bit number in two halves, in hexadecimal without leading zeros. */
  hex64(high: number, low: number): void {
    if (high === 0) {
      this.hex(low);
      return;
    }
    if (high >>> 28 === 0) this.hex(high);
    else this.hex8(high);
    this.hex8(low);
  }

  /** An unsigned 32-bit number in hexadecimal, at least `digits` long. */
  hex(value: number, digits = 1): void {
    if (this.length > this.#limit) this.#grow(1);
    let count = value === 0 ? 1 : (35 - Math.clz32(value)) >> 2;
    if (count < digits) count = digits;
    const { bytes } = this;
    let to = this.length;
    for (let shift = (count - 1) * 4; shift >= 0; shift -= 4)
      bytes[to++] = lowerDigits[(value >>> shift) & 15]!;
    this.length = to;
  }

  /** All eight digits. */
  hex8(value: number): void {
    if (this.length > this.#limit) this.#grow(1);
    const view = this.#view;
    const to = this.length;
    view.setUint16(to, hexPairs[value >>> 24]!, true);
    view.setUint16(to + 2, hexPairs[(value >>> 16) & 255]!, true);
    view.setUint16(to + 4, hexPairs[(value >>> 8) & 255]!, true);
    view.setUint16(to + 6, hexPairs[value & 255]!, true);
    this.length = to + 8;
  }

  /** As `hex`, in capital letters. */
  upperHex(value: number, digits = 1): void {
    const start = this.length;
    this.hex(value, digits);
    for (let i = start; i < this.length; i++) {
      const byte = this.bytes[i]!;
      if (byte > 96) this.bytes[i] = upperDigits[byte - 87]!;
    }
  }

  /** Moves what was printed from `start` on to the right so that it is `width` wide, or fills up behind it. */
  pad(start: number, width: number, left: boolean, value = space): void {
    const missing = width - (this.length - start);
    if (missing <= 0) return;
    if (left) {
      this.fill(missing);
      return;
    }
    this.reserve(missing);
    this.bytes.copyWithin(start + missing, start, this.length);
    this.bytes.fill(value, start, start + missing);
    this.length += missing;
  }

  /** What was printed so far; the bytes are only good until more is printed. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  /** What was printed so far, which is the caller's from now on: printing goes on in this memory. */
  take(memory: ArrayBufferLike): Uint8Array {
    const taken = this.view();
    this.bytes = new Uint8Array(memory);
    this.#view = new DataView(memory);
    this.#limit = memory.byteLength - slack;
    this.length = 0;
    return taken;
  }
}

function digitsOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 100_000_000) return value < 1_000_000 ? (value < 100_000 ? 5 : 6) : value < 10_000_000 ? 7 : 8;
  return value < 1_000_000_000 ? 9 : 10;
}
