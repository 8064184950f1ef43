import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError, sourceFromBytes } from '../../base/index.ts';
import { loadDecompressors } from '../../cli/open/decompressors.ts';
import { findStyle, OutputBytes } from '../../text/index.ts';
import { folderOf } from '../uftrace/testing/recorded.ts';
import { perfData, readPerfData } from './index.ts';
import type { PerfRecording } from './recording.ts';
import { type MadeRecord, writePerfData } from './testing/write-perf-data.ts';

const recordings = join(import.meta.dirname, '../../../recordings/perf');
const recorded = (name: string): Uint8Array =>
  new Uint8Array(gunzipSync(readFileSync(join(recordings, `${name}.perf.gz`))));

async function read(bytes: Uint8Array): Promise<PerfRecording> {
  return readPerfData(sourceFromBytes(bytes), await loadDecompressors());
}

/** Everything that is printed of a recording, records of tasks and maps included. */
function print(recording: PerfRecording): string {
  const printer = findStyle('perf-data')!.printer(recording, {
    records: ['task', 'mmap', 'switch', 'namespace', 'cgroup', 'lost', 'bpf'],
  });
  const out = new OutputBytes();
  printer.use(recording.trace);
  for (let row = 0; row < recording.trace.count; row++) printer.print(row, out);
  return Buffer.from(out.view()).toString('latin1');
}

describe('what a perf.data says of itself', () => {
  it('machine, versions, command, and the events with their own fields', async () => {
    const { trace } = await read(recorded('sched'));
    expect(trace.problems).toEqual([]);
    expect(trace.facts).toMatchObject({
      format: 'perf-data',
      uname: 'Linux (none) 6.1.0-56-amd64 x86_64',
      writer: 'perf 6.1.187',
      machine: 'QEMU TCG CPU version 2.5+, 3915 MB',
      cpuCount: 2,
    });
    expect(trace.facts.command).toContain('perf record -q -o sched.perf');
    const event = trace.findEvent('sched', 'sched_switch');
    const row = trace.event.indexOf(event);
    expect(trace.pid[row]).toBe(305);
    expect(trace.fields.text(event, 'next_comm')!(row)).toBe('migration/0');
    expect(trace.fields.number(event, 'next_pid')!(row)).toBe(16);
    expect(trace.tasks.of(306)).toBe('sh');
  });

  it('samples of counters have address and period as fields', async () => {
    const { trace } = await read(recorded('cpu'));
    const event = trace.findEvent('perf', 'cpu-clock');
    const row = trace.event.indexOf(event);
    expect(trace.fields.value(event, 'ip')!(row)).toBe('0xffffffff81a592eb');
    expect(trace.fields.number(event, 'period')!(row)).toBe(2_000_000);
    expect(trace.time.every((time, index) => index === 0 || time >= trace.time[index - 1]!)).toBe(true);
  });

  it('a window of it is printed as that part of the whole', async () => {
    const recording = await read(recorded('sched'));
    const printer = findStyle('perf-data')!.printer(recording, {});
    const { start } = recording;
    const window = await recording.load({ from: start + 500_000_000n, to: start + 900_000_000n });
    expect(window.count).toBeGreaterThan(10);
    const out = new OutputBytes();
    printer.use(window);
    for (let row = 0; row < window.count; row++) printer.print(row, out);
    const part = Buffer.from(out.view()).toString('latin1');
    const wholeOut = new OutputBytes();
    const whole = findStyle('perf-data')!.printer(recording, {});
    whole.use(recording.trace);
    for (let row = 0; row < recording.trace.count; row++) whole.print(row, wholeOut);
    expect(Buffer.from(wholeOut.view()).toString('latin1')).toContain(part);
  });
});

const stamp = {
  pid: fc.integer({ min: 1, max: 5 }),
  tid: fc.integer({ min: 1, max: 5 }),
  time: fc.bigInt({ min: 1n, max: 1n << 40n }),
  cpu: fc.integer({ min: 0, max: 500 }),
};
const name = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '[', '-'), minLength: 1, maxLength: 15 });
const record: fc.Arbitrary<MadeRecord> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('sample' as const),
      event: fc.integer({ min: 0, max: 2 }),
      ip: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
      period: fc.bigInt({ min: 0n, max: (1n << 53n) - 1n }),
      ...stamp,
    }),
  },
  fc.record({ kind: fc.constant('comm' as const), exec: fc.boolean(), name, ...stamp }),
  fc.record({ kind: fc.constant('lost' as const), lost: fc.bigInt({ min: 1n, max: 1000n }), ...stamp }),
);

