import type { ChunkFile } from './chunk-table.ts';
import { view } from './cursor.ts';

/** Most chunks take a fraction of their content; where the first look finds none, as much as two can take is looked at. */
const firstLook = 1 << 15;
const headBytes = 8;

/**
 * Finds the first chunk that begins at or behind `near` without walking the chain that leads to it: its head says how
 * long its content is (as long as that of the first chunk), a compressed frame follows, and behind that another such head
 * or the end. Undefined where nothing looks like one.
 */
export async function findChunk(
  file: ChunkFile,
  near: number,
  contentSize: number,
): Promise<number | undefined> {
  return (
    (await findWithin(file, near, contentSize, firstLook)) ??
    (await findWithin(file, near, contentSize, Math.max(firstLook * 2, contentSize * 4)))
  );
}

async function findWithin(
  file: ChunkFile,
  near: number,
  contentSize: number,
  most: number,
): Promise<number | undefined> {
  const end = file.offset + file.size + 4;
  const length = Math.min(end - near, most);
  if (length < headBytes) return undefined;
  const bytes = await file.source.read(near, length);
  const heads = new ChunkHeads(bytes, contentSize, file.metadata.compression, file.metadata.littleEndian);
  for (let at = 0; at + headBytes < bytes.length; at++) {
    const size = heads.compressedSize(at);
    if (size === 0) continue;
    const next = at + headBytes + size;
    if (near + next === end || heads.compressedSize(next) > 0) return near + at;
  }
  return undefined;
}

/** What looks like the head of a chunk in a stretch of bytes. */
class ChunkHeads {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #contentSize: number;
  readonly #compression: string;
  readonly #littleEndian: boolean;

  constructor(bytes: Uint8Array, contentSize: number, compression: string, littleEndian: boolean) {
    this.#bytes = bytes;
    this.#view = view(bytes);
    this.#contentSize = contentSize;
    this.#compression = compression;
    this.#littleEndian = littleEndian;
  }

  /** How long the chunk is whose head seems to be here; 0 where it is none. */
  compressedSize(at: number): number {
    if (at + headBytes + 4 > this.#bytes.length) return 0;
    if (this.#view.getUint32(at + 4, this.#littleEndian) !== this.#contentSize) return 0;
    const size = this.#view.getUint32(at, this.#littleEndian);
    if (size < 4 || size > this.#contentSize * 2) return 0;
    return this.#isFrame(at + headBytes) ? size : 0;
  }

  /** RFC 8878, 3.1.1 (zstd) and RFC 1950, 2.2 (zlib). */
  #isFrame(at: number): boolean {
    if (this.#compression === 'zstd') return this.#view.getUint32(at, true) === 0xfd2f_b528;
    return (this.#bytes[at]! & 15) === 8 && this.#view.getUint16(at, false) % 31 === 0;
  }
}
