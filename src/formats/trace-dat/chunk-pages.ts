import { findChunk } from './chunk-search.ts';
import { type ChunkFile, ChunkTable } from './chunk-table.ts';
import { joinPages, type PageReader, type PageSample } from './page-reader.ts';

/** Closer than this the chain of chunks is walked instead of searched. */
const narrow = 1 << 19;

/** Pages in compressed chunks; those from `anchor` on, the place of a chunk in the file, where it is given. */
export function openChunks(cpu: number, pageSize: number, file: ChunkFile, anchor?: number): PageReader {
  const table = new ChunkTable(file, anchor);
  return {
    cpu,
    pageSize,
    compressed: true,
    place: page => `CPU ${cpu}, page ${page}${anchor === undefined ? '' : ` behind byte ${anchor}`}`,
    countPages: async () => Math.ceil((await table.measure()) / pageSize),
    guessPages: async () => Math.ceil((await table.guess()) / pageSize),
    read: (page, count, into) => table.read(page * pageSize, count * pageSize, into),
    near: async isAfter =>
      openChunks(cpu, pageSize, file, await searchChunks(pageSize, file, table, isAfter)),
    sample: bytes => sampleChunks(pageSize, file, table, bytes),
  };
}

/** The last chunk found whose first page is not after what is looked for; undefined is the first of all. */
async function searchChunks(
  pageSize: number,
  file: ChunkFile,
  table: ChunkTable,
  isAfter: (page: Uint8Array) => boolean,
): Promise<number | undefined> {
  const contentSize = await table.firstSize();
  let low = file.offset + 4;
  let high = file.offset + file.size + 4;
  let found: number | undefined;
  while (high - low > narrow && contentSize > 0) {
    const middle = Math.floor((low + high) / 2);
    const chunk = await findChunk(file, middle, contentSize);
    const page = chunk === undefined ? undefined : await new ChunkTable(file, chunk).read(0, pageSize);
    if (chunk === undefined || chunk >= high || page === undefined || isAfter(page)) high = middle;
    else {
      low = chunk;
      found = chunk;
    }
  }
  return found;
}

/** Chunks at even places of the file. What they hold of its compressed bytes tells what they stand for. */
async function sampleChunks(
  pageSize: number,
  file: ChunkFile,
  table: ChunkTable,
  bytes: number,
): Promise<PageSample> {
  const contentSize = await table.firstSize();
  // Nothing can be read of the first one, and nothing is known of the others.
  if (contentSize === 0) return { pages: new Uint8Array(0), weight: 1 };
  const wanted = Math.max(2, Math.floor(bytes / contentSize));
  if (file.size < narrow || wanted * contentSize * 2 > (await table.guess())) {
    const pages = joinPages([await table.read(0, await table.measure())], pageSize);
    return { pages, weight: 1 };
  }
  const parts = [await table.read(0, contentSize)];
  let packed = await table.packedBytes(1);
  for (let i = 1; i < wanted; i++) {
    const chunk = await findChunk(file, file.offset + Math.floor((i * file.size) / wanted), contentSize);
    if (chunk === undefined) continue;
    const from = new ChunkTable(file, chunk);
    parts.push(await from.read(0, contentSize));
    packed += await from.packedBytes(1);
  }
  parts.push(await readLast(file, contentSize));
  return { pages: joinPages(parts, pageSize), weight: file.size / Math.max(1, packed) };
}

/** The last chunk, for the time at which the recording ends. */
async function readLast(file: ChunkFile, contentSize: number): Promise<Uint8Array> {
  const near = Math.max(file.offset + 4, file.offset + file.size + 4 - narrow);
  const chunk = await findChunk(file, near, contentSize);
  if (chunk === undefined) return new Uint8Array(0);
  const table = new ChunkTable(file, chunk);
  const size = await table.measure();
  return table.read(Math.max(0, size - contentSize), contentSize);
}
