import type { ByteSource, ReadGradually } from '../../base/index.ts';
import type { ProblemList } from '../../store/index.ts';
import type { ReadTools } from '../format.ts';
import { openChunks } from './chunk-pages.ts';
import type { BufferPlace, CpuPlace, TraceDatMetadata } from './metadata.ts';

/** The raw pages of one CPU in one instance, by their number. */
export interface PageReader {
  readonly cpu: number;
  readonly pageSize: number;
  readonly compressed: boolean;
  /** How to call a byte of a page in a problem. */
  place(page: number, offset: number): string;
  /** How many pages there are, the last one perhaps cut off. Compressed ones must be counted first: reads their heads. */
  countPages(): Promise<number>;
  /** About how many pages there are, without reading for it. */
  guessPages(): Promise<number>;
  /**
   * Pages `[page, page + count)`, fewer at the end. Memory for them may be given (as much as they take); it is the
   * reader's then, and the answer may be elsewhere.
   */
  read(page: number, count: number, into?: Uint8Array): Promise<Uint8Array>;
  /** As `ByteSource.readGradually`, of pages. */
  readonly readGradually?: ReadGradually;
  /**
   * A reader of the same pages that begins shortly before the first one for which `isAfter` holds (and holds for all
   * behind it), found without reading those before. Where pages are found by their number anyway, it is this reader.
   */
  near(isAfter: (page: Uint8Array) => boolean): Promise<PageReader>;
  /** About `bytes` of whole pages picked evenly, the first and the last among them. */
  sample(bytes: number): Promise<PageSample>;
}

/** Pages that stand for more of them. */
export interface PageSample {
  readonly pages: Uint8Array;
  /** How many pages each of them stands for. */
  readonly weight: number;
}

/** Pages that are next to each other are read at once. */
const pagesAtOnce = 10;

/** A reader of a CPU's pages. What of them is missing or broken becomes a problem. */
export function openPages(
  source: ByteSource,
  buffer: BufferPlace,
  place: CpuPlace,
  metadata: TraceDatMetadata,
  tools: ReadTools,
  problems: ProblemList,
): PageReader {
  const { pageSize } = buffer;
  const { cpu, offset } = place;
  const where = `CPU ${cpu}${buffer.name === '' ? '' : ` of ${buffer.name}`}, byte ${offset}`;
  const size = Math.max(0, Math.min(place.size, source.size - offset));
  if (size < place.size) {
    problems.add({
      name: 'trace-dat.truncated',
      severity: 'loss',
      place: where,
      count: place.size - size,
      sentence: 'The file ends before its records do; these many bytes of them are missing.',
    });
  }
  return buffer.compressed
    ? openChunks(cpu, pageSize, { source, offset, size, where, metadata, tools, problems })
    : openPlainPages(cpu, pageSize, source, offset, size);
}

function openPlainPages(
  cpu: number,
  pageSize: number,
  source: ByteSource,
  offset: number,
  size: number,
): PageReader {
  const count = Math.ceil(size / pageSize);
  const reader: PageReader = {
    cpu,
    pageSize,
    compressed: false,
    place: (page, at) => `byte ${offset + page * pageSize + at}`,
    countPages: async () => count,
    guessPages: async () => count,
    read: (page, pages, into) => {
      const from = page * pageSize;
      return source.read(offset + from, Math.max(0, Math.min(pages * pageSize, size - from)), into);
    },
    near: async () => reader,
    sample: bytes => samplePages(reader, count, bytes),
    ...(source.readGradually === undefined ? {} : { readGradually: pagesGradually(source.readGradually) }),
  };
  return reader;

  function pagesGradually(readGradually: ReadGradually): ReadGradually {
    return (page, pages, see) => {
      const from = page * pageSize;
      return readGradually(offset + from, Math.max(0, Math.min(pages * pageSize, size - from)), see);
    };
  }
}

async function samplePages(reader: PageReader, count: number, bytes: number): Promise<PageSample> {
  const { pageSize } = reader;
  const groups = Math.ceil(count / pagesAtOnce);
  const wanted = Math.min(groups, Math.max(2, Math.floor(bytes / (pagesAtOnce * pageSize))));
  const parts: Uint8Array[] = [];
  for (let i = 0; i < wanted; i++) {
    const group = wanted === 1 ? 0 : Math.floor((i * (groups - 1)) / (wanted - 1));
    parts.push(await reader.read(group * pagesAtOnce, pagesAtOnce));
  }
  const pages = joinPages(parts, pageSize);
  return { pages, weight: pages.length === 0 ? 1 : (count * pageSize) / pages.length };
}

/** The whole pages of several stretches behind each other. */
export function joinPages(parts: readonly Uint8Array[], pageSize: number): Uint8Array {
  const whole = parts.map(part => part.subarray(0, part.length - (part.length % pageSize)));
  const pages = new Uint8Array(whole.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of whole) {
    pages.set(part, at);
    at += part.length;
  }
  return pages;
}
