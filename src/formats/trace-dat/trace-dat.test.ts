import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError, sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { OutputBytes } from '../../text/index.ts';
import { TraceCmdReport } from '../../text/trace-cmd/index.ts';
import type { ReadTools } from '../format.ts';
import { ByteWriter } from './byte-writer.ts';
import { layOutTraceDat, readTraceDat, traceDat } from './index.ts';

const encoder = new TextEncoder();
const tools: ReadTools = {
  zlib: (input, size) => inflateSync(input, { maxOutputLength: Math.max(1, size) }),
};

interface Machine {
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
}

const common =
  'format:\n\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n' +
  '\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n';
const demo = `name: demo\nID: 100\n${common}\tfield:int value;\toffset:8;\tsize:4;\tsigned:1;\n\tfield:__data_loc char[] name;\toffset:12;\tsize:4;\tsigned:0;\n\nprint fmt: "value=%d name=%s flags=%s", REC->value, __get_str(name), __print_flags(REC->value & 3, "|", { 1, "A" }, { 2, "B" })\n`;
const mark = `name: function\nID: 1\n${common}\tfield:unsigned long ip;\toffset:8;\tsize:8;\tsigned:0;\n\tfield:unsigned long parent_ip;\toffset:16;\tsize:8;\tsigned:0;\n\nprint fmt: " %ps <-- %ps", (void *)REC->ip, (void *)REC->parent_ip\n`;

const headerPage = (longBytes: number) =>
  `\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n\tfield: local_t commit;\toffset:8;\tsize:${longBytes};\tsigned:1;\n\tfield: char data;\toffset:${8 + longBytes};\tsize:4080;\tsigned:1;\n`;

/** A page with one `demo` record for each value, 1000 ticks apart. */
function page(
  { littleEndian, longBytes }: Machine,
  stamp: bigint,
  values: readonly number[],
  lost = false,
): Uint8Array {
  const view = new DataView(new ArrayBuffer(4096));
  const data = 8 + longBytes;
  let at = data;
  for (const value of values) {
    const head = littleEndian ? 6 | (1000 << 5) : (6 << 27) | 1000;
    view.setUint32(at, head >>> 0, littleEndian);
    view.setUint16(at + 4, 100, littleEndian);
    view.setInt32(at + 8, 7, littleEndian);
    view.setInt32(at + 12, value, littleEndian);
    view.setUint32(at + 16, (4 << 16) | 16, littleEndian);
    new Uint8Array(view.buffer).set(encoder.encode('abc\0'), at + 20);
    at += 28;
  }
  view.setBigUint64(0, stamp, littleEndian);
  const commit = BigInt(at - data) | (lost ? 0x8000_0000n : 0n);
  if (longBytes === 8) view.setBigUint64(8, commit, littleEndian);
  else view.setUint32(8, Number(commit), littleEndian);
  return new Uint8Array(view.buffer);
}

function file(
  machine: Machine,
  runs: readonly { readonly cpu: number; readonly pages: readonly Uint8Array[] }[],
  extra = {},
) {
  const { littleEndian, longBytes } = machine;
  const layout = layOutTraceDat({
    littleEndian,
    longBytes,
    headerPage: headerPage(longBytes),
    headerEvent: '',
    ftraceFormats: [mark],
    eventFormats: [{ system: 'test', texts: [demo] }],
    kallsyms: encoder.encode('ffffffff81000000 T start\nffffffff81000100 t next\n'),
    printkFormats: encoder.encode('0xffffffff82000000 : "hello"\n'),
    savedCmdlines: encoder.encode('7 worker\n'),
    uname: 'Linux test',
    writer: 'test',
    traceClock: 'local [mono]',
    cpuCount: 4,
    cpuStats: ['CPU: 0\nentries: 0\n'],
    buffers: [{ name: '', cpus: runs.map(({ cpu, pages }) => ({ cpu, size: pages.length * 4096 })) }],
    ...extra,
  });
  const bytes = new Uint8Array(layout.size);
  for (const piece of layout.pieces) bytes.set(piece.bytes, piece.offset);
  for (const { cpu, offset } of layout.records) {
    runs
      .find(run => run.cpu === cpu)!
      .pages.forEach((one, index) => {
        bytes.set(one, offset + index * 4096);
      });
  }
  return bytes;
}

function report(trace: Trace): string {
  const out = new OutputBytes();
  const printer = new TraceCmdReport();
  printer.use(trace);
  for (let row = 0; row < trace.count; row++) printer.print(row, out);
  return new TextDecoder().decode(out.view());
}