describe('a recording of several files', () => {
  /** Takes the samples of a recording out into two files of their own, as `perf record --threads` writes them. */
  function split(whole: Uint8Array): ReadonlyMap<string, Uint8Array> {
    const head = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
    const from = Number(head.getBigUint64(40, true));
    const to = from + Number(head.getBigUint64(48, true));
    const parts: Uint8Array[][] = [[whole.subarray(0, from)], [], []];
    for (let at = from, sample = 0; at < to; ) {
      const size = head.getUint16(at + 6, true);
      const isSample = head.getUint32(at, true) === 9;
      parts[isSample ? 1 + (sample++ % 2) : 0]!.push(whole.subarray(at, at + size));
      at += size;
    }
    const [data, first, second] = parts.map(part => new Uint8Array(Buffer.concat(part)));
    const head2 = new DataView(data!.buffer);
    head2.setBigUint64(48, BigInt(data!.length - from), true);
    return new Map([
      ['data', data!],
      ['data.1', second!],
      ['data.0', first!],
    ]);
  }

  it('is the same as one of one file', async () => {
    const records: MadeRecord[] = Array.from({ length: 50 }, (_, index) => {
      const at = { pid: 7, tid: 7, cpu: index % 2, time: BigInt(100 * (index + 1)) };
      return index % 9 === 0
        ? { kind: 'comm', exec: false, name: `name${index}`, ...at }
        : { kind: 'sample', event: 0, ip: 1n, period: BigInt(index), ...at };
    });
    const whole = writePerfData(records, 1, true, false);
    const folder = folderOf(split(whole));
    expect(await perfData.recognisesFolder!(folder)).toBe(true);
    const recording = await perfData.open({ kind: 'folder', folder }, {});
    expect(recording.trace.problems.filter(({ name }) => name !== 'perf-data.features-missing')).toEqual([]);
    expect(print(recording)).toBe(print(await read(whole)));
  });
});

it('the first layout of perf.data is refused by name', async () => {
  const bytes = recorded('plain');
  bytes.set(Buffer.from('PERFFILE'));
  expect(perfData.recognisesFile!(bytes)).toBe(true);
  await expect(read(bytes)).rejects.toThrow('PERFFILE');
});

