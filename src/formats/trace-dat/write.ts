import { encodeLatin1 } from '../../base/index.ts';
import { ByteWriter } from './byte-writer.ts';
import type { SystemFormats, TscConversion } from './metadata.ts';
import { option } from './options.ts';

/** What goes into a trace.dat beside the records: texts as tracefs holds them. */
export interface TraceDatContent {
  /** Default: little endian, as every kernel Ringside starts. */
  readonly littleEndian?: boolean;
  readonly longBytes?: 4 | 8;
  /** `events/header_page` and `events/header_event`. */
  readonly headerPage: string;
  readonly headerEvent: string;
  /** Texts of `events/ftrace/*` `/format`. */
  readonly ftraceFormats: readonly string[];
  readonly eventFormats: readonly SystemFormats[];
  readonly kallsyms: Uint8Array;
  readonly printkFormats: Uint8Array;
  readonly savedCmdlines: Uint8Array;
  /** `Linux HOST RELEASE MACHINE` */
  readonly uname: string;
  /** What wrote it, shown by `trace-cmd report --version`. */
  readonly writer: string;
  /** The text of `trace_clock`, the chosen one in brackets. */
  readonly traceClock: string;
  readonly cpuCount: number;
  /** Texts of `per_cpu/cpuN/stats`, each headed by `CPU: N`. */
  readonly cpuStats: readonly string[];
  readonly traceId?: bigint;
  /** Nanoseconds that readers add to every time. */
  readonly timeOffset?: bigint;
  readonly tsc?: TscConversion;
  readonly buffers: readonly BufferContent[];
}

/** One tracing instance; the top one is named '' and comes first. */
export interface BufferContent {
  readonly name: string;
  /** Bytes of a sub-buffer, default 4096. */
  readonly pageSize?: number;
  readonly cpus: readonly { readonly cpu: number; readonly size: number }[];
}

/** Where everything goes. What no piece and no record covers is zeros. */
export interface TraceDatLayout {
  /** Bytes at offsets: all of the description, and a head before each instance's records. */
  readonly pieces: readonly { readonly offset: number; readonly bytes: Uint8Array<ArrayBuffer> }[];
  /** Where the raw pages of each CPU go. */
  readonly records: readonly {
    readonly buffer: string;
    readonly cpu: number;
    readonly offset: number;
    readonly size: number;
  }[];
  /** Length of the whole file. */
  readonly size: number;
}

const defaultPageSize = 4096;
const sectionHead = 16;

/**
 * Lays out a trace.dat of version 7, uncompressed. All options stand before the records, so that a file that was cut off
 * while it was written can still be read. Sizes of records are multiples of their page size.
 */
export function layOutTraceDat(content: TraceDatContent): TraceDatLayout {
  const strings = new StringTable();
  // The options hold offsets that depend on how long they are; the length does not depend on the offsets.
  const draft = writeDescription(content, strings, new Map(), 0, placeBuffers(content, strings, 0));
  const buffers = placeBuffers(content, strings, draft.bytes.length);
  const { bytes } = writeDescription(content, strings, draft.parts, draft.optionsAt, buffers);
  const pieces = [{ offset: 0, bytes }];
  let size = bytes.length;
  for (const buffer of buffers) {
    const head = new ByteWriter(content.littleEndian ?? true);
    writeSectionHead(head, option.buffer, buffer.title, buffer.end - buffer.offset - sectionHead);
    pieces.push({ offset: buffer.offset, bytes: head.take() });
    size = Math.max(size, buffer.end);
  }
  const records = buffers.flatMap(({ name, cpus }) => cpus.map(cpu => ({ buffer: name, ...cpu })));
  return { pieces, records, size };
}

interface PlacedBuffer {
  readonly name: string;
  readonly title: number;
  readonly pageSize: number;
  /** Of its section. */
  readonly offset: number;
  readonly end: number;
  readonly cpus: readonly { readonly cpu: number; readonly offset: number; readonly size: number }[];
}

function placeBuffers(content: TraceDatContent, strings: StringTable, from: number): PlacedBuffer[] {
  let at = from;
  return content.buffers.map(({ name, pageSize = defaultPageSize, cpus }) => {
    const offset = at;
    at += sectionHead;
    const placed = cpus.map(({ cpu, size }) => {
      const start = Math.ceil(at / pageSize) * pageSize;
      at = start + size;
      return { cpu, offset: start, size };
    });
    return { name, title: strings.add(`buffer flyrecord ${name}`), pageSize, offset, end: at, cpus: placed };
  });
}

