import { decodeLatin1 } from '../base/index.ts';

const longestName = 8192;

/** Numbers and names of an ELF file, in its own byte order and word size. Whoever reads checks first that they lie inside. */
export class ElfBytes {
  readonly bytes: Uint8Array;
  readonly is64: boolean;
  readonly little: boolean;
  readonly #view: DataView;
  // Names that overlap in a hostile file could add up to far more than the file has bytes.
  #namesLeft: number;

  constructor(bytes: Uint8Array, is64: boolean, little: boolean) {
    this.bytes = bytes;
    this.is64 = is64;
    this.little = little;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#namesLeft = 2 * bytes.length + (1 << 20);
  }

  get size(): number {
    return this.bytes.length;
  }

  u8(at: number): number {
    return this.#view.getUint8(at);
  }

  u16(at: number): number {
    return this.#view.getUint16(at, this.little);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, this.little);
  }

  u64(at: number): bigint {
    return this.#view.getBigUint64(at, this.little);
  }

  /** An address or size: 8 bytes of a 64-bit file, 4 of a 32-bit one. */
  word(at: number): bigint {
    return this.is64 ? this.u64(at) : BigInt(this.u32(at));
  }

  /** What a file holds of `[offset, offset + size)`: as numbers, cut at the file's end. */
  inside(
    offset: bigint,
    size: bigint,
  ): { readonly start: number; readonly end: number; readonly cut: boolean } {
    const length = BigInt(this.size);
    const start = offset < length ? offset : length;
    const end = offset + size < length ? offset + size : length;
    return { start: Number(start), end: Number(end > start ? end : start), cut: offset + size > length };
  }

  /** The name at `at` of a table of names that ends at `end`; undefined where it does not lie in it or has no end. */
  name(at: number, end: number): string | undefined {
    if (at < 0 || at >= end) return undefined;
    const last = Math.min(end, at + longestName);
    const stop = this.bytes.subarray(at, last).indexOf(0);
    if (stop < 0 || stop > this.#namesLeft) return undefined;
    this.#namesLeft -= stop;
    return decodeLatin1(this.bytes.subarray(at, at + stop));
  }
}
