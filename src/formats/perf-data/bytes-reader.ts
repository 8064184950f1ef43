import { decodeLatin1, FormatError } from '../../base/index.ts';

/** Reads numbers and texts one after the other from bytes in memory; what would leave them is a FormatError. */
export class BytesReader {
  readonly view: DataView;
  readonly littleEndian: boolean;
  /** Where in the file the bytes begin, for messages. */
  readonly origin: number;
  at = 0;

  constructor(view: DataView, littleEndian: boolean, origin = 0) {
    this.view = view;
    this.littleEndian = littleEndian;
    this.origin = origin;
  }

  get left(): number {
    return this.view.byteLength - this.at;
  }

  u8(what: string): number {
    return this.view.getUint8(this.#take(1, what));
  }

  u32(what: string): number {
    return this.view.getUint32(this.#take(4, what), this.littleEndian);
  }

  /** A 64-bit number; rounded beyond 2^53. */
  u64(what: string): number {
    const at = this.#take(8, what);
    const first = this.view.getUint32(at, this.littleEndian);
    const second = this.view.getUint32(at + 4, this.littleEndian);
    return this.littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }

  bytes(length: number, what: string): Uint8Array {
    const at = this.#take(length, what);
    return new Uint8Array(this.view.buffer, this.view.byteOffset + at, length);
  }

  /** Latin-1 text up to its NUL. */
  line(what: string): string {
    const rest = new Uint8Array(this.view.buffer, this.view.byteOffset + this.at, this.left);
    const end = rest.indexOf(0);
    if (end < 0) this.#fail(what, 'no NUL');
    this.at += end + 1;
    return decodeLatin1(rest.subarray(0, end));
  }

  /** Latin-1 text with its length before it, as perf writes strings: filled up with NULs. */
  string(what: string): string {
    const bytes = this.bytes(this.u32(what), what);
    const end = bytes.indexOf(0);
    return decodeLatin1(end < 0 ? bytes : bytes.subarray(0, end));
  }

  #take(length: number, what: string): number {
    if (!(length >= 0 && length <= this.left)) this.#fail(`${what} of ${length} bytes`, `${this.left} bytes`);
    const { at } = this;
    this.at += length;
    return at;
  }

  #fail(expected: string, found: string): never {
    throw new FormatError('perf.data', this.origin + this.at, expected, found);
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The text at a place up to its NUL or `end`, one character a byte. */
export function textAt(view: DataView, at: number, end: number): string {
  if (at >= end || at >= view.byteLength) return '';
  const bytes = new Uint8Array(view.buffer, view.byteOffset + at, Math.min(end, view.byteLength) - at);
  const stop = bytes.indexOf(0);
  return decodeLatin1(stop < 0 ? bytes : bytes.subarray(0, stop));
}
