import { type ByteSource, FormatError } from '../../base/index.ts';
import type { ProblemList } from '../../store/index.ts';
import type { ReadTools } from '../format.ts';
import { SectionCursor } from './cursor.ts';
import { checkRatio, decompress } from './decompress.ts';
import type { TraceDatMetadata } from './metadata.ts';

/** Fewer chunks are uncompressed at once rather than sent away: starting a thread takes longer. */
const fewestAside = 16;
/** More than these are sent away in several parts. */
const mostAside = 128;
const blockAtAnchor = 1 << 15;

/** Where the compressed pages of one CPU are, and what is needed to read them. */
export interface ChunkFile {
  readonly source: ByteSource;
  readonly offset: number;
  /** Bytes of chunks; the number of chunks before them is not counted. */
  readonly size: number;
  /** What to call the place in a problem. */
  readonly where: string;
  readonly metadata: TraceDatMetadata;
  readonly tools: ReadTools;
  readonly problems: ProblemList;
}

interface Chunk {
  /** Where its bytes begin among all uncompressed ones. */
  readonly start: number;
  readonly size: number;
  readonly offset: number;
  readonly compressedSize: number;
}

/**
 * The chunks of one CPU's pages: u32 count, then for each u32 compressed size, u32 size, data. They are chained: each
 * tells where the next one is, so the table grows as far as it is asked for.
 */
export class ChunkTable {
  readonly #file: ChunkFile;
  readonly #heads: SectionCursor;
  readonly #data: SectionCursor;
  readonly #chunks: Chunk[] = [];
  /** Chunks the file claims to have; -1 until that was read. */
  #claimed = -1;
  #size = 0;
  #ended = false;
  #last: { readonly chunk: Chunk; readonly bytes: Uint8Array } | undefined;

  /** From the first chunk on, or from the one whose head is at `anchor`. */
  constructor(file: ChunkFile, anchor?: number) {
    this.#file = file;
    // The size in the file does not count the number of chunks itself.
    const end = file.offset + file.size + 4;
    const { source, metadata, offset } = file;
    // From an anchor few chunks are read, and many anchors.
    const block = anchor === undefined ? undefined : blockAtAnchor;
    this.#heads = new SectionCursor(source, metadata.littleEndian, anchor ?? offset, end, block);
    this.#data = new SectionCursor(source, metadata.littleEndian, anchor ?? offset, end, block);
    if (anchor === undefined) return;
    this.#claimed = Number.POSITIVE_INFINITY;
  }

