import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { layOutTraceDat, readMetadata, readTraceDat } from '../../src/formats/index.ts';
import type { EventFormat, Trace } from '../../src/store/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { type ReportOptions, TraceCmdReport } from '../../src/text/trace-cmd/index.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

// What they hold is not looked at, only which events they describe; those of `formats` know many modules too.
const recordings = join(import.meta.dirname, '../../recordings/trace-dat');
const kernels = [
  { name: '6.1', file: 'fgraph.dat', least: 2000 },
  { name: '6.1 with modules', file: 'formats/6.1.dat', least: 2000 },
  { name: '6.1, real-time, with modules', file: 'formats/6.1-rt.dat', least: 2000 },
  { name: '6.12 with modules', file: 'formats/6.12.dat', least: 2000 },
  { name: '6.1 of arm64', file: 'formats/6.1-arm64.dat', least: 1000 },
];
const version = traceCmdVersion();

// trace-cmd 3.1.6 itself divides by zero or follows wild pointers on made-up records of these,
// or prints what lies behind the record.
const beyondTheReference = new Set([
  'amdgpu_vm_update_ptes',
  'bprint',
  'devfreq_frequency',
  'devfreq_monitor',
  'kernel_stack',
  'thermal_power_allocator',
  'thermal_power_devfreq_get_power',
  'user_stack',
]);
/** Lengths that would lead beyond the record are 0. */
const isLength = (name: string): boolean =>
  /len|size|count|num|nr|cnt|bytes|sz|depth|elems|items|segs/.test(name);

class Random {
  #seed: number;
  constructor(seed: number) {
    this.#seed = seed;
  }
  below(limit: number): number {
    this.#seed = (this.#seed * 48271) % 2147483647;
    return this.#seed % limit;
  }
}

/** A record of an event: all zeros, small numbers, any bytes, or numbers with high bits set. */
function makeRecord(format: EventFormat, kind: number, random: Random, trace: Trace): Uint8Array {
  const view = new DataView(new ArrayBuffer(1 << 16));
  let length = 4 + Math.max(8, ...format.fields.map(field => field.offset + field.size));
  for (const field of format.fields.filter(one => !one.common && one.place === 'fixed')) {
    const { offset, size, array, string, name } = field;
    for (let i = 0; i < size; i++) {
      const small = i === 0 ? random.below(24) : 0;
      const bytes = [0, random.below(256), small, i < 2 ? random.below(256) : 255];
      view.setUint8(offset + i, isLength(name) ? 0 : bytes[kind]!);
      if (string)
        view.setUint8(offset + i, i === size - 1 || random.below(9) === 0 ? 0 : 97 + random.below(26));
    }
    if (size !== 8 || array || kind % 2 === 0 || isLength(name)) continue;
    const symbol = random.below(trace.symbols.count - 1);
    view.setUint32(offset, trace.symbols.low(symbol) + random.below(3), true);
    view.setUint32(offset + 4, trace.symbols.high(symbol), true);
  }
  for (const field of format.fields.filter(one => one.place !== 'fixed')) {
    if (!field.string) length = (length + 7) & ~7;
    const bytes = field.string ? 1 + random.below(12) : 8 * (1 + random.below(3));
    const at = field.place === 'rel_loc' ? length - field.offset - 4 : length;
    view.setUint32(field.offset, (bytes << 16) | at, true);
    for (let i = 0; i < bytes; i++) {
      view.setUint8(
        length + i,
        !field.string ? random.below(256) : i === bytes - 1 ? 0 : 97 + random.below(26),
      );
    }
    length += bytes;
  }
  length = (length + 3) & ~3;
  view.setUint16(0, format.id, true);
  view.setUint8(2, random.below(32));
  view.setUint8(3, random.below(3));
  view.setInt32(4, 1 + random.below(300), true);
  return new Uint8Array(view.buffer, 0, length);
}

/** Records in pages, a microsecond apart. */
function makePages(records: readonly Uint8Array[]): readonly DataView[] {
  const pages: DataView[] = [];
  let at = 4096;
  for (const record of records) {
    if (record.length > 2000) continue;
    if (at + 8 + record.length > 4096) {
      pages.push(new DataView(new ArrayBuffer(4096)));
      pages.at(-1)!.setBigUint64(0, BigInt(pages.length) * 10_000_000n, true);
      at = 16;
    }
    const page = pages.at(-1)!;
    page.setUint32(at, 1000 << 5, true);
    page.setUint32(at + 4, record.length + 4, true);
    new Uint8Array(page.buffer).set(record, at + 8);
    at += 8 + record.length;
    page.setBigUint64(8, BigInt(at - 16), true);
  }
  return pages;
}

describe.skipIf(version !== '3.1.6').each(kernels)(
  `every event of kernel $name, judged by trace-cmd (needs 3.1.6, is ${version})`,
  ({ file: recording, least }) => {
    let folder = '';
    let path = '';
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-events-'));
      path = join(folder, 'made-up.dat');
      const tools = await loadDecompressors();
      const source = await openFileSource(join(recordings, recording));
      const metadata = await readMetadata(source, tools);
      const trace = await readTraceDat(source, tools);
      await source.close();
      const random = new Random(5);
      const formats = trace.formats.filter(format => !beyondTheReference.has(format.name));
      const pages = makePages(
        formats.flatMap(format => [0, 1, 2, 3].map(kind => makeRecord(format, kind, random, trace))),
      );
      const layout = layOutTraceDat({
        ...metadata,
        cpuStats: [],
        traceClock: '[local]',
        traceId: 1n,
        tsc: { mult: 1, shift: 0 },
        buffers: [{ name: '', cpus: [{ cpu: 0, size: pages.length * 4096 }] }],
      });
      const file = await open(path, 'w');
      await file.truncate(layout.size);
      for (const { offset, bytes } of layout.pieces) await file.write(bytes, 0, bytes.length, offset);
      for (const [index, page] of pages.entries()) {
        await file.write(new Uint8Array(page.buffer), 0, 4096, layout.records[0]!.offset + index * 4096);
      }
      await file.close();
    }, 60_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each([
      [[], {}],
      [['-R'], { raw: true }],
      [['-l', '-t'], { latency: true, nanoseconds: true }],
    ] as const)('with the options %j', async (flags, options: ReportOptions) => {
      const source = await openFileSource(path);
      const trace = await readTraceDat(source, {});
      await source.close();
      expect(trace.problems).toEqual([]);
      expect(new Set(trace.event).size).toBeGreaterThan(least);
      const printer = new TraceCmdReport(options);
      printer.use(trace);
      const out = new OutputBytes();
      printer.head(out);
      for (let row = 0; row < trace.count; row++) printer.print(row, out);
      const found = Buffer.from(out.view()).toString('latin1').split('\n');
      const expected = traceCmd('report', ...flags, path)
        .toString('latin1')
        .split('\n');
      const different = expected.flatMap((line, index) =>
        line === found[index] ? [] : [[line, found[index]]],
      );
      expect(different.slice(0, 3)).toEqual([]);
      expect(found.length).toBe(expected.length);
    });
  },
);
