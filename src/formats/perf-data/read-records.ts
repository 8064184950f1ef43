import type { ByteSource } from '../../base/index.ts';
import type { ReadTools, StreamDecompressor } from '../format.ts';
import { parseAttribute } from './attribute.ts';
import { takeBuildId } from './build-ids.ts';
import { textAt, viewOf } from './bytes-reader.ts';
import { readFeature } from './features.ts';
import { readIds, type Section } from './head.ts';
import type { PerfMetadata } from './metadata.ts';
import { describeRecords, type RecordFormats } from './record-formats.ts';
import { firstUserType, lastUserType, recordType } from './record-types.ts';
import { readTracingData } from './tracing-data.ts';
import { RecordWalker } from './walk-records.ts';

const pieceBytes = 1 << 28;
const uncompressedBytes = 1 << 24;
const mostRuns = 0xfff0;
const mostTracingData = 1 << 30;
const defaultResidentBytes = 2 ** 31;
/** Names of what an EVENT_UPDATE changes. */
const updateName = 2;

/** What was read of the records: their bytes in runs, and the rows that point into them. */
export interface ReadRecords {
  readonly runs: readonly DataView[];
  readonly walker: RecordWalker;
  readonly described: RecordFormats;
}

/** A file with records in one stretch of it. */
export interface RecordPart {
  readonly source: ByteSource;
  readonly data: Section;
}

/** Reads all records of a recording's parts, compressed ones and those that describe the others included. */
export async function readRecords(
  parts: readonly RecordPart[],
  metadata: PerfMetadata,
  tools: ReadTools,
): Promise<ReadRecords> {
  const reader = new RecordReader(parts, metadata, tools);
  for (const part of parts) await reader.read(part);
  return reader.finish();
}

class RecordReader {
  #source: ByteSource | undefined;
  readonly #bytes: number;
  /** Marks of rounds hold within their own file only: several files are sorted as a whole. */
  readonly #hasRounds: boolean;
  readonly #metadata: PerfMetadata;
  readonly #tools: ReadTools;
  readonly #runs: DataView[] = [];
  #resident: number;
  #walker: RecordWalker | undefined;
  #described: RecordFormats | undefined;
  #stream: StreamDecompressor | undefined;
  /** No more can be uncompressed: there is no decompressor, or the stream is broken. */
  #streamEnded = false;
  /** The run that is being filled with uncompressed records: how far it is filled, and walked. */
  #run = -1;
  #filled = 0;
  #walked = 0;
  /** Where in the file behind a record its data end: TRACING_DATA and AUXTRACE are followed by data of their own. */
  #skipTo = 0;

  constructor(parts: readonly RecordPart[], metadata: PerfMetadata, tools: ReadTools) {
    this.#bytes = parts.reduce((sum, { data }) => sum + data.size, 0);
    this.#hasRounds = parts.length === 1;
    this.#metadata = metadata;
    this.#tools = tools;
    this.#resident = tools.residentBytes ?? defaultResidentBytes;
  }