  /** Bytes of the first chunk, uncompressed; 0 where there is none. */
  async firstSize(): Promise<number> {
    if (this.#chunks.length === 0) await this.#grow();
    return this.#chunks[0]?.size ?? 0;
  }

  /** What the first `count` chunks take in the file, with their heads. */
  async packedBytes(count: number): Promise<number> {
    while (this.#chunks.length < count && (await this.#grow()));
    return this.#chunks.slice(0, count).reduce((sum, { compressedSize }) => sum + compressedSize + 8, 0);
  }

  /** Bytes of all chunks, uncompressed. */
  async measure(): Promise<number> {
    while (await this.#grow());
    return this.#size;
  }

  /** About as much, as far as the first chunks tell. */
  async guess(): Promise<number> {
    while (this.#chunks.length < 8 && (await this.#grow()));
    if (this.#ended || this.#chunks.length === 0) return this.#size;
    const read = this.#heads.offset - this.#file.offset;
    return Math.round((this.#size * this.#file.size) / Math.max(1, read));
  }

  /** Uncompressed bytes `[from, from + length)`, fewer at the end or before what is broken. */
  async read(from: number, length: number, into?: Uint8Array): Promise<Uint8Array> {
    while (this.#size < from + length && (await this.#grow()));
    const to = Math.min(from + length, this.#size);
    if (from >= to) return new Uint8Array(0);
    const first = this.#indexAt(from);
    const last = this.#indexAt(to - 1);
    const chunks = this.#chunks.slice(first, last + 1);
    if (this.#unpackAside === undefined || chunks.length < fewestAside) {
      return this.#readHere(chunks, from, to, into ?? new Uint8Array(to - from));
    }
    if (chunks.length > mostAside) return this.#readLong(chunks, from, to);
    const content = await this.#readAside(chunks, into);
    const before = from - chunks[0]!.start;
    return content.subarray(before, before + to - from);
  }

  async #readHere(chunks: readonly Chunk[], from: number, to: number, into: Uint8Array): Promise<Uint8Array> {
    for (const chunk of chunks) {
      const content = await this.#unpack(chunk);
      if (content === undefined) return into.subarray(0, Math.max(0, chunk.start - from));
      const skip = Math.max(0, from - chunk.start);
      const end = Math.min(chunk.size, to - chunk.start);
      into.set(content.subarray(skip, end), chunk.start + skip - from);
    }
    return into.subarray(0, to - from);
  }

  /** Many chunks, some at a time, so that no more memory is taken than the content needs. */
  async #readLong(chunks: readonly Chunk[], from: number, to: number): Promise<Uint8Array> {
    const target = new Uint8Array(to - from);
    const parts: (readonly Chunk[])[] = [];
    for (let i = 0; i < chunks.length; i += mostAside) parts.push(chunks.slice(i, i + mostAside));
    let ahead: Promise<Uint8Array> | undefined = this.#readAside(parts[0]!, undefined);
    let spare: Uint8Array | undefined;
    for (const [index, part] of parts.entries()) {
      const content: Uint8Array = await ahead!;
      // The next part is uncompressed while this one is copied.
      const next = parts[index + 1];
      ahead = next === undefined ? undefined : this.#readAside(next, spare);
      const { start } = part[0]!;
      const skip = Math.max(0, from - start);
      target.set(content.subarray(skip, to - start), start + skip - from);
      if (content.length < sizeOf(part)) {
        await ahead;
        return target.subarray(0, Math.max(0, start + content.length - from));
      }
      spare = new Uint8Array(content.buffer);
    }
    return target;
  }

  /** Whole chunks, by what was handed in for many at once. They stand one behind the other in the file. */
  async #readAside(chunks: readonly Chunk[], into: Uint8Array | undefined): Promise<Uint8Array> {
    const { source, metadata } = this.#file;
    const [first, last] = [chunks[0]!, chunks.at(-1)!];
    const size = sizeOf(chunks);
    const target = into !== undefined && into.length >= size ? into : new Uint8Array(size);
    const places = new Uint32Array(chunks.length * 4);
    for (const [index, { offset, compressedSize, start, size }] of chunks.entries()) {
      places.set([offset - first.offset, compressedSize, start - first.start, size], index * 4);
    }
    const input = await source.read(first.offset, last.offset + last.compressedSize - first.offset);
    const { compression } = metadata;
    // Bytes that are somebody else's too are not given away.
    const own = input.byteLength === input.buffer.byteLength ? input : input.slice();
    const { content, good, complaint } = await this.#unpackAside!(
      { compression, input: own, places },
      target,
    );
    if (complaint === undefined) return content.subarray(0, size);
    const bad = chunks[good]!;
    this.#giveUp(bad, new FormatError('trace.dat', bad.offset, `${compression} data`, complaint));
    return content.subarray(0, bad.start - first.start);
  }

  /** The chunk that holds an uncompressed byte which the table has reached. */
  #indexAt(at: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#chunks[middle]!.start <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Reads one more head; false where there are no more. */
  async #grow(): Promise<boolean> {
    if (this.#ended) return false;
    const cursor = this.#heads;
    try {
      if (this.#claimed < 0) this.#claimed = await cursor.u32('number of compressed chunks');
      // Nobody counted the chunks behind an anchor: they end with the bytes.
      if (this.#chunks.length >= this.#claimed || (this.#claimed === Infinity && cursor.left === 0)) {
        this.#ended = true;
        return false;
      }
      const compressedSize = await cursor.u32('compressed size');
      const size = await cursor.u32('uncompressed size');
      const { offset } = cursor;
      checkRatio(compressedSize, size, offset);
      if (compressedSize > cursor.left) {
        throw new FormatError(
          'trace.dat',
          offset,
          `a chunk of ${compressedSize} bytes`,
          `${cursor.left} bytes`,
        );
      }
      cursor.offset += compressedSize;
      this.#chunks.push({ start: this.#size, size, offset, compressedSize });
      this.#size += size;
      return true;
    } catch (error) {
      this.#complain(error);
      return false;
    }
  }

  async #unpack(chunk: Chunk): Promise<Uint8Array | undefined> {
    if (this.#last?.chunk === chunk) return this.#last.bytes;
    const { metadata, tools } = this.#file;
    try {
      this.#data.offset = chunk.offset;
      const input = await this.#data.bytes(chunk.compressedSize, 'compressed chunk');
      const bytes = await decompress(metadata.compression, input, chunk.size, chunk.offset, tools);
      this.#last = { chunk, bytes };
      return bytes;
    } catch (error) {
      this.#giveUp(chunk, error);
      return undefined;
    }
  }

  /** Nothing from this chunk on is shown: what follows might belong to no page any more. */
  #giveUp(chunk: Chunk, error: unknown): void {
    this.#complain(error);
    this.#size = chunk.start;
    this.#chunks.length = this.#indexAt(chunk.start);
  }

  get #unpackAside(): ReadTools['unpackBlocks'] {
    const { metadata, tools } = this.#file;
    return metadata.compression === 'none' ? undefined : tools.unpackBlocks;
  }

  #complain(error: unknown): void {
    if (!(error instanceof FormatError)) throw error;
    this.#ended = true;
    this.#file.problems.add({
      name: 'trace-dat.chunk',
      severity: 'loss',
      place: this.#file.where,
      count: -1,
      sentence: `Records after this place could not be uncompressed: ${error.message}`,
    });
  }
}

/** Bytes of chunks that follow each other, uncompressed. */
function sizeOf(chunks: readonly Chunk[]): number {
  const last = chunks.at(-1)!;
  return last.start + last.size - chunks[0]!.start;
}
