import { encodeLatin1 } from '../../base/index.ts';

/** Appends numbers and texts in one byte order. */
export class ByteWriter {
  readonly #littleEndian: boolean;
  #bytes = new Uint8Array(1 << 16);
  length = 0;

  constructor(littleEndian: boolean) {
    this.#littleEndian = littleEndian;
  }

  u8(value: number): void {
    this.#view(1).setUint8(0, value);
  }

  u16(value: number): void {
    this.#view(2).setUint16(0, value, this.#littleEndian);
  }

  u32(value: number): void {
    this.#view(4).setUint32(0, value, this.#littleEndian);
  }

  u64(value: number | bigint): void {
    this.#view(8).setBigUint64(0, BigInt.asUintN(64, BigInt(value)), this.#littleEndian);
  }

  bytes(value: Uint8Array): void {
    const { byteOffset } = this.#view(value.length);
    this.#bytes.set(value, byteOffset);
  }

  /** Latin-1 text with a NUL behind it. */
  string(text: string): void {
    this.bytes(encodeLatin1(`${text}\0`));
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length);
  }

  #view(more: number): DataView {
    if (this.length + more > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + more));
      larger.set(this.#bytes.subarray(0, this.length));
      this.#bytes = larger;
    }
    const view = new DataView(this.#bytes.buffer, this.length, more);
    this.length += more;
    return view;
  }
}
