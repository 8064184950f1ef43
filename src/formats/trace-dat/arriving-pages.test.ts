import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ByteSource, sourceFromBytes } from '../../base/index.ts';
import { loadDecompressors } from '../../cli/open/decompressors.ts';
import type { Trace } from '../../store/index.ts';
import { layOutTraceDat, openTraceDat } from './index.ts';

const recordings = join(import.meta.dirname, '../../../recordings/trace-dat');

/** A recording whose pages are not compressed: their places in the file are known. */
async function plain(name: string): Promise<Uint8Array> {
  const packed = sourceFromBytes(readFileSync(join(recordings, name)));
  const opened = await openTraceDat(packed, await loadDecompressors());
  const { pages } = opened;
  const { tsc: _tsc, ...metadata } = opened.metadata;
  const contents: Uint8Array[] = [];
  for (const { reader } of pages) contents.push(await reader.read(0, await reader.countPages()));
  const buffers = metadata.buffers.map(({ name: of, pageSize }, index) => ({
    name: of,
    pageSize,
    cpus: pages.flatMap(({ buffer, reader: { cpu } }, at) =>
      buffer === index ? [{ cpu, size: contents[at]!.length }] : [],
    ),
  }));
  const traceClock = metadata.traceClock ?? '[local]';
  const layout = layOutTraceDat({
    ...metadata,
    traceClock,
    timeOffset: 0n,
    traceId: 1n,
    buffers,
  });
  const file = new Uint8Array(layout.size);
  for (const { bytes, offset } of layout.pieces) file.set(bytes, offset);
  for (const [index, { offset }] of layout.records.entries()) file.set(contents[index]!, offset);
  return file;
}

/** A source whose long reads come in pieces; after `most` bytes of each it breaks. */
function gradually(bytes: Uint8Array, piece: number, most = Number.POSITIVE_INFINITY): ByteSource {
  const whole = sourceFromBytes(bytes);
  return {
    ...whole,
    readGradually: async (offset, length, see) => {
      const wanted = await whole.read(offset, length);
      const into = new Uint8Array(wanted.length);
      for (let at = 0; at < wanted.length; at += piece) {
        if (at > most) throw new Error('the cable was pulled');
        into.set(wanted.subarray(at, at + piece), at);
        see(into.subarray(0, Math.min(at + piece, wanted.length)));
        await new Promise(resolve => setImmediate(resolve));
      }
      return into;
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function aboutOf({ count, runs, losses, problems }: Trace) {
  return { count, records: runs.map(({ view }) => view.byteLength), losses, problems };
}

test.for(['events.dat', 'kernels/6.1-arm64-graph.dat', 'instances.dat'])(
  '%s that comes in pieces of any size is the trace that comes at once',
  async name => {
    const bytes = await plain(name);
    for (const file of [bytes, bytes.subarray(0, bytes.length - 10_000)]) {
      const whole = await (await openTraceDat(sourceFromBytes(file), {})).load();
      for (const piece of [3001, 100_000]) {
        const came = await (await openTraceDat(gradually(file, piece), {})).load();
        expect(aboutOf(came)).toEqual(aboutOf(whole));
        // A difference in columns of so many rows would be printed for minutes.
        for (const name of ['time', 'cpu', 'pid', 'event', 'run', 'place', 'length'] as const)
          expect(Buffer.compare(bytesOf(came[name]), bytesOf(whole[name])), name).toBe(0);
      }
    }
  },
);

test('a source that breaks on the way breaks the reading', async () => {
  const bytes = await plain('events.dat');
  const opened = await openTraceDat(gradually(bytes, 50_000, 200_000), {});
  await expect(opened.load()).rejects.toThrow('the cable was pulled');
});
