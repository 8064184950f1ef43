import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { readPerfData } from '../../formats/index.ts';
import type { FindBinary } from '../../formats/perf-data/index.ts';
import { OutputBytes } from '../output-bytes.ts';
import { perfScriptStyle } from './index.ts';

const recordings = join(import.meta.dirname, '../../../recordings/perf');
const programs = ['/tmp/r/frames', '/tmp/r/libwalk.so'];
const bytes = new Uint8Array(gunzipSync(readFileSync(join(recordings, 'stack.perf.gz'))));

/** Where the binaries have their heads and programs of frames: these bytes are made wrong. */
const spans = [0x40, 0x2000] as const;
const spanBytes = 0x2c0;

function binariesOf(files: ReadonlyMap<string, Uint8Array>): FindBinary {
  return path => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    return { size: file.length, read: (offset, length) => file.slice(offset, offset + Math.max(0, length)) };
  };
}

it('binaries with wrong bytes never crash the unwinding, and other frames come of some', async () => {
  const recording = await readPerfData(sourceFromBytes(bytes), {});
  const print = (files: ReadonlyMap<string, Uint8Array>): string => {
    const printer = perfScriptStyle.printer(recording, { binaries: binariesOf(files) });
    printer.use(recording.trace);
    const out = new OutputBytes();
    for (let row = 0; row < recording.trace.count; row++) printer.print(row, out);
    return Buffer.from(out.view()).toString('latin1');
  };
  const whole = new Map(
    programs.map(path => [path, new Uint8Array(readFileSync(join(recordings, 'symfs', path)))]),
  );
  const right = print(whole);
  expect(right).toMatch(/ step\+.*\n.* walk\+.*\n.* walk\+/);
  let seed = 7;
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % limit;
  };
  let changed = 0;
  for (let round = 0; round < 60; round++) {
    const broken = new Map([...whole].map(([path, file]) => [path, file.slice()]));
    for (const file of broken.values()) {
      for (let i = 0; i < 4; i++) file[spans[below(spans.length)]! + below(spanBytes)] = below(256);
    }
    if (print(broken) !== right) changed++;
  }
  expect(changed).toBeGreaterThan(10);
});
