import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { option } from '../../src/formats/trace-dat/options.ts';
import { type AddedSection, addOptions } from '../../src/formats/trace-dat/testing/add-options.ts';
import { type TestOption, testData } from '../../src/formats/trace-dat/testing/test-file.ts';
import type { Trace } from '../../src/store/index.ts';
import { readTrace, reportText } from './report-text.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const version = traceCmdVersion();
const program = join(import.meta.dirname, '../../bin/ringside.mjs');
const recordings = join(import.meta.dirname, '../../recordings');

const real = (name: string): Uint8Array => new Uint8Array(readFileSync(join(recordings, name)));
const bytes = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => (i * 37) & 0xff);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);

// Sections of trace-cmd 3.2 to 3.4 (trace-cmd.dat.v7.5.txt): ids 23 to 25, which 3.1.6 does not know.
const newest: readonly (readonly [string, AddedSection])[] = [
  // A BTF head: magic 0xeb9f, version 1, 24 bytes of head, no types.
  [
    'BTF',
    { id: 23, body: Uint8Array.of(0x9f, 0xeb, 1, 0, 24, ...new Array<number>(19).fill(0), ...bytes(500)) },
  ],
  ['the last boot', { id: 24, body: text('abcd 32\nffffffff81000000\tKernel_offset: 1c000000\n') }],
  ['modules', { id: 25, body: text('ext4 1118208 1 - Live 0xffffffffc0400000\n') }],
];
const unknown: readonly TestOption[] = [
  { id: 26, data: bytes(0) },
  { id: 77, data: bytes(5000) },
  { id: 0xffff, data: bytes(3) },
];

const traceId = (id: number): TestOption => ({
  id: option.traceId,
  data: testData(true, out => out.u64(id)),
});

/** A guest's threads on its host, by CPU. */
const guestOf = (name: string, id: number, pids: readonly number[]): TestOption => ({
  id: option.guest,
  data: testData(true, out => {
    out.string(name);
    out.u64(id);
    out.u32(pids.length);
    for (const [cpu, pid] of pids.entries()) {
      out.u32(cpu);
      out.u32(pid);
    }
  }),
});

/** Samples of two CPUs: what a guest's clock was off its host's, at these times. */
const timeShift = (
  peer: number,
  flags: number,
  samples: readonly (readonly [bigint, bigint])[],
): TestOption => ({
  id: option.timeShift,
  data: testData(true, out => {
    out.u64(peer);
    out.u32(flags);
    out.u32(2);
    for (const skew of [0n, 700n]) {
      out.u32(samples.length);
      for (const [time] of samples) out.u64(time);
      for (const [, offset] of samples) out.u64(BigInt.asUintN(64, offset + skew));
      for (const _ of samples) out.u64(1);
    }
    for (let i = 0; i < 2 * samples.length; i++) out.u64(0);
  }),
});

const milliseconds = 1_000_000n;
const shifts: readonly (readonly [bigint, bigint])[] = [
  [123_400n * milliseconds, -24_900n * milliseconds],
  [123_500n * milliseconds, -24_899n * milliseconds],
  [123_600n * milliseconds, -24_903n * milliseconds],
];
const pair = {
  host: addOptions(real('trace-dat/kernels/6.12-instances.dat'), [
    traceId(1),
    guestOf('first', 2, [223, 18]),
    guestOf('second', 3, [15, 1]),
  ]),
  first: addOptions(real('trace-dat/kernels/6.12-clock-mono.dat'), [traceId(2), timeShift(1, 1, shifts)]),
  second: addOptions(real('ftrace-text/pairs/clock-mono.dat'), [
    traceId(3),
    timeShift(1, 0, [[48_000n * milliseconds, 50_001_003_007n]]),
  ]),
};

describe.skipIf(version !== '3.1.6')(
  `real files with more options, judged by trace-cmd [needs trace-cmd 3.1.6, found ${version}]`,
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-options-'));
      for (const [name, file] of Object.entries(pair)) writeFileSync(join(folder, `${name}.dat`), file);
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    async function expectSame(file: Uint8Array): Promise<readonly string[]> {
      const path = join(folder, 'file.dat');
      writeFileSync(path, file);
      const trace = await readTrace(path);
      expect(reportText(trace)).toBe(traceCmd('report', path).toString('latin1'));
      expect(trace.count).toBeGreaterThan(100);
      return trace.problems.map(({ name }) => name);
    }

    it.each(newest)('a section of %s is passed over, and nothing is missing', async (_, section) => {
      const before = await expectSame(real('trace-dat/kernels/6.12-all.dat'));
      expect(await expectSame(addOptions(real('trace-dat/kernels/6.12-all.dat'), [], [section]))).toEqual(
        before,
      );
    });

    it('all of them together, and options that nobody knows: these are noted', async () => {
      const before = await expectSame(real('trace-dat/kernels/6.1-probes.dat'));
      const sections = newest.map(([, section]) => section);
      const problems = await expectSame(
        addOptions(real('trace-dat/kernels/6.1-probes.dat'), unknown, sections),
      );
      expect(problems.filter(name => !before.includes(name))).toEqual(['trace-dat.unknown-option']);
    });

    it.each([[['host', 'first']], [['host', 'first', 'second']], [['first', 'host']], [['second']]])(
      'a host and its guests on one line of time: %j',
      names => {
        const files = names.map(name => `${name}.dat`);
        for (const flags of [[], ['-t'], ['-l'], ['--ts-diff']]) {
          const inputs = files.flatMap(name => ['-i', join(folder, name)]);
          const theirs = traceCmd('report', ...flags, ...inputs).toString('latin1');
          const ours = spawnSync(process.execPath, [program, 'events', ...flags, ...files], {
            cwd: folder,
            encoding: 'latin1',
            maxBuffer: 1 << 28,
          });
          expect.soft(ours.stdout.split('\n'), flags.join(' ')).toEqual(theirs.split('\n'));
          expect(theirs.length).toBeGreaterThan(10_000);
        }
      },
    );

    it('instances of a guest are moved as its top one is, which trace-cmd forgets', async () => {
      const path = join(folder, 'instances.dat');
      const unmoved = real('trace-dat/kernels/6.1-instances.dat');
      writeFileSync(path, unmoved);
      const before = await readTrace(path);
      writeFileSync(path, addOptions(unmoved, [traceId(2), timeShift(1, 0, [[0n, -34_400_000_000n]])]));
      const after = await readTrace(path);
      const starts = (trace: Trace): bigint[] =>
        trace.buffers.map((_, buffer) => {
          const row = trace.run.findIndex(
            (run, at) => at < trace.count && trace.runs[run]!.buffer === buffer,
          );
          return trace.start + BigInt(trace.time[row]!);
        });
      expect(starts(before).length).toBe(2);
      const moved = starts(before).map(start => start - 34_400_000_000n);
      // Another CPU's samples are off by 700 ns more.
      for (const [i, start] of starts(after).entries()) expect([moved[i], moved[i]! + 700n]).toContain(start);
      // One of trace-cmd's instances runs 34 s before the other.
      const theirs = traceCmd('report', path).toString('latin1');
      expect(theirs).toMatch(/ 98\.\d{6}: /);
      expect(theirs).toMatch(/^one: .* 132\.\d{6}: /m);
    });
  },
);
