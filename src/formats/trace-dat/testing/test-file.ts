import { encodeLatin1 } from '../../../base/index.ts';
import { ByteWriter } from '../byte-writer.ts';
import type { SystemFormats } from '../metadata.ts';
import { option } from '../options.ts';

export interface TestOption {
  readonly id: number;
  readonly data: Uint8Array;
}

export interface TestBuffer {
  readonly name: string;
  readonly clock?: string;
  readonly pageSize?: number;
  readonly cpus: readonly { readonly cpu: number; readonly pages: readonly Uint8Array[] }[];
}

/** A trace.dat of either version with whatever stands in it, for tests. */
export interface TestFile {
  readonly version: 6 | 7;
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly pageSize?: number;
  readonly headerPage: string;
  readonly ftraceFormats: readonly string[];
  readonly eventFormats: readonly SystemFormats[];
  readonly kallsyms?: string;
  readonly savedCmdlines?: string;
  readonly cpuCount: number;
  /** The text of `trace_clock`. */
  readonly traceClock?: string | undefined;
  /** Each list becomes an options section of its own; version 6 has them in one. */
  readonly options?: readonly (readonly TestOption[])[];
  readonly buffers: readonly TestBuffer[];
  /** A latency tracer's report in the place of records. */
  readonly latency?: string;
}

/** The bytes of an option's or section's numbers. */
export function testData(littleEndian: boolean, write: (out: ByteWriter) => void): Uint8Array {
  const out = new ByteWriter(littleEndian);
  write(out);
  return out.take();
}

export function writeTestFile(file: TestFile): Uint8Array {
  // Offsets stand before what they point to: their length does not depend on them.
  const draft = new Map<string, number>();
  writeOnce(file, draft);
  return writeOnce(file, draft);
}

function writeOnce(file: TestFile, places: Map<string, number>): Uint8Array {
  const out = new ByteWriter(file.littleEndian);
  out.bytes(encodeLatin1('\x17\x08Dtracing'));
  out.string(String(file.version));
  out.u8(file.littleEndian ? 0 : 1);
  out.u8(file.longBytes);
  out.u32(file.pageSize ?? 4096);
  if (file.version === 6) writeVersion6(out, file, places);
  else writeVersion7(out, file, places);
  return out.take();
}

const parts: readonly (readonly [number, (out: ByteWriter, file: TestFile) => void])[] = [
  [
    option.headerInfo,
    (out, file) => {
      out.string('header_page');
      text64(out, file.headerPage);
      out.string('header_event');
      text64(out, '');
    },
  ],
  [option.ftraceEvents, (out, file) => texts(out, file.ftraceFormats)],
  [
    option.eventFormats,
    (out, file) => {
      out.u32(file.eventFormats.length);
      for (const { system, texts: formats } of file.eventFormats) {
        out.string(system);
        texts(out, formats);
      }
    },
  ],
  [option.kallsyms, (out, file) => text32(out, file.kallsyms ?? '')],
  [option.printk, out => text32(out, '')],
  [option.cmdlines, (out, file) => text64(out, file.savedCmdlines ?? '')],
];

function writeVersion6(out: ByteWriter, file: TestFile, places: Map<string, number>): void {
  for (const [, write] of parts) write(out, file);
  out.u32(file.cpuCount);
  out.bytes(encodeLatin1('options  \0'));
  if (file.traceClock !== undefined) writeOption(out, { id: option.traceClock, data: new Uint8Array(1) });
  for (const one of (file.options ?? []).flat()) writeOption(out, one);
  const [top, ...instances] = file.buffers;
  for (const { name } of instances) {
    const data = testData(file.littleEndian, body => {
      body.u64(places.get(`table ${name}`) ?? 0);
      body.string(name);
    });
    writeOption(out, { id: option.buffer, data });
  }
  out.u16(option.done);
  if (file.latency !== undefined) {
    out.bytes(encodeLatin1(`latency  \0${file.latency}`));
    return;
  }
  if (top !== undefined) writeTable(out, file, top, places);
  if (file.traceClock !== undefined) text64(out, file.traceClock);
  for (const buffer of file.buffers) {
    if (buffer !== top) {
      places.set(`table ${buffer.name}`, out.length);
      writeTable(out, file, buffer, places);
    }
    writePages(out, buffer, file.pageSize ?? 4096, places);
  }
}

function writeTable(
  out: ByteWriter,
  file: TestFile,
  buffer: TestBuffer,
  places: ReadonlyMap<string, number>,
): void {
  out.bytes(encodeLatin1('flyrecord\0'));
  for (let cpu = 0; cpu < file.cpuCount; cpu++) {
    const pages = buffer.cpus.find(one => one.cpu === cpu)?.pages ?? [];
    out.u64(places.get(`pages ${buffer.name} ${cpu}`) ?? 0);
    out.u64(sizeOf(pages));
  }
}

