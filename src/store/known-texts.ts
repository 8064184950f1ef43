import { decodeUtf8 } from '../base/index.ts';

const places = 512;
/** Longer texts hardly come again, and cost more to compare. */
const mostBytes = 32;

/** Texts of the bytes that were met last: names of tasks and devices come again and again, and decoding one takes longer than comparing it. */
export class KnownTexts {
  readonly #bytes = new Uint8Array(places * mostBytes);
  readonly #lengths = new Int8Array(places).fill(-1);
  readonly #texts: string[] = new Array<string>(places).fill('');

  /** The UTF-8 of `length` bytes at `start`, up to the first NUL. */
  at(view: DataView, start: number, length: number): string {
    const known = this.#bytes;
    let hash = 0;
    let size = 0;
    for (; size < length; size++) {
      const byte = view.getUint8(start + size);
      if (byte === 0) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
      if (size === mostBytes) return decode(view, start, length);
    }
    const place = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (places - 1);
    const first = place * mostBytes;
    if (this.#lengths[place] === size) {
      let same = 0;
      while (same < size && known[first + same] === view.getUint8(start + same)) same++;
      if (same === size) return this.#texts[place]!;
    }
    const text = decode(view, start, size);
    for (let index = 0; index < size; index++) known[first + index] = view.getUint8(start + index);
    this.#lengths[place] = size;
    this.#texts[place] = text;
    return text;
  }
}

function decode(view: DataView, start: number, length: number): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start, length);
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}