const little: Machine = { littleEndian: true, longBytes: 8 };
const sample = (machine = little): Uint8Array =>
  file(machine, [
    { cpu: 0, pages: [page(machine, 1_000_000n, [1, 2, 3]), page(machine, 1_100_000n, [4])] },
    { cpu: 2, pages: [page(machine, 1_001_000n, [-5, 6])] },
  ]);

describe.each([
  little,
  { littleEndian: false, longBytes: 8 },
  { littleEndian: true, longBytes: 4 },
  { littleEndian: false, longBytes: 4 },
] as const)('a trace.dat of a machine with $longBytes-byte longs, little endian: $littleEndian', machine => {
  it('is read and printed, CPUs merged by time, the lower CPU first', async () => {
    const trace = await readTraceDat(sourceFromBytes(sample(machine)), tools);
    expect(trace.problems).toEqual([]);
    expect([...trace.cpu]).toEqual([0, 0, 2, 0, 2, 0]);
    expect([...trace.time]).toEqual([1000, 2000, 2000, 3000, 3000, 101_000]);
    const value = trace.fields.number(trace.findEvent('test', 'demo'), 'value')!;
    expect([0, 1, 2, 3, 4, 5].map(value)).toEqual([1, 2, -5, 3, 6, 4]);
    expect(trace.fields.text(trace.findEvent('test', 'demo'), 'name')!(0)).toBe('abc');
    expect(report(trace).split('\n').slice(0, 3)).toEqual([
      '          worker-7     [000]     0.001001: demo:                 value=1 name=abc flags=A',
      '          worker-7     [000]     0.001002: demo:                 value=2 name=abc flags=B',
      '          worker-7     [002]     0.001002: demo:                 value=-5 name=abc flags=A|B',
    ]);
    expect(trace.clock).toEqual({ name: 'mono', unit: 'ns' });
    expect(trace.facts).toMatchObject({ uname: 'Linux test', cpuCount: 4, format: 'trace-dat v7' });
  });
});

describe('what is missing', () => {
  it('is said: lost events, a file cut off in its records', async () => {
    const bytes = file(little, [{ cpu: 1, pages: [page(little, 5n, [1]), page(little, 9n, [2], true)] }]);
    const whole = await readTraceDat(sourceFromBytes(bytes), tools);
    expect(whole.losses).toEqual([{ row: 1, count: -1, atPageStart: true }]);
    expect(report(whole)).toContain('CPU:1 [EVENTS DROPPED]\n          worker-7     [001]');
    expect(whole.problems).toMatchObject([{ name: 'tracer.lost-events', count: -1 }]);
    const cut = await readTraceDat(sourceFromBytes(bytes.subarray(0, bytes.length - 4096)), tools);
    expect(cut.count).toBe(1);
    expect(cut.problems).toMatchObject([{ name: 'trace-dat.truncated', severity: 'loss', count: 4096 }]);
  });

  it('is said where memory may not hold it', async () => {
    const trace = await readTraceDat(sourceFromBytes(sample()), { residentBytes: 8192 });
    expect(trace.problems).toMatchObject([{ name: 'trace-dat.window', count: 4096 }]);
    // One CPU’s pages end before the other’s: what is shown ends there for both.
    expect(trace.count).toBe(4);
  });

  it('is said of a compression that nobody handed in', async () => {
    const bytes = encoder.encode('\x17\x08Dtracing7\0\0\x08\0\x10\0\0lzma\x001\0');
    await expect(readTraceDat(sourceFromBytes(bytes), {})).rejects.toThrow(FormatError);
  });
});

describe('another file', () => {
  it('is not ours', () => {
    expect(traceDat.recognisesFile?.(encoder.encode('PERFILE2'))).toBe(false);
    expect(traceDat.recognisesFile?.(new Uint8Array(0))).toBe(false);
    expect(traceDat.recognisesFile?.(sample().subarray(0, 4096))).toBe(true);
  });
});