function writeVersion7(out: ByteWriter, file: TestFile, places: Map<string, number>): void {
  out.string('none');
  out.string('');
  out.u64(places.get('options 0') ?? 0);
  for (const [id, write] of parts) section(out, file, id, places, body => write(body, file));
  for (const buffer of file.buffers) {
    places.set(`section ${buffer.name}`, out.length);
    out.u16(option.buffer);
    out.u16(0);
    out.u32(0);
    out.u64(0);
    writePages(out, buffer, buffer.pageSize ?? file.pageSize ?? 4096, places);
  }
  if (file.latency !== undefined) {
    section(out, file, option.bufferText, places, body => body.bytes(encodeLatin1(file.latency ?? '')));
  }
  const groups = [...(file.options ?? []), ownOptions(file, places)];
  groups.forEach((group, index) => {
    places.set(`options ${index}`, out.length);
    section(out, file, option.done, places, body => {
      for (const one of group) writeOption(body, one);
      const next = index + 1 < groups.length ? (places.get(`options ${index + 1}`) ?? 0) : 0;
      writeOption(body, { id: option.done, data: testData(file.littleEndian, data => data.u64(next)) });
    });
  });
}

/** The options that point to everything else. */
function ownOptions(file: TestFile, places: ReadonlyMap<string, number>): TestOption[] {
  const option64 = (id: number): TestOption => ({
    id,
    data: testData(file.littleEndian, body => body.u64(places.get(`section ${id}`) ?? 0)),
  });
  const options: TestOption[] = parts.map(([id]) => option64(id));
  options.push({ id: option.cpuCount, data: testData(file.littleEndian, body => body.u32(file.cpuCount)) });
  if (file.traceClock !== undefined) {
    options.push({ id: option.traceClock, data: encodeLatin1(`${file.traceClock}\0`) });
  }
  for (const buffer of file.buffers) options.push(bufferOption(file, buffer, places));
  if (file.latency !== undefined) {
    const data = testData(file.littleEndian, body => {
      body.u64(places.get(`section ${option.bufferText}`) ?? 0);
      body.string('');
      body.string('local');
    });
    options.push({ id: option.bufferText, data });
  }
  return options;
}

function bufferOption(file: TestFile, buffer: TestBuffer, places: ReadonlyMap<string, number>): TestOption {
  const data = testData(file.littleEndian, body => {
    body.u64(places.get(`section ${buffer.name}`) ?? 0);
    body.string(buffer.name);
    body.string(buffer.clock ?? 'local');
    body.u32(buffer.pageSize ?? file.pageSize ?? 4096);
    body.u32(buffer.cpus.length);
    for (const { cpu, pages } of buffer.cpus) {
      body.u32(cpu);
      body.u64(places.get(`pages ${buffer.name} ${cpu}`) ?? 0);
      body.u64(sizeOf(pages));
    }
  });
  return { id: option.buffer, data };
}

function writePages(
  out: ByteWriter,
  buffer: TestBuffer,
  pageSize: number,
  places: Map<string, number>,
): void {
  for (const { cpu, pages } of buffer.cpus) {
    out.bytes(new Uint8Array((pageSize - (out.length % pageSize)) % pageSize));
    places.set(`pages ${buffer.name} ${cpu}`, out.length);
    for (const page of pages) out.bytes(page);
  }
}

function section(
  out: ByteWriter,
  file: TestFile,
  id: number,
  places: Map<string, number>,
  write: (body: ByteWriter) => void,
): void {
  const body = testData(file.littleEndian, write);
  places.set(`section ${id}`, out.length);
  out.u16(id);
  out.u16(0);
  out.u32(0);
  out.u64(body.length);
  out.bytes(body);
}

function writeOption(out: ByteWriter, { id, data }: TestOption): void {
  out.u16(id);
  out.u32(data.length);
  out.bytes(data);
}

function texts(out: ByteWriter, all: readonly string[]): void {
  out.u32(all.length);
  for (const one of all) text64(out, one);
}

function text64(out: ByteWriter, text: string): void {
  out.u64(text.length);
  out.bytes(encodeLatin1(text));
}

function text32(out: ByteWriter, text: string): void {
  out.u32(text.length);
  out.bytes(encodeLatin1(text));
}

function sizeOf(pages: readonly Uint8Array[]): number {
  return pages.reduce((sum, page) => sum + page.length, 0);
}
