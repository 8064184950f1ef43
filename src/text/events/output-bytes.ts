const zero = 48;
const minus = 45;
const space = 32;
const lowerDigits = encode('0123456789abcdef');
const upperDigits = encode('0123456789ABCDEF');

/** ASCII (or Latin-1) text as bytes, for literals that are printed often. */
export function encode(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** A growing buffer of bytes that text is printed into, without a string a number or a line. */
export class OutputBytes {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1 << 16) {
    this.bytes = new Uint8Array(capacity);
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    const wanted = this.length + more;
    if (wanted <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(wanted, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  write(source: Uint8Array): void {
    this.copy(source, 0, source.length);
  }

  copy(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    this.reserve(count);
    const { bytes } = this;
    if (count > 48) {
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

  fill(count: number, value = space): void {
    if (count <= 0) return;
    this.reserve(count);
    this.bytes.fill(value, this.length, this.length + count);
    this.length += count;
  }

  /** A number from 0 to 2^53, at least `digits` long with leading zeros. */
  decimal(value: number, digits = 1): void {
    this.reserve(24);
    const { bytes } = this;
    let count = digits;
    for (let limit = 10 ** digits; value >= limit; limit *= 10) count++;
    const end = this.length + count;
    let rest = value;
    let at = end;
    // Beyond 32 bits the integer division of the loop below is not one.
    while (rest > 0xffff_ffff) {
      const next = Math.floor(rest / 10);
      bytes[--at] = zero + (rest - next * 10);
      rest = next;
    }
    while (at > this.length) {
      const next = (rest / 10) >>> 0;
      bytes[--at] = zero + (rest - next * 10);
      rest = next;
    }
    this.length = end;
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
    if (high < 0x20_0000) this.decimal(high * 2 ** 32 + low);
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
  hex64(high: number, low: number, upper = false): void {
    if (high === 0) this.hex(low, 1, upper);
    else {
      this.hex(high, 1, upper);
      this.hex(low, 8, upper);
    }
  }

  /** An unsigned 32-bit number in hexadecimal, at least `digits` long. */
  hex(value: number, digits = 1, upper = false): void {
    this.reserve(8);
    const table = upper ? upperDigits : lowerDigits;
    let count = value === 0 ? 1 : (35 - Math.clz32(value)) >> 2;
    if (count < digits) count = digits;
    let to = this.length;
    for (let shift = (count - 1) * 4; shift >= 0; shift -= 4)
      this.bytes[to++] = table[(value >>> shift) & 15]!;
    this.length = to;
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
  view(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}
