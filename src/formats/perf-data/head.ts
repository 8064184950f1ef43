import { type ByteSource, FormatError } from '../../base/index.ts';
import { leastAttributeBytes, type PerfEvent, parseAttribute } from './attribute.ts';
import { viewOf } from './bytes-reader.ts';
import { mostFeatures, readFeature } from './features.ts';
import { emptyMetadata, type PerfMetadata } from './metadata.ts';

const magic = [...'PERFILE2'].map(letter => letter.charCodeAt(0));
const swappedMagic = magic.toReversed();
/** Of the first layout, which perf wrote until 2012. */
const oldMagic = [...'PERFFILE'].map(letter => letter.charCodeAt(0));
/** Head of a file; that of a pipe ends after its size. */
const headBytes = 104;
const pipeHeadBytes = 16;
const mostEvents = 1 << 14;
const mostIds = 1 << 20;
const mostFeatureBytes = 1 << 30;

/** A stretch of the file. */
export interface Section {
  readonly offset: number;
  readonly size: number;
}

export function startsLikePerfData(head: Uint8Array): boolean {
  return [magic, swappedMagic, oldMagic].some(expected => begins(head, expected));
}

function begins(head: Uint8Array, expected: readonly number[]): boolean {
  return expected.every((byte, index) => head[index] === byte);
}

/** Reads the head of a file or pipe, and of a file also what describes it; answers where the records are. */
export async function readHead(
  source: ByteSource,
): Promise<{ readonly metadata: PerfMetadata; readonly data: Section }> {
  const bytes = await source.read(0, headBytes);
  if (!startsLikePerfData(bytes)) {
    throw new FormatError('perf.data', 0, '"PERFILE2"', `${bytes.length} other bytes`);
  }
  if (begins(bytes, oldMagic)) {
    throw new FormatError('perf.data', 0, '"PERFILE2"', '"PERFFILE", the first layout, of perf until 2012');
  }
  if (bytes.length < pipeHeadBytes) {
    throw new FormatError('perf.data', bytes.length, 'a head of 16 bytes', 'the end of the file');
  }
  const littleEndian = begins(bytes, magic);
  const view = viewOf(bytes);
  const size = sizeAt(view, 8, littleEndian);
  if (size === pipeHeadBytes) {
    const metadata = emptyMetadata(littleEndian, true);
    return { metadata, data: { offset: pipeHeadBytes, size: Math.max(0, source.size - pipeHeadBytes) } };
  }
  if (size < headBytes - 32 || bytes.length < headBytes) {
    throw new FormatError('perf.data', 8, 'a head of 104 bytes, or of 16 in a pipe', `${size}`);
  }
  const metadata = emptyMetadata(littleEndian, false);
  const attributeBytes = sizeAt(view, 16, littleEndian);
  const attributes = sectionAt(view, 24, littleEndian);
  const stated = sectionAt(view, 40, littleEndian);
  await readAttributes(source, attributes, attributeBytes, metadata);
  const data = dataSection(stated, source, metadata);
  if (stated.size > 0) await readFeatures(source, view, stated, metadata);
  return { metadata, data };
}

/** perf writes the size at its end: a recording that was cut off says 0, and goes to the end of the file. */
function dataSection(stated: Section, source: ByteSource, into: PerfMetadata): Section {
  const there = Math.max(0, source.size - stated.offset);
  if (stated.size > 0 && stated.size <= there) return stated;
  into.problems.add({
    name: stated.size === 0 ? 'perf-data.unfinished' : 'perf-data.truncated',
    severity: 'loss',
    place: `byte ${source.size}`,
    count: stated.size === 0 ? -1 : stated.size - there,
    sentence:
      stated.size === 0
        ? 'The recording was never finished: what describes the machine and the binaries is missing.'
        : 'The file ends before its records do; these many bytes of them are missing.',
  });
  return { offset: stated.offset, size: there };
}

async function readAttributes(
  source: ByteSource,
  section: Section,
  entryBytes: number,
  into: PerfMetadata,
): Promise<void> {
  // Behind each attribute stands where its ids are.
  const attributeBytes = entryBytes - 16;
  if (attributeBytes < leastAttributeBytes || entryBytes > 1 << 16 || section.offset >= source.size) {
    throw new FormatError(
      'perf.data',
      16,
      `attributes of at least ${leastAttributeBytes} bytes inside the file`,
      `${attributeBytes} bytes each at ${section.offset}`,
    );
  }
  const bytes = await source.read(section.offset, Math.min(section.size, mostEvents * entryBytes));
  const view = viewOf(bytes);
  // Ids of two attributes never share a place: there are no more of them than the file has room for.
  let idBytesLeft = source.size;
  for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes) {
    const attribute = parseAttribute(view, at, attributeBytes, into.littleEndian);
    const ids = sectionAt(view, at + attributeBytes, into.littleEndian);
    const event: PerfEvent = { attribute, name: '', ids: [] };
    const idBytes = await source.read(ids.offset, Math.min(ids.size, mostIds * 8, idBytesLeft));
    idBytesLeft -= idBytes.length;
    readIds(viewOf(idBytes), 0, idBytes.length, into.littleEndian, event.ids);
    into.events.push(event);
  }
}

export function readIds(
  view: DataView,
  from: number,
  to: number,
  littleEndian: boolean,
  into: number[],
): void {
  for (let at = from; at + 8 <= to; at += 8) {
    const first = view.getUint32(at, littleEndian);
    const second = view.getUint32(at + 4, littleEndian);
    into.push(littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second);
  }
}

async function readFeatures(
  source: ByteSource,
  head: DataView,
  data: Section,
  into: PerfMetadata,
): Promise<void> {
  const present: number[] = [];
  for (let id = 0; id < mostFeatures; id++) if (hasFeature(head, id, into.littleEndian)) present.push(id);
  const table = await source.read(data.offset + data.size, present.length * 16);
  const view = viewOf(table);
  for (const [index, id] of present.entries()) {
    if (index * 16 + 16 > table.length) {
      into.problems.add({
        name: 'perf-data.features-missing',
        severity: 'loss',
        place: `byte ${data.offset + data.size + table.length}`,
        count: present.length - index,
        sentence: 'The file ends before what describes the machine, its binaries and its events.',
      });
      return;
    }
    const { offset, size } = sectionAt(view, index * 16, into.littleEndian);
    const bytes = await source.read(offset, Math.min(size, mostFeatureBytes));
    readFeature(id, bytes, offset, into);
  }
}

// The flags are an array of 64-bit words in the file's byte order.
function hasFeature(head: DataView, id: number, littleEndian: boolean): boolean {
  const word = 72 + (id >> 6) * 8;
  const bit = id & 63;
  const at = littleEndian === bit < 32 ? word : word + 4;
  return ((head.getUint32(at, littleEndian) >>> (bit & 31)) & 1) === 1;
}

function sectionAt(view: DataView, at: number, littleEndian: boolean): Section {
  return { offset: sizeAt(view, at, littleEndian), size: sizeAt(view, at + 8, littleEndian) };
}

function sizeAt(view: DataView, at: number, littleEndian: boolean): number {
  const first = view.getUint32(at, littleEndian);
  const second = view.getUint32(at + 4, littleEndian);
  return littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
}
