import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes, toHandOver } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { openTraceDat, type ReadTools, type TraceDatRecording } from '../../src/formats/index.ts';
import type { Trace } from '../../src/store/index.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { TraceCmdReport } from '../../src/text/trace-cmd/index.ts';

const root = join(import.meta.dirname, '../..');
const recordings = join(root, 'recordings/trace-dat');
const names = ['events', 'fgraph', 'function', 'instances', 'kprobe', 'mono', 'stack', 'tsc'];

async function open(name: string, blockBytes?: number): Promise<TraceDatRecording> {
  const bytes = new Uint8Array(readFileSync(join(recordings, `${name}.dat`)));
  const tools = await loadDecompressors();
  return openTraceDat(sourceFromBytes(bytes), blockBytes === undefined ? tools : { ...tools, blockBytes });
}

async function textOf(traces: AsyncIterable<Trace> | Iterable<Trace>): Promise<Buffer> {
  const printer = new TraceCmdReport();
  const out = new OutputBytes();
  for await (const trace of traces) {
    printer.use(trace);
    for (let row = 0; row < trace.count; row++) printer.print(row, out);
  }
  return Buffer.from(out.view());
}

/** When, where, who and what of every row. */
function rowsOf(trace: Trace): string[] {
  return Array.from(
    { length: trace.count },
    (_, row) => `${trace.time[row]} ${trace.cpu[row]} ${trace.pid[row]} ${trace.event[row]}`,
  );
}

describe('a trace.dat read a few pages at a time', () => {
  it.each(names)(
    '%s: the text is that of the whole, leaves and names across the borders included',
    async name => {
      const whole = await textOf([await (await open(name)).load()]);
      for (const blockBytes of [4096, 20_480]) {
        const pieces = await textOf((await open(name, blockBytes)).stream());
        expect(pieces.equals(whole)).toBe(true);
      }
    },
  );

  it('has the same losses and problems', async () => {
    const whole = await (await open('events')).load();
    let rows = 0;
    const losses = [];
    let last: Trace | undefined;
    for await (const trace of (await open('events', 4096)).stream()) {
      losses.push(...trace.losses.map(loss => ({ ...loss, row: loss.row + rows })));
      rows += trace.count;
      last = trace;
    }
    expect(rows).toBe(whole.count);
    expect(losses).toEqual(whole.losses);
    expect(last?.problems).toEqual(whole.problems);
  });
});

describe('chunks that are uncompressed by somebody else', () => {
  /** Takes the memory away as a worker does, and stops at one block where it is told so. */
  function aside(tools: ReadTools, bad = -1): ReadTools {
    const unpackBlocks: ReadTools['unpackBlocks'] = async ({ input, places }, into) => {
      const content = structuredClone(into, { transfer: toHandOver([into.buffer]) });
      for (let block = 0; block < places.length / 4; block++) {
        if (block === bad) return { content, good: block, complaint: 'torn' };
        const [start = 0, length = 0, at = 0, size = 0] = places.subarray(block * 4, block * 4 + 4);
        content.set(await tools.zstd!(input.subarray(start, start + length), size), at);
      }
      return { content, good: places.length / 4, complaint: undefined };
    };
    return { ...tools, unpackBlocks };
  }

  it.each(['events', 'fgraph'])('%s: the text is the same', async name => {
    const bytes = new Uint8Array(readFileSync(join(recordings, `${name}.dat`)));
    const tools = await loadDecompressors();
    const whole = await textOf([await (await open(name)).load()]);
    const pieces = await textOf((await openTraceDat(sourceFromBytes(bytes), aside(tools))).stream());
    expect(pieces.equals(whole)).toBe(true);
  });

  it('end where one is bad, and that is said', async () => {
    const bytes = new Uint8Array(readFileSync(join(recordings, 'fgraph.dat')));
    const recording = await openTraceDat(sourceFromBytes(bytes), aside(await loadDecompressors(), 5));
    const whole = await (await open('fgraph')).load();
    let rows = 0;
    let last: Trace | undefined;
    for await (const trace of recording.stream()) {
      rows += trace.count;
      last = trace;
    }
    expect(rows).toBeGreaterThan(1000);
    expect(rows).toBeLessThan(whole.count);
    expect(last?.problems).toMatchObject([{ name: 'trace-dat.chunk', severity: 'loss' }]);
  });

  it('in worker threads of the command: its text is the stored one', () => {
    const path = join(recordings, 'fgraph.dat');
    const { stdout } = spawnSync(process.execPath, [join(root, 'bin/ringside.mjs'), 'events', path], {
      maxBuffer: 1 << 28,
    });
    expect(stdout.equals(gunzipSync(readFileSync(join(recordings, 'fgraph.report.gz'))))).toBe(true);
  });
});

describe('a stretch of time of a trace.dat', () => {
  it.each(['events', 'instances', 'tsc'])('%s: holds exactly the rows of that time', async name => {
    const recording = await open(name, 4096);
    const whole = await recording.load();
    const end = whole.time[whole.count - 1]!;
    for (const [from, to] of [
      [0.25, 0.5],
      [0, 0.1],
      [0.9, 1],
      [0.5, 0.5],
    ] as const) {
      const window = {
        from: whole.start + BigInt(Math.floor(end * from)),
        to: whole.start + BigInt(Math.floor(end * to)),
      };
      const expected = rowsOf(whole.within(window));
      expect(rowsOf(await recording.load(window))).toEqual(expected);
      const streamed: string[] = [];
      for await (const trace of recording.stream(window)) streamed.push(...rowsOf(trace));
      expect(streamed).toEqual(expected);
    }
    expect((await recording.load({ from: whole.start + BigInt(Math.ceil(end)) + 1n })).count).toBe(0);
    expect((await recording.load({ to: whole.start - 1n })).count).toBe(0);
  });
});