describe('compressed sections and chunks', () => {
  /** The sample with every section and each CPU's records packed with zlib, as trace-cmd packs them. */
  function packed(breakChunk = false): Uint8Array {
    const out = new ByteWriter(true);
    out.bytes(encoder.encode('\x17\x08Dtracing7\0\0\x08\0\x10\0\0zlib\x001\0'));
    const optionsAt = out.length;
    out.u64(0);
    const parts: [number, number][] = [];
    const section = (id: number, write: (body: ByteWriter) => void): void => {
      const body = new ByteWriter(true);
      write(body);
      const small = deflateSync(body.take());
      parts.push([id, out.length]);
      out.u16(id);
      out.u16(1);
      out.u32(0);
      out.u64(small.length + 8);
      out.u32(small.length);
      out.u32(body.length);
      out.bytes(small);
    };
    const text = (body: ByteWriter, value: string): void => {
      body.u64(value.length);
      body.bytes(encoder.encode(value));
    };
    section(16, body => {
      body.string('header_page');
      text(body, headerPage(8));
      body.string('header_event');
      text(body, '');
    });
    section(17, body => body.u32(0));
    section(18, body => {
      body.u32(1);
      body.string('test');
      body.u32(1);
      text(body, demo);
    });
    const records = out.length;
    out.u16(3);
    out.u16(1);
    out.u32(0);
    const chunks = [page(little, 10n, [1, 2]), page(little, 20n, [3])].map(one => deflateSync(one));
    if (breakChunk) chunks[1]![5]! ^= 0xff;
    const size = chunks.reduce((sum, chunk) => sum + 8 + chunk.length, 0);
    out.u64(size + 4);
    const dataAt = out.length;
    out.u32(chunks.length);
    for (const chunk of chunks) {
      out.u32(chunk.length);
      out.u32(4096);
      out.bytes(chunk);
    }
    const options = out.length;
    section(0, body => {
      for (const [id, offset] of parts) {
        body.u16(id);
        body.u32(8);
        body.u64(offset);
      }
      const buffer = new ByteWriter(true);
      buffer.u64(records);
      buffer.string('');
      buffer.string('local');
      buffer.u32(4096);
      buffer.u32(1);
      buffer.u32(3);
      buffer.u64(dataAt);
      buffer.u64(size);
      body.u16(3);
      body.u32(buffer.length);
      body.bytes(buffer.take());
      body.u16(77);
      body.u32(1);
      body.u8(0);
      body.u16(0);
      body.u32(8);
      body.u64(0);
    });
    const bytes = out.take();
    new DataView(bytes.buffer).setBigUint64(optionsAt, BigInt(options), true);
    return bytes;
  }

  it('are read; unknown options are passed over with a note', async () => {
    const trace = await readTraceDat(sourceFromBytes(packed()), tools);
    expect(trace.count).toBe(3);
    expect([...trace.cpu]).toEqual([3, 3, 3]);
    expect(trace.problems).toMatchObject([{ name: 'trace-dat.unknown-option', severity: 'note' }]);
  });

  it('are read up to a broken chunk', async () => {
    const trace = await readTraceDat(sourceFromBytes(packed(true)), tools);
    expect(trace.count).toBe(2);
    expect(trace.problems.map(problem => problem.name)).toContain('trace-dat.chunk');
  });
});

/** Reads and prints whatever a file is: it must end, with a trace or a FormatError. */
async function survive(bytes: Uint8Array): Promise<void> {
  let trace: Trace;
  try {
    trace = await readTraceDat(sourceFromBytes(bytes), tools);
  } catch (error) {
    if (error instanceof FormatError) return;
    throw error;
  }
  expect(trace.count).toBeLessThanOrEqual(bytes.length / 8);
  for (const options of [{}, { raw: true, latency: true }]) {
    const out = new OutputBytes();
    const printer = new TraceCmdReport(options);
    printer.use(trace);
    printer.head(out);
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
    expect(out.length).toBeLessThan(1 << 24);
  }
}

describe('a broken file', () => {
  const good = sample();

  it('cut off anywhere is read as far as it goes or refused', async () => {
    for (let length = 0; length < good.length; length += length < 4096 ? 7 : 501) {
      await survive(good.slice(0, length));
    }
  });

  it('with bytes changed anywhere does not crash or hang', async () => {
    const change = fc.record({ at: fc.nat(good.length - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async changes => {
        const bytes = good.slice();
        for (const { at, value } of changes) bytes[at] = value;
        await survive(bytes);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('with a hostile number in its description neither allocates nor loops by it', async () => {
    const description = good.length - 3 * 4096;
    for (let at = 20; at < description; at += 13) {
      const bytes = good.slice();
      bytes.fill(0xff, at, at + 4);
      await survive(bytes);
    }
  });

  it('with a hostile record prints a bounded line', async () => {
    const change = fc.record({ at: fc.nat(3 * 4096 - 1), value: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 30 }), async changes => {
        const bytes = good.slice();
        for (const { at, value } of changes) bytes[bytes.length - 1 - at] = value;
        await survive(bytes);
      }),
      { numRuns: 300, seed: 8 },
    );
  });
});
