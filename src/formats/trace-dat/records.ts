import { type ByteSource, FormatError } from '../../base/index.ts';
import type { ReadTools } from '../format.ts';
import { SectionCursor } from './cursor.ts';
import { decompress } from './decompress.ts';
import type { BufferPlace, CpuPlace, TraceDatMetadata } from './metadata.ts';

/** The raw pages of one CPU: as much of them as the file has and memory may hold. */
export async function readPages(
  source: ByteSource,
  buffer: BufferPlace,
  place: CpuPlace,
  most: number,
  into: TraceDatMetadata,
  tools: ReadTools,
): Promise<Uint8Array> {
  const where = `CPU ${place.cpu}${buffer.name === '' ? '' : ` of ${buffer.name}`}, byte ${place.offset}`;
  const there = Math.max(0, Math.min(place.size, source.size - place.offset));
  if (there < place.size) {
    into.problems.add({
      name: 'trace-dat.truncated',
      severity: 'loss',
      place: where,
      count: place.size - there,
      sentence: 'The file ends before its records do; these many bytes of them are missing.',
    });
  }
  if (there === 0) return new Uint8Array(0);
  if (buffer.compressed) return readChunks(source, place.offset, there, most, where, into, tools);
  const size = Math.min(there, most - (most % buffer.pageSize));
  if (size < there) noteWindow(into, where, there - size);
  return source.read(place.offset, size);
}

async function readChunks(
  source: ByteSource,
  offset: number,
  size: number,
  most: number,
  where: string,
  into: TraceDatMetadata,
  tools: ReadTools,
): Promise<Uint8Array> {
  // The size in the file does not count the number of chunks itself.
  const cursor = new SectionCursor(source, into.littleEndian, offset, offset + size + 4);
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    const count = await cursor.u32('number of compressed chunks');
    for (let i = 0; i < count; i++) {
      const compressedSize = await cursor.u32('compressed size');
      const rawSize = await cursor.u32('uncompressed size');
      if (total + rawSize > most) {
        noteWindow(into, where, cursor.left);
        break;
      }
      const at = cursor.offset;
      const input = await cursor.bytes(compressedSize, 'compressed chunk');
      chunks.push(await decompress(into.compression, input, rawSize, at, tools));
      total += rawSize;
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    into.problems.add({
      name: 'trace-dat.chunk',
      severity: 'loss',
      place: where,
      count: -1,
      sentence: `Records after this place could not be uncompressed: ${error.message}`,
    });
  }
  const pages = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    pages.set(chunk, at);
    at += chunk.length;
  }
  return pages;
}

function noteWindow(into: TraceDatMetadata, where: string, bytes: number): void {
  into.problems.add({
    name: 'trace-dat.window',
    severity: 'loss',
    place: where,
    count: bytes,
    sentence:
      'The recording is larger than may be in memory at once; these many bytes at its end are not shown.',
  });
}
