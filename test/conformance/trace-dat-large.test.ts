import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Overview, OverviewBuilder } from '../../src/analyses/overview/index.ts';
import type { ByteSource } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openFileSource } from '../../src/cli/open/file-source.ts';
import { openTraceDat, type TraceDatRecording } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const root = join(import.meta.dirname, '../..');
const version = traceCmdVersion();
const folder = mkdtempSync(join(tmpdir(), 'ringside-large-'));
const plain = join(folder, 'plain.dat');
const packed = join(folder, 'packed.dat');
const opened: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const file of opened) await file.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A recording whose source counts the bytes that are asked for. */
async function open(
  path: string,
): Promise<{ recording: TraceDatRecording; read: () => number; size: number }> {
  const file = await openFileSource(path);
  opened.push(file);
  let read = 0;
  const counting: ByteSource = {
    ...file,
    read: async (offset, length, into) => {
      const bytes = await file.read(offset, length, into);
      read += bytes.length;
      return bytes;
    },
  };
  const recording = await openTraceDat(counting, await loadDecompressors());
  const before = read;
  return { recording, read: () => read - before, size: file.size };
}

/** When, where, who and what of every row, as one number to compare. */
function fingerprint(trace: Trace): string {
  let sum = trace.count;
  for (let row = 0; row < trace.count; row++) {
    const mixed = (trace.time[row]! % 1e6) * 7 + trace.cpu[row]! * 3 + trace.pid[row]! + trace.event[row]!;
    sum = (sum * 31 + mixed) % 9_007_199_254_740;
  }
  return `${trace.count} ${sum}`;
}

async function overviewOf(traces: AsyncIterable<{ trace: Trace; weight: number }>): Promise<Overview> {
  const builder = new OverviewBuilder();
  for await (const { trace, weight } of traces) builder.add(trace, weight);
  return builder.finish()!;
}

describe.skipIf(version === 'not installed')(
  'a trace.dat that is larger than what is asked of it [needs trace-cmd]',
  () => {
    beforeAll(() => {
      const recording = join(root, 'recordings/trace-dat/fgraph.dat');
      execFileSync(process.execPath, [join(root, 'bench/lib/grow-trace.mjs'), recording, plain, '80000000']);
      traceCmd('convert', '-i', plain, '-o', packed, '--file-version', '7', '--compression', 'zstd');
    }, 60_000);

    it.each([
      ['plain', plain],
      ['compressed', packed],
    ])('%s: a stretch of its time is read without the rest, and is what lies there', async (_what, path) => {
      const whole = await (await open(plain)).recording.load();
      const end = whole.time[whole.count - 1]!;
      for (const part of [0, 0.3, 0.731, 0.999]) {
        const { recording, read, size } = await open(path);
        const from = whole.start + BigInt(Math.floor(end * part));
        const window = { from, to: from + BigInt(Math.floor(end / 200)) };
        const expected = fingerprint(whole.within(window));
        expect(fingerprint(await recording.load(window))).toBe(expected);
        expect(read()).toBeLessThan(size / 4);
        let streamed = 0;
        for await (const trace of recording.stream(window)) streamed += trace.count;
        expect(`${streamed}`).toBe(expected.split(' ')[0]);
      }
    });

    it('compressed: in memory as a whole it is the same, whoever uncompresses it', async () => {
      const whole = await (await open(plain)).recording.load();
      const script = `const { openTraceDat } = await import(${JSON.stringify(join(root, 'dist/formats/index.js'))});
      const { openFileSource } = await import(${JSON.stringify(join(root, 'dist/cli/open/file-source.js'))});
      const { loadDecompressors } = await import(${JSON.stringify(join(root, 'dist/cli/open/decompressors.js'))});
      const source = await openFileSource(${JSON.stringify(packed)});
      const trace = await (await openTraceDat(source, await loadDecompressors())).load();
      const fingerprint = ${fingerprint.toString()};
      console.log(fingerprint(trace), trace.problems.length);
      process.exit(0);`;
      const ran = execFileSync(process.execPath, ['-e', `(async () => { ${script} })()`], {
        encoding: 'utf8',
      });
      expect(ran.trim()).toBe(`${fingerprint(whole)} 0`);
    });

    it.each([
      ['plain', plain],
      ['compressed', packed],
    ])('%s: samples estimate what counting finds, from first to last', async (_what, path) => {
      const { recording, read, size } = await open(path);
      const estimate = await overviewOf(recording.sample(2_000_000));
      expect(read()).toBeLessThan(size / 2);
      const loaded = await (await open(plain)).recording.load();
      const builder = new OverviewBuilder();
      builder.add(loaded);
      const whole = builder.finish()!;
      expect(estimate.counted).toBeLessThan(0.5);
      expect(Math.abs(estimate.events - whole.events) / whole.events).toBeLessThan(0.15);
      expect([estimate.first, estimate.last]).toEqual([whole.first, whole.last]);
      expect(estimate.problems.map(({ name }) => name)).toContain('overview.estimate');
      const top = (overview: Overview): string[] =>
        overview.eventCounts.slice(0, 2).map(({ event }) => event);
      expect(top(estimate).sort()).toEqual(top(whole).sort());
    });
  },
);