describe('a made-up file', () => {
  it('is read back by time, whatever its byte order and way, and printed the same in all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 40 }), async records => {
        const texts = new Set<string>();
        for (const littleEndian of [true, false]) {
          for (const pipe of [true, false]) {
            const recording = await read(writePerfData(records, 3, littleEndian, pipe));
            const { trace } = recording;
            const stamped = records.flatMap(one => (one.kind === 'round' ? [] : [one]));
            const expected = stamped.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
            expect(trace.count).toBe(expected.length);
            expect(Array.from({ length: trace.count }, (_, row) => trace.absoluteTime(row))).toEqual(
              expected.map(({ time }) => time),
            );
            expect([...trace.cpu]).toEqual(expected.map(({ cpu }) => cpu));
            expect([...trace.pid]).toEqual(expected.map(({ tid }) => tid));
            const lost = expected.flatMap(one => (one.kind === 'lost' ? [Number(one.lost)] : []));
            expect(trace.losses.map(({ count }) => count)).toEqual(lost);
            texts.add(print(recording));
          }
        }
        expect(texts.size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('names threads by the records before a sample, those of fork and exec included', async () => {
    const at = { pid: 7, tid: 7, cpu: 0 };
    const sample = { kind: 'sample' as const, event: 0, ip: 1n, period: 1n, ...at };
    const bytes = writePerfData(
      [
        { ...sample, time: 10n },
        { kind: 'comm', exec: false, name: 'first', ...at, time: 20n },
        { ...sample, time: 30n },
        { kind: 'comm', exec: true, name: 'second', ...at, time: 40n },
        { ...sample, time: 50n },
      ],
      1,
      true,
      false,
    );
    const recording = await read(bytes);
    const printer = findStyle('perf-data')!.printer(recording, { fields: ['comm,time'], nanoseconds: true });
    const out = new OutputBytes();
    printer.use(recording.trace);
    for (let row = 0; row < recording.trace.count; row++) printer.print(row, out);
    expect(
      Buffer.from(out.view())
        .toString('latin1')
        .split('\n')
        .map(line => line.trim()),
    ).toEqual([':7     0.000000010:', 'first     0.000000030:', 'second     0.000000050:', '']);
  });

  const sample = { kind: 'sample' as const, event: 0, ip: 0x1234n, period: 5n, pid: 7, tid: 8, cpu: 1 };

  it('without its size is read up to its end, and no further than whole records go', async () => {
    const records = [10n, 20n, 30n].map(time => ({ ...sample, time }));
    const bytes = writePerfData(records, 2, true, false);
    const whole = print(await read(bytes));
    new DataView(bytes.buffer).setBigUint64(48, 0n, true);
    // A killed recording names features in its head that it never wrote.
    bytes.fill(0xff, 72, 74);
    const unfinished = await read(bytes);
    expect(print(unfinished)).toBe(whole);
    expect(unfinished.trace.problems.map(({ name, severity }) => [name, severity])).toEqual([
      ['perf-data.unfinished', 'loss'],
    ]);
    const cut = await read(bytes.subarray(0, bytes.length - 8));
    expect(cut.trace.count).toBe(2);
    expect(cut.trace.problems.map(({ name }) => name)).toEqual([
      'perf-data.unfinished',
      'perf-data.broken-record',
    ]);
  });

  it('samples without an address are shown without that column', async () => {
    const made = { type: 1, sampleType: 0x1_0186, readFormat: 4, sampleIdAll: true };
    const recording = await read(writePerfData([{ ...sample, time: 1000n }], 1, true, false, made));
    expect(print(recording)).toBe('              :8     8 [001]     0.000001:          5 cpu-clock: \n');
  });

  it('samples of guests are rows, but not in the text', async () => {
    const recording = await read(writePerfData([{ ...sample, mode: 4, time: 10n }], 1, true, false));
    expect(recording.trace.count).toBe(1);
    expect(print(recording)).toBe('');
    expect(recording.trace.problems.map(({ name }) => name)).toEqual(['perf-data.guest-samples']);
  });

  it('samples of tracepoints that it does not describe keep what every sample has', async () => {
    // IP, TID, TIME, CPU, PERIOD, RAW, IDENTIFIER.
    const made = { type: 2, sampleType: 0x1_0587, readFormat: 4, sampleIdAll: true };
    const { trace } = await read(writePerfData([{ ...sample, time: 10n }], 1, true, false, made));
    expect(trace.fields.value(trace.event[0]!, 'ip')!(0)).toBe('0x1234');
    expect(trace.fields.number(trace.event[0]!, 'pid')!(0)).toBe(7);
    expect(trace.fields.number(trace.event[0]!, 'tid')!(0)).toBe(8);
    expect(trace.fields.number(trace.event[0]!, 'period')!(0)).toBe(5);
  });

  it('delivers late records where perf does: behind what was delivered before', async () => {
    const at = { pid: 7, tid: 7, cpu: 0 };
    const sample = { kind: 'sample' as const, event: 0, ip: 1n, period: 1n, ...at };
    const round = { kind: 'round' as const };
    const bytes = writePerfData(
      [
        { ...sample, time: 100n },
        round,
        { ...sample, time: 200n },
        round,
        { ...sample, time: 50n, period: 9n },
      ],
      1,
      true,
      false,
    );
    const recording = await read(bytes);
    expect(recording.trace.problems.map(problem => problem.name)).toEqual(['perf-data.late-record']);
    expect(
      print(recording)
        .split('\n')
        .map(line => /[\d.]+: +\d+/.exec(line)?.[0]),
    ).toEqual(['0.000000:          1', '0.000000:          9', '0.000000:          1', undefined]);
  });
});

describe('broken files', () => {
  const small = ['sched', 'dwarf', 'zstd', 'group', 'namespaces', 'pipe-trace'];

  /** Reads and prints; nothing but a FormatError may come of it. */
  async function survive(bytes: Uint8Array): Promise<'read' | 'refused'> {
    try {
      const recording = await read(bytes);
      print(recording);
      return 'read';
    } catch (error) {
      if (error instanceof FormatError) return 'refused';
      throw error;
    }
  }

  it.each(small)('%s, cut off anywhere, is read as far as it goes', async name => {
    const bytes = recorded(name);
    for (let i = 1; i <= 30; i++) {
      const length = Math.floor((bytes.length * i) / 31);
      expect(await survive(bytes.subarray(0, length))).toBe('read');
    }
    const { trace } = await read(bytes.subarray(0, bytes.length >> 1));
    expect(trace.problems.some(({ severity }) => severity === 'loss')).toBe(true);
  });

  it.each(small)('%s with wrong bytes never crashes', async name => {
    const bytes = recorded(name);
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 40; round++) {
      const broken = bytes.slice();
      // Half of them in the head and what describes the records.
      for (let i = 0; i < 8; i++) broken[random(round % 2 === 0 ? 2048 : broken.length)] = random(256);
      await survive(broken);
    }
  });

  it('that name impossible places and sizes are refused or read, at once', async () => {
    const head = recorded('sched').slice(0, 400);
    for (let at = 8; at < 104; at += 8) {
      const broken = head.slice();
      broken.fill(0xff, at, at + 8);
      await survive(broken);
    }
  });
});