  async read({ source, data: { offset, size } }: RecordPart): Promise<void> {
    this.#source = source;
    // Every file is compressed for itself.
    this.#trimRun();
    this.#run = -1;
    this.#filled = 0;
    this.#walked = 0;
    this.#stream = undefined;
    this.#streamEnded = false;
    const end = offset + size;
    let at = offset;
    while (at < end) {
      const wanted = Math.min(pieceBytes, end - at, this.#resident);
      if (wanted < 8 && end - at >= 8) {
        this.#noteWindow(at, end - at);
        return;
      }
      const bytes = await source.read(at, wanted);
      if (bytes.length === 0 || this.#runs.length >= mostRuns) return;
      this.#resident -= bytes.length;
      const run = this.#runs.length;
      this.#runs.push(viewOf(bytes));
      const rows = this.#walker?.index.count ?? 0;
      const walked = await this.#walk(run, 0, bytes.length, at);
      // Memory of what no row points into, as of compressed records, is given back.
      if ((this.#walker?.index.count ?? 0) === rows) {
        this.#runs[run] = new DataView(new ArrayBuffer(0));
        this.#resident += bytes.length;
      }
      const last = at + bytes.length >= end;
      if (walked < bytes.length && (last || walked === 0)) {
        this.#noteBroken(at + walked, end - at - walked, last);
        if (last || walked === 0) return;
      }
      at += walked;
    }
  }

  finish(): ReadRecords {
    this.#trimRun();
    const walker = this.#ready();
    return { runs: this.#runs, walker, described: this.#described! };
  }

  #ready(): RecordWalker {
    if (this.#walker === undefined) {
      this.#described = describeRecords(this.#metadata);
      this.#walker = new RecordWalker(this.#metadata, this.#described, Math.ceil(this.#bytes / 96));
    }
    return this.#walker;
  }

  /** Walks the whole records in a stretch of a run; answers where it stopped. */
  async #walk(run: number, from: number, to: number, origin: number): Promise<number> {
    const { littleEndian } = this.#metadata;
    const view = this.#runs[run]!;
    let at = from;
    while (at + 8 <= to) {
      const type = view.getUint32(at, littleEndian);
      const size = view.getUint16(at + 6, littleEndian);
      if (size < 8 || at + size > to) break;
      if (type < firstUserType) this.#ready().take(type, view, run, at, size);
      else if (type === recordType.finishedRound) {
        if (this.#hasRounds) this.#walker?.finishRound();
      } else if (type === recordType.compressed || type === recordType.compressed2) {
        await this.#uncompress(type, view, at, size, origin);
      } else {
        this.#skipTo = at + size;
        await this.#takeDescription(type, view, at, size, origin);
        if (this.#skipTo > at + size) {
          at = this.#skipTo;
          continue;
        }
      }
      at += size;
    }
    return at;
  }

  async #takeDescription(
    type: number,
    view: DataView,
    at: number,
    size: number,
    origin: number,
  ): Promise<void> {
    const metadata = this.#metadata;
    const { littleEndian } = metadata;
    const end = at + size;
    switch (type) {
      case recordType.headerAttr: {
        const bytes = size >= 16 ? view.getUint32(at + 12, littleEndian) : 0;
        if (bytes < 64 || 8 + bytes > size || this.#walker !== undefined || !metadata.pipe) return;
        const ids: number[] = [];
        readIds(view, at + 8 + bytes, end, littleEndian, ids);
        metadata.events.push({ attribute: parseAttribute(view, at + 8, bytes, littleEndian), name: '', ids });
        return;
      }
      case recordType.eventUpdate:
        if (size > 24 && view.getUint32(at + (littleEndian ? 8 : 12), littleEndian) === updateName) {
          const id: number[] = [];
          readIds(view, at + 16, at + 24, littleEndian, id);
          const event = metadata.events.find(({ ids }) => ids.includes(id[0]!));
          if (event !== undefined) event.name = textAt(view, at + 24, end);
        }
        return;
      case recordType.feature:
        if (size > 16 && metadata.pipe) {
          const id = view.getUint32(at + (littleEndian ? 8 : 12), littleEndian);
          const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 16, size - 16);
          readFeature(id, bytes, origin + at + 16, metadata);
        }
        return;
      case recordType.buildId:
        takeBuildId(view, at, size, metadata);
        return;
      case recordType.tracingData: {
        const bytes = size >= 12 ? view.getUint32(at + 8, littleEndian) : 0;
        const there = Math.min(bytes, mostTracingData);
        readTracingData(await this.#source!.read(origin + end, there), origin + end, metadata);
        this.#skipTo = end + bytes + (-bytes & 7);
        return;
      }
      case recordType.auxtrace: {
        const length: number[] = [];
        readIds(view, at + 8, Math.min(end, at + 16), littleEndian, length);
        this.#skipTo = end + (length[0] ?? 0);
        metadata.problems.add({
          name: 'perf-data.auxtrace',
          severity: 'note',
          place: `byte ${origin + at}`,
          sentence: 'The recording holds a trace of the processor’s own, which is not decoded.',
        });
        return;
      }
      default:
        if (type <= lastUserType) return;
        metadata.problems.add({
          name: 'perf-data.unknown-record',
          severity: 'note',
          place: `byte ${origin + at}`,
          sentence: 'Records of types that are not known yet were passed over.',
        });
    }
  }

  async #uncompress(type: number, view: DataView, at: number, size: number, origin: number): Promise<void> {
    if (this.#streamEnded) return;
    const place = `byte ${origin + at}`;
    this.#stream ??= this.#tools.zstdStream?.();
    if (this.#stream === undefined) {
      this.#streamEnded = true;
      this.#noteCompressed(place, 'zstd is not at hand');
      return;
    }
    let from = at + 8;
    let bytes = size - 8;
    if (type === recordType.compressed2) {
      const stated: number[] = [];
      readIds(view, from, Math.min(at + size, from + 8), this.#metadata.littleEndian, stated);
      from += 8;
      bytes = Math.min(Math.max(0, size - 16), stated[0] ?? 0);
    }
    try {
      const piece = new Uint8Array(view.buffer, view.byteOffset + from, bytes);
      for (const out of this.#stream.push(piece)) if (!(await this.#takeUncompressed(out, place))) return;
    } catch (error) {
      this.#streamEnded = true;
      this.#noteCompressed(place, (error as Error).message);
    }
  }

  /** Puts what was uncompressed behind what is there; records may go on in the next piece. */
  async #takeUncompressed(bytes: Uint8Array, place: string): Promise<boolean> {
    let from = 0;
    while (from < bytes.length) {
      if (this.#run < 0 || this.#filled === this.#runs[this.#run]!.byteLength) {
        if (!this.#nextRun(place)) return false;
      }
      const view = this.#runs[this.#run]!;
      const part = bytes.subarray(from, from + view.byteLength - this.#filled);
      new Uint8Array(view.buffer).set(part, this.#filled);
      this.#filled += part.length;
      from += part.length;
      const walked = await this.#walk(this.#run, this.#walked, this.#filled, 0);
      if (walked === this.#walked && this.#filled - walked > 0xffff) {
        this.#streamEnded = true;
        this.#noteCompressed(place, 'a record of an impossible size');
        return false;
      }
      this.#walked = walked;
    }
    return true;
  }

  /** A new run, which begins with the record that the last one ends within. */
  #nextRun(place: string): boolean {
    if (this.#resident < uncompressedBytes || this.#runs.length >= mostRuns) {
      this.#streamEnded = true;
      this.#noteCompressed(place, 'memory is full');
      return false;
    }
    const bytes = new Uint8Array(uncompressedBytes);
    const before = this.#runs[this.#run];
    const rest = this.#filled - this.#walked;
    if (before !== undefined) bytes.set(new Uint8Array(before.buffer, this.#walked, rest));
    this.#trimRun();
    this.#run = this.#runs.length;
    this.#runs.push(viewOf(bytes));
    this.#resident -= bytes.length;
    this.#filled = before === undefined ? 0 : rest;
    this.#walked = 0;
    return true;
  }

  #trimRun(): void {
    const view = this.#runs[this.#run];
    if (view === undefined) return;
    this.#runs[this.#run] = viewOf(new Uint8Array(view.buffer as ArrayBuffer).slice(0, this.#walked));
  }

  #noteCompressed(place: string, why: string): void {
    this.#metadata.problems.add({
      name: 'perf-data.compressed',
      severity: 'loss',
      place,
      count: -1,
      sentence: `Compressed records from this place on could not be read: ${why}.`,
    });
  }

  #noteBroken(at: number, bytes: number, last: boolean): void {
    if (bytes < 8 && last && this.#metadata.pipe) return;
    this.#metadata.problems.add({
      name: 'perf-data.broken-record',
      severity: 'loss',
      place: `byte ${at}`,
      count: bytes,
      sentence: 'A record says it is longer than what is left, or too short; these many bytes were not read.',
    });
  }

  #noteWindow(at: number, bytes: number): void {
    this.#metadata.problems.add({
      name: 'perf-data.window',
      severity: 'loss',
      place: `byte ${at}`,
      count: bytes,
      sentence:
        'The recording is larger than may be in memory at once; these many bytes at its end are not shown.',
    });
  }
}
