import { type ByteSource, FormatError, sourceFromBytes } from '../../base/index.ts';
import type { ReadTools } from '../format.ts';
import { SectionCursor, toSize, view } from './cursor.ts';
import { decompress } from './decompress.ts';
import type { TraceDatMetadata } from './metadata.ts';
import { option, parseBuffer, takeOption, unknownOption } from './options.ts';
import {
  readEventFormats,
  readFtraceFormats,
  readHeaderInfo,
  readKallsyms,
  readPrintkFormats,
  readSavedCmdlines,
} from './parts.ts';
import { recoverBuffers } from './recover.ts';

const compressedFlag = 1;

interface SectionHead {
  readonly id: number;
  readonly compressed: boolean;
  readonly size: number;
  /** Where its body starts. */
  readonly body: number;
}

const partReaders = new Map<number, (cursor: SectionCursor, into: TraceDatMetadata) => Promise<void>>([
  [option.headerInfo, readHeaderInfo],
  [option.ftraceEvents, readFtraceFormats],
  [option.eventFormats, readEventFormats],
  [option.kallsyms, readKallsyms],
  [option.printk, readPrintkFormats],
  [option.cmdlines, readSavedCmdlines],
]);

/** Version 7: options in chained sections point to all else. */
export async function readVersion7(
  source: ByteSource,
  cursor: SectionCursor,
  into: TraceDatMetadata,
  tools: ReadTools,
): Promise<void> {
  const parts = new Map<number, number>();
  let next = await cursor.u64('offset of the options');
  const firstSection = cursor.offset;
  const seen = new Set<number>();
  while (next !== 0) {
    if (seen.has(next)) {
      into.problems.add({
        name: 'trace-dat.options-loop',
        severity: 'broken',
        place: `byte ${next}`,
        sentence: 'The chain of options leads back to itself; it was followed once.',
      });
      break;
    }
    seen.add(next);
    try {
      next = await readOptions(source, next, into, parts, tools);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      into.problems.add({
        name: 'trace-dat.options-missing',
        severity: 'loss',
        place: `byte ${next}`,
        sentence: `Options are missing, as in a file that was cut off: ${error.message}`,
      });
      break;
    }
  }
  await recoverBuffers(source, firstSection, into);
  for (const [id, offset] of parts) {
    try {
      await partReaders.get(id)!(await openSection(source, offset, id, into, tools), into);
    } catch (error) {
      if (id === option.headerInfo || !(error instanceof Error)) throw error;
      into.problems.add({
        name: `trace-dat.part-${id}`,
        severity: 'broken',
        place: `byte ${offset}`,
        sentence: `A part of the description could not be read: ${error.message}`,
      });
    }
  }
}

async function readOptions(
  source: ByteSource,
  offset: number,
  into: TraceDatMetadata,
  parts: Map<number, number>,
  tools: ReadTools,
): Promise<number> {
  const cursor = await openSection(source, offset, option.done, into, tools);
  for (;;) {
    const place = offset;
    const id = await cursor.u16('option');
    const data = await cursor.bytes(await cursor.u32('size of an option'), `option ${id}`);
    if (id === option.done) {
      return data.length >= 8
        ? toSize(view(data).getBigUint64(0, into.littleEndian), place, 'offset of more options')
        : 0;
    }
    if (id === option.buffer) await addBuffer(source, data, place, into);
    else if (id === option.bufferText) await takeLatency(source, data, place, into, tools);
    else if (partReaders.has(id)) {
      if (data.length >= 8)
        parts.set(id, toSize(view(data).getBigUint64(0, into.littleEndian), place, 'offset'));
    } else if (!takeOption(id, data, place, into)) unknownOption(id, place, into);
  }
}

async function addBuffer(
  source: ByteSource,
  data: Uint8Array,
  place: number,
  into: TraceDatMetadata,
): Promise<void> {
  try {
    const { section, ...buffer } = parseBuffer(data, place, into);
    const { compressed } = await readSectionHead(source, section, into);
    into.buffers.push({ ...buffer, compressed });
  } catch (error) {
    into.problems.add({
      name: 'trace-dat.buffer',
      severity: 'loss',
      place: `byte ${place}`,
      sentence: `The records of an instance cannot be found: ${(error as Error).message}`,
    });
  }
}

async function takeLatency(
  source: ByteSource,
  data: Uint8Array,
  place: number,
  into: TraceDatMetadata,
  tools: ReadTools,
): Promise<void> {
  if (data.length < 8) return;
  const offset = toSize(view(data).getBigUint64(0, into.littleEndian), place, 'offset of the latency report');
  const head = await readSectionHead(source, offset, into);
  const chunks = await readSectionBytes(source, head, into, tools);
  let text = '';
  for (const byte of chunks) text += String.fromCharCode(byte);
  into.latencyText = text;
}

async function readSectionHead(
  source: ByteSource,
  offset: number,
  into: TraceDatMetadata,
): Promise<SectionHead> {
  const cursor = new SectionCursor(source, into.littleEndian, offset, offset + 16);
  const id = await cursor.u16('section');
  const flags = await cursor.u16('flags of a section');
  await cursor.u32('description of a section');
  const size = await cursor.u64('size of a section');
  return { id, compressed: (flags & compressedFlag) !== 0, size, body: offset + 16 };
}

async function openSection(
  source: ByteSource,
  offset: number,
  id: number,
  into: TraceDatMetadata,
  tools: ReadTools,
): Promise<SectionCursor> {
  const head = await readSectionHead(source, offset, into);
  if (head.id !== id) throw new FormatError('trace.dat', offset, `section ${id}`, `section ${head.id}`);
  if (!head.compressed) return new SectionCursor(source, into.littleEndian, head.body, head.body + head.size);
  const bytes = await readSectionBytes(source, head, into, tools);
  return new SectionCursor(sourceFromBytes(bytes, `section ${id}`), into.littleEndian);
}

async function readSectionBytes(
  source: ByteSource,
  head: SectionHead,
  into: TraceDatMetadata,
  tools: ReadTools,
): Promise<Uint8Array> {
  const cursor = new SectionCursor(source, into.littleEndian, head.body, head.body + head.size);
  if (!head.compressed) return cursor.bytes(Math.min(head.size, cursor.left), 'section');
  const compressedSize = await cursor.u32('compressed size');
  const size = await cursor.u32('uncompressed size');
  const input = await cursor.bytes(compressedSize, 'compressed section');
  return decompress(into.compression, input, size, head.body, tools);
}
