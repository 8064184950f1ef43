import { type ByteSource, FormatError } from '../../base/index.ts';
import { SectionCursor } from './cursor.ts';
import type { CpuPlace, TraceDatMetadata } from './metadata.ts';
import { option } from './options.ts';

const headBytes = 16;

/**
 * Finds compressed records in a file whose end, where trace-cmd tells where they are, is missing: walks the sections from
 * the first on. Each CPU's records start at a page boundary and say how many chunks they are. Uncompressed records do not
 * say where one CPU ends; they are not found.
 */
export async function recoverBuffers(
  source: ByteSource,
  first: number,
  into: TraceDatMetadata,
): Promise<void> {
  if (into.buffers.length > 0 || into.latencyText !== undefined) return;
  let at = first;
  while (at + headBytes < source.size) {
    const cursor = new SectionCursor(source, into.littleEndian, at, at + headBytes);
    const id = await cursor.u16('section');
    const flags = await cursor.u16('flags');
    await cursor.u32('description');
    const size = await cursor.u64('size');
    if (id === option.buffer && (flags & 1) !== 0) {
      const cpus = await findChunks(source, at + headBytes, into);
      into.buffers.push({ name: '', clock: '', pageSize: into.pageSize, compressed: true, cpus });
      into.problems.add({
        name: 'trace-dat.recovered',
        severity: 'loss',
        place: `byte ${at}`,
        count: -1,
        sentence: 'The table of records is missing; records up to the end of the file were found without it.',
      });
      return;
    }
    at += headBytes + size;
  }
}

async function findChunks(source: ByteSource, from: number, into: TraceDatMetadata): Promise<CpuPlace[]> {
  const cpus: CpuPlace[] = [];
  let at = from;
  for (let cpu = 0; cpu < into.cpuCount; cpu++) {
    const start = Math.ceil(at / into.pageSize) * into.pageSize;
    if (start + 4 > source.size) break;
    const cursor = new SectionCursor(source, into.littleEndian, start);
    let end = start + 4;
    try {
      const count = await cursor.u32('number of chunks');
      for (let i = 0; i < count; i++) {
        const size = await cursor.u32('compressed size');
        await cursor.u32('uncompressed size');
        cursor.offset += size;
        end = cursor.offset;
      }
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      end = source.size;
    }
    cpus.push({ cpu, offset: start, size: Math.max(0, end - start - 4) });
    at = end;
  }
  return cpus;
}
