import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openTraceDat } from '../../src/formats/index.ts';
import { packMeta, packTrace, type Trace, unpacker } from '../../src/store/index.ts';
import { OutputBytes, type StyleWishes } from '../../src/text/index.ts';
import { makeTwin, TraceCmdReport } from '../../src/text/trace-cmd/index.ts';

const root = join(import.meta.dirname, '../..');
const recordings = join(root, 'recordings/trace-dat');
const names = ['events', 'fgraph', 'function', 'instances', 'kprobe', 'mono', 'stack', 'tsc'];
const ways: readonly StyleWishes[] = [{}, { latency: true, nanoseconds: true }, { raw: true }];

async function* tracesOf(name: string): AsyncGenerator<Trace> {
  const bytes = new Uint8Array(readFileSync(join(recordings, `${name}.dat`)));
  const tools = { ...(await loadDecompressors()), blockBytes: 8192 };
  yield* (await openTraceDat(sourceFromBytes(bytes), tools)).stream();
}

function printAll(printer: TraceCmdReport, { count }: Trace, out: OutputBytes): void {
  for (let row = 0; row < count; ) row = printer.printRows(row, count, out, Number.POSITIVE_INFINITY);
}

describe('traces that are printed in turns by two printers', () => {
  it.each(names)('%s: the text is that of one printer', async name => {
    for (const wishes of ways) {
      const [alone, together] = [new OutputBytes(), new OutputBytes()];
      const one = new TraceCmdReport(wishes);
      const first = new TraceCmdReport(wishes);
      let second: TraceCmdReport | undefined;
      let unpack: ((packed: ReturnType<typeof packTrace>) => Trace) | undefined;
      let left = 0;
      let turn = 0;
      for await (const trace of tracesOf(name)) {
        one.use(trace);
        printAll(one, trace, alone);
        first.use(trace);
        // As from thread to thread: nothing but data.
        const memory = turn++ % 3 === 0 ? undefined : structuredClone(first.handOver());
        if (memory === undefined) {
          printAll(first, trace, together);
          continue;
        }
        left++;
        second ??= makeTwin(structuredClone(first.twin!)) as TraceCmdReport;
        unpack ??= unpacker(structuredClone(packMeta(trace)));
        const copy = unpack(structuredClone(packTrace(trace)));
        second.use(copy);
        second.takeOver(memory);
        printAll(second, copy, together);
      }
      expect(Buffer.from(together.view()).equals(Buffer.from(alone.view()))).toBe(true);
      // Functions are indented under those called before: such traces stay with one printer.
      expect(left > 0).toBe(name !== 'function');
    }
  });

  it('stay with one printer where a line tells something of those before it', async () => {
    for await (const trace of tracesOf('events')) {
      for (const report of [{ wakeups: true }, { differences: { last: 0 } }, { aligned: true }]) {
        const printer = new TraceCmdReport({ report });
        printer.use(trace);
        expect(printer.handOver()).toBeUndefined();
      }
      return;
    }
  });
});

describe('a recording of many events', () => {
  it('is printed by two threads as by one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ringside-threads-'));
    try {
      const path = join(folder, 'many.dat');
      const grow = join(root, 'bench/lib/grow-trace.mjs');
      execFileSync(process.execPath, [grow, join(recordings, 'fgraph.dat'), path, '40000000']);
      const run = (...options: string[]): Buffer => {
        const args = [join(root, 'bin/ringside.mjs'), 'events', ...options, path];
        return execFileSync(process.execPath, args, { maxBuffer: 2 ** 30 });
      };
      // Whose lines are looked at is printed row by row, in one thread.
      expect(run().equals(run('--grep', ''))).toBe(true);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('leaves whole traces to the second thread', async () => {
    const { SecondPrinter } = await import(`${root}/dist/cli/events/second-printer.js`);
    const [alone, one, first] = [new OutputBytes(), new TraceCmdReport(), new TraceCmdReport()];
    let second: InstanceType<typeof SecondPrinter> | undefined;
    const parts: Uint8Array[] = [];
    for await (const trace of tracesOf('events')) {
      one.use(trace);
      printAll(one, trace, alone);
      first.use(trace);
      if (parts.length === 0) {
        // Names are settled when the first was asked for.
        const beginning = new OutputBytes();
        printAll(first, trace, beginning);
        parts.push(beginning.view());
        continue;
      }
      second ??= SecondPrinter.of(first, trace);
      if (second === undefined) return;
      let text = second.print(trace, []);
      for (; text === undefined; text = second.print(trace, [])) await wait(5);
      while (!text.hasEnded) {
        const piece = text.shift();
        if (piece === undefined) await text.wait();
        else parts.push(piece.slice());
      }
    }
    await second?.close();
    expect(Buffer.concat(parts).equals(Buffer.from(alone.view()))).toBe(true);
  });
});
