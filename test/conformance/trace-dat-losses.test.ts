import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { layOutTraceDat, readMetadata, readTraceDat } from '../../src/formats/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { TraceCmdReport } from '../../src/text/trace-cmd/index.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const recording = join(import.meta.dirname, '../../recordings/trace-dat/stack.dat');
const version = traceCmdVersion();
const encoder = new TextEncoder();
// ftrace:bprint of kernel 6.1
const bprint = { id: 6, ip: 8, fmt: 16, buf: 24 };

const printkFormats = [
  'hello %d %s %lx %u%%',
  'p=%pS l=%llu neg=%d s=%5s|%6d|',
  'mac %pM len %*d x%#x',
  'left %-6d|',
]
  .map((format, index) => `0xffffffff8200000${index} : "${format}\\n"\n`)
  .join('');

/** A trace_printk record: which format, and its packed arguments. */
function record(format: number, values: readonly (number | bigint | string)[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(256));
  view.setUint16(0, bprint.id, true);
  view.setInt32(4, 33, true);
  view.setBigUint64(bprint.ip, 0xffff_ffff_8136_3fa1n, true);
  view.setBigUint64(bprint.fmt, 0xffff_ffff_8200_0000n + BigInt(format), true);
  let at = bprint.buf;
  for (const value of values) {
    if (typeof value === 'string') {
      new Uint8Array(view.buffer).set(encoder.encode(`${value}\0`), at);
      at += value.length + 1;
      continue;
    }
    at = (at + 3) & ~3;
    if (typeof value === 'bigint') view.setBigUint64(at, value, true);
    else view.setInt32(at, value, true);
    at += typeof value === 'bigint' ? 8 : 4;
  }
  return new Uint8Array(view.buffer, 0, (at + 3) & ~3);
}

function page(stamp: bigint, records: readonly Uint8Array[], marks = 0n, lost = 0n): Uint8Array {
  const view = new DataView(new ArrayBuffer(4096));
  let at = 16;
  for (const one of records) {
    view.setUint32(at, 1000 << 5, true);
    view.setUint32(at + 4, one.length + 4, true);
    new Uint8Array(view.buffer).set(one, at + 8);
    at += 8 + one.length;
  }
  view.setBigUint64(0, stamp, true);
  view.setBigUint64(8, BigInt(at - 16) | marks, true);
  view.setBigUint64(at, lost, true);
  return new Uint8Array(view.buffer);
}

const records = [
  record(0, [-5, 'abc', 0xdead_beef_cafen, 77]),
  record(1, [0xffff_ffff_8136_3fb1n, 12_345_678_901n, -9, 'xy', 42]),
  record(9, [1]),
  record(2, ['00:11:22', 6, 5, 255]),
];
// libtraceevent does not understand this one, and nothing after it.
const lastRecords = [record(0, [1, 'x', 2n, 3]), record(3, [8]), record(0, [1, 'x', 2n, 3])];

describe('losses, trace_printk, skipped CPUs, a TSC that is converted', () => {
  it.skipIf(version !== '3.1.6')(`are printed as by trace-cmd (needs 3.1.6, is ${version})`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-losses-'));
    const path = join(folder, 'losses.dat');
    try {
      const source = await openFileSource(recording);
      const metadata = await readMetadata(source, await loadDecompressors());
      await source.close();
      const pages = [
        page(1_000_000n, records.slice(0, 2)),
        page(2_000_000n, records.slice(2), 0xc000_0000n, 42n),
        page(3_000_000n, lastRecords, 0x8000_0000n),
      ];
      const layout = layOutTraceDat({
        ...metadata,
        printkFormats: encoder.encode(printkFormats),
        traceClock: 'local [x86-tsc]',
        traceId: 1n,
        timeOffset: -500n,
        tsc: { mult: 1_000_000_001, shift: 30 },
        buffers: [{ name: '', cpus: [{ cpu: 3, size: 4096 * pages.length }] }],
      });
      const bytes = new Uint8Array(layout.size);
      for (const piece of layout.pieces) bytes.set(piece.bytes, piece.offset);
      pages.forEach((one, index) => {
        bytes.set(one, layout.records[0]!.offset + index * 4096);
      });
      writeFileSync(path, bytes);
      const written = await openFileSource(path);
      const trace = await readTraceDat(written, {});
      await written.close();
      expect(trace.losses.map(({ row, count }) => [row, count])).toEqual([
        [2, 42],
        [4, -1],
      ]);
      const options = [
        [[], {}],
        [['-t'], { nanoseconds: true }],
        [['-R'], { raw: true }],
        [['-l'], { latency: true }],
      ] as const;
      for (const [flags, wishes] of options) {
        const report = new TraceCmdReport(wishes);
        report.use(trace);
        const out = new OutputBytes();
        report.head(out);
        for (let row = 0; row < trace.count; row++) report.print(row, out);
        expect(Buffer.from(out.view()).toString('latin1')).toBe(
          traceCmd('report', ...flags, path).toString('latin1'),
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
