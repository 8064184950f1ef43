import { type ByteSource, decodeLatin1, FormatError } from '../../base/index.ts';

const usualBlock = 1 << 18;

/** Reads numbers and texts one after the other from a range of a source; what would leave the range is a FormatError. */
export class SectionCursor {
  /** Offset in the source of what is read next. */
  offset: number;
  readonly end: number;
  readonly littleEndian: boolean;
  readonly #source: ByteSource;
  #bytes = new Uint8Array(0);
  #start = 0;

  readonly #block: number;

  /** `block` bytes are read at once, at least. */
  constructor(source: ByteSource, littleEndian: boolean, offset = 0, end = source.size, block = usualBlock) {
    this.#block = block;
    this.#source = source;
    this.littleEndian = littleEndian;
    this.offset = offset;
    this.end = Math.min(end, source.size);
  }

  get left(): number {
    return Math.max(0, this.end - this.offset);
  }

  /** The next `length` bytes. Views stay good for as long as the source's bytes do. */
  async bytes(length: number, what: string): Promise<Uint8Array> {
    if (length > this.left) {
      throw new FormatError('trace.dat', this.offset, `${what} of ${length} bytes`, `${this.left} bytes`);
    }
    const from = this.offset - this.#start;
    if (from >= 0 && from + length <= this.#bytes.length) {
      this.offset += length;
      return this.#bytes.subarray(from, from + length);
    }
    this.#bytes = new Uint8Array(
      await this.#source.read(this.offset, Math.min(this.left, Math.max(this.#block, length))),
    );
    this.#start = this.offset;
    if (this.#bytes.length < length) {
      throw new FormatError(
        'trace.dat',
        this.offset,
        `${what} of ${length} bytes`,
        `${this.#bytes.length} bytes`,
      );
    }
    this.offset += length;
    return this.#bytes.subarray(0, length);
  }

  async u8(what: string): Promise<number> {
    return (await this.bytes(1, what))[0]!;
  }

  async u16(what: string): Promise<number> {
    return view(await this.bytes(2, what)).getUint16(0, this.littleEndian);
  }

  async u32(what: string): Promise<number> {
    return view(await this.bytes(4, what)).getUint32(0, this.littleEndian);
  }

  /** A 64-bit length or offset. */
  async u64(what: string): Promise<number> {
    const at = this.offset;
    return toSize(view(await this.bytes(8, what)).getBigUint64(0, this.littleEndian), at, what);
  }

  /** Text up to its NUL. */
  async string(what: string, longest = 4096): Promise<string> {
    const at = this.offset;
    const bytes = await this.bytes(Math.min(this.left, longest), what);
    const end = bytes.indexOf(0);
    if (end < 0) throw new FormatError('trace.dat', at, `${what} that ends with NUL`, 'no NUL');
    this.offset = at + end + 1;
    return decodeLatin1(bytes.subarray(0, end));
  }
}

export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number of a file as a length or offset; those that no file reaches are refused. */
export function toSize(value: bigint, offset: number | undefined, what: string): number {
  if (value > 0x1f_ffff_ffff_ffffn) {
    throw new FormatError('trace.dat', offset, what, `the impossible number ${value}`);
  }
  return Number(value);
}