function writeDescription(
  content: TraceDatContent,
  strings: StringTable,
  known: ReadonlyMap<number, number>,
  optionsAt: number,
  buffers: readonly PlacedBuffer[],
): {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly parts: Map<number, number>;
  readonly optionsAt: number;
} {
  const out = new ByteWriter(content.littleEndian ?? true);
  out.bytes(new Uint8Array([0x17, 0x08, 0x44]));
  out.bytes(encodeLatin1('tracing'));
  out.string('7');
  out.u8((content.littleEndian ?? true) ? 0 : 1);
  out.u8(content.longBytes ?? 8);
  // As trace-cmd takes it for the top instance, whatever its BUFFER option says.
  out.u32(content.buffers.find(({ name }) => name === '')?.pageSize ?? defaultPageSize);
  out.string('none');
  out.string('');
  out.u64(optionsAt);
  const parts = new Map<number, number>();
  for (const part of descriptionParts(content)) {
    parts.set(part.id, out.length);
    writeSection(out, part.id, strings.add(part.title), part.write, content);
  }
  const options = out.length;
  writeSection(
    out,
    option.done,
    strings.add('options'),
    body => writeOptions(body, content, known, buffers),
    content,
  );
  const title = strings.add('strings');
  writeSection(out, option.strings, title, body => body.bytes(strings.bytes()), content);
  return { bytes: out.take(), parts, optionsAt: options };
}

interface Part {
  readonly id: number;
  readonly title: string;
  readonly write: (out: ByteWriter) => void;
}

function descriptionParts(content: TraceDatContent): readonly Part[] {
  return [
    {
      id: option.headerInfo,
      title: 'headers',
      write: out => {
        out.string('header_page');
        writeText64(out, encodeLatin1(content.headerPage));
        out.string('header_event');
        writeText64(out, encodeLatin1(content.headerEvent));
      },
    },
    { id: option.ftraceEvents, title: 'ftrace events', write: out => writeTexts(out, content.ftraceFormats) },
    {
      id: option.eventFormats,
      title: 'events format',
      write: out => {
        out.u32(content.eventFormats.length);
        for (const { system, texts } of content.eventFormats) {
          out.string(system);
          writeTexts(out, texts);
        }
      },
    },
    { id: option.kallsyms, title: 'kallsyms', write: out => writeText32(out, content.kallsyms) },
    { id: option.printk, title: 'printk', write: out => writeText32(out, content.printkFormats) },
    { id: option.cmdlines, title: 'command lines', write: out => writeText64(out, content.savedCmdlines) },
  ];
}

function writeOptions(
  out: ByteWriter,
  content: TraceDatContent,
  parts: ReadonlyMap<number, number>,
  buffers: readonly PlacedBuffer[],
): void {
  const numbers = (id: number, write: (body: ByteWriter) => void): void => {
    const body = new ByteWriter(content.littleEndian ?? true);
    write(body);
    out.u16(id);
    out.u32(body.length);
    out.bytes(body.take());
  };
  for (const { id } of descriptionParts(content)) numbers(id, body => body.u64(parts.get(id) ?? 0));
  numbers(option.traceClock, body => body.string(content.traceClock));
  numbers(option.uname, body => body.string(content.uname));
  numbers(option.version, body => body.string(content.writer));
  if (content.traceId !== undefined) numbers(option.traceId, body => body.u64(content.traceId!));
  for (const stats of content.cpuStats) numbers(option.cpuStat, body => body.string(stats));
  numbers(option.cpuCount, body => body.u32(content.cpuCount));
  if (content.timeOffset !== undefined && content.timeOffset !== 0n) {
    numbers(option.offset, body => body.string(String(content.timeOffset)));
  }
  if (content.tsc !== undefined) {
    const { mult, shift } = content.tsc;
    numbers(option.tsc2nsec, body => {
      body.u32(mult);
      body.u32(shift);
      body.u64(0);
    });
  }
  const clock = /\[([^\]\s]*)/.exec(content.traceClock)?.[1] ?? '';
  for (const buffer of buffers) {
    numbers(option.buffer, body => {
      body.u64(buffer.offset);
      body.string(buffer.name);
      body.string(clock);
      body.u32(buffer.pageSize);
      body.u32(buffer.cpus.length);
      for (const { cpu, offset, size } of buffer.cpus) {
        body.u32(cpu);
        body.u64(offset);
        body.u64(size);
      }
    });
  }
  numbers(option.done, body => body.u64(0));
}

function writeSection(
  out: ByteWriter,
  id: number,
  title: number,
  write: (out: ByteWriter) => void,
  content: TraceDatContent,
): void {
  const body = new ByteWriter(content.littleEndian ?? true);
  write(body);
  writeSectionHead(out, id, title, body.length);
  out.bytes(body.take());
}

function writeSectionHead(out: ByteWriter, id: number, title: number, size: number): void {
  out.u16(id);
  out.u16(0);
  out.u32(title);
  out.u64(size);
}

function writeTexts(out: ByteWriter, texts: readonly string[]): void {
  out.u32(texts.length);
  for (const text of texts) writeText64(out, encodeLatin1(text));
}

function writeText64(out: ByteWriter, text: Uint8Array): void {
  out.u64(text.length);
  out.bytes(text);
}

function writeText32(out: ByteWriter, text: Uint8Array): void {
  out.u32(text.length);
  out.bytes(text);
}

/** Titles of sections, each once, by offset. */
class StringTable {
  readonly #offsets = new Map<string, number>();
  #size = 0;

  add(text: string): number {
    const known = this.#offsets.get(text);
    if (known !== undefined) return known;
    const offset = this.#size;
    this.#offsets.set(text, offset);
    this.#size += text.length + 1;
    return offset;
  }

  bytes(): Uint8Array {
    return encodeLatin1([...this.#offsets.keys()].map(text => `${text}\0`).join(''));
  }
}
