import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { sourceFromBytes } from '../../src/base/index.ts';
import { readPerfData } from '../../src/formats/index.ts';
import {
  type MadeAttribute,
  type MadeRecord,
  writePerfData,
} from '../../src/formats/perf-data/testing/write-perf-data.ts';
import { OutputBytes } from '../../src/text/index.ts';
import { perfScriptStyle } from '../../src/text/perf-script/index.ts';
import { expectSame } from './expect-same.ts';
import { perfScript, perfVersion } from './perf.ts';

const version = perfVersion();
const live = version.startsWith('6.1.');

const stamp = {
  pid: fc.constant(7),
  tid: fc.integer({ min: 7, max: 8 }),
  time: fc.constant(0n),
  cpu: fc.integer({ min: 0, max: 3 }),
};
const record: fc.Arbitrary<MadeRecord> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sample' as const),
      event: fc.integer({ min: 0, max: 1 }),
      mode: fc.constantFrom(1, 2, 2, 3, 4, 5),
      ip: fc.constantFrom(0x40_0123n, 0xffff_ffff_8123_4567n),
      period: fc.bigInt({ min: 1n, max: 1n << 40n }),
      // Of the ways to other cores (the highest bits) perf has names for four.
      access: fc.bigInt({ min: 0n, max: (5n << 43n) - 1n }),
      ...stamp,
    }),
  },
  fc.record({
    kind: fc.constant('comm' as const),
    exec: fc.boolean(),
    name: fc.constantFrom('sh', 'sleeper'),
    ...stamp,
  }),
  fc.record({ kind: fc.constant('lost' as const), lost: fc.bigInt({ min: 1n, max: 99n }), ...stamp }),
  fc.constant({ kind: 'round' as const }),
);

/** IP, TID, TIME and IDENTIFIER, and any of the other parts; of the two kinds of weight one. */
const attribute: fc.Arbitrary<MadeAttribute> = fc.record({
  type: fc.constantFrom(1, 4),
  sampleType: fc
    .record({ parts: fc.integer({ min: 0, max: 0xff_ffff }), weights: fc.constantFrom(0, 1 << 14, 1 << 24) })
    .map(({ parts, weights }) => (parts & ~(1 << 14)) | weights | 0x1_0007),
  readFormat: fc.constantFrom(4, 5, 7, 12, 15, 20, 28),
  sampleIdAll: fc.boolean(),
});

function inTurn(one: MadeRecord, index: number): MadeRecord {
  return one.kind === 'round' ? one : { ...one, time: 123_456n * BigInt(index + 1) };
}

describe.skipIf(!live)(`made-up files are printed as perf prints them (needs 6.1, is ${version})`, () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-perf-made-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function compare(bytes: Uint8Array): Promise<void> {
    const file = join(folder, 'made.perf');
    writeFileSync(file, bytes);
    const expected = perfScript('-i', file, '--symfs', folder, '--show-task-events', '--show-lost-events');
    const recording = await readPerfData(sourceFromBytes(bytes), {});
    const printer = perfScriptStyle.printer(recording, { records: ['task', 'lost'] });
    const out = new OutputBytes();
    printer.use(recording.trace);
    for (let row = 0; row < recording.trace.count; row++) printer.print(row, out);
    expectSame(out.view(), expected);
  }

  // perf itself mixes up the ids of threads in a pipe of another byte order.
  it.each([
    { way: 'a file', littleEndian: true, pipe: false },
    { way: 'a file of a big-endian machine', littleEndian: false, pipe: false },
    { way: 'a pipe', littleEndian: true, pipe: true },
  ])('$way, whatever its samples hold', async ({ littleEndian, pipe }) => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 12 }), attribute, (records, made) =>
        compare(writePerfData(records.map(inTurn), 2, littleEndian, pipe, made)),
      ),
      { numRuns: 40, interruptAfterTimeLimit: 15_000 },
    );
  });
});
