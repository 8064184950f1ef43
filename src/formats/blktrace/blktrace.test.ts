import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FormatError, type SourceFolder, sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { blktrace } from './index.ts';
import { actions, categories, notes } from './layout.ts';
import { parseRwbs, rwbsOf } from './rwbs.ts';
import { makeRandom, randomTrace } from './testing/random-trace.ts';
import { bigEndian, type WrittenRecord, writeRecords } from './testing/write-records.ts';

const recordings = join(import.meta.dirname, '../../../recordings/blktrace');

async function load(bytes: Uint8Array): Promise<Trace> {
  const recording = await blktrace.open({ kind: 'file', source: sourceFromBytes(bytes) }, {});
  return recording.load();
}

/** What a reader of traces sees of every event. */
function told(trace: Trace): readonly unknown[] {
  return Array.from({ length: trace.count }, (_, row) => {
    const format = trace.formats[trace.event[row]!]!;
    const fields = format.fields.map(({ name }) => [
      name,
      trace.fields.value(trace.event[row]!, name)?.(row),
    ]);
    return {
      time: trace.time[row],
      cpu: trace.cpu[row],
      pid: trace.pid[row],
      event: format.name,
      ...Object.fromEntries(fields),
    };
  });
}

const base: WrittenRecord = {
  time: 1000n,
  sequence: 1,
  action: actions.queue,
  category: categories.fs | categories.write | categories.sync,
  sector: 0x1_2345_6789n,
  bytes: 4096,
  pid: 77,
  device: (8 << 20) | 5,
  cpu: 3,
};

test.each([7, 8] as const)('version %i tells the same in both byte orders', async version => {
  const records: WrittenRecord[] = [
    {
      version,
      time: 0n,
      action: notes.process,
      category: categories.notify,
      pid: 77,
      payload: Uint8Array.from([97, 98, 0, 99]),
    },
    { ...base, version },
    {
      ...base,
      version,
      sequence: 2,
      time: 1500n,
      action: actions.remap,
      payload: bigEndian([(8 << 20) | 1, 4], [8 << 20, 4], [2n ** 40n, 8]),
    },
    {
      ...base,
      version,
      sequence: 3,
      time: 1600n,
      action: actions.complete,
      error: -5,
      cgroup: 0x1_0000_0007n,
    },
    {
      ...base,
      version,
      time: 1700n,
      action: notes.message,
      category: categories.notify,
      payload: Uint8Array.from([104, 105]),
    },
  ];
  const little = await load(writeRecords(records, true));
  const big = await load(writeRecords(records, false));
  expect(told(big)).toEqual(told(little));
  expect(little.problems).toEqual([]);
  expect(little.start).toBe(1000n);
  expect(little.tasks.of(77)).toBe('ab');
  expect(told(little)).toMatchObject([
    {
      time: 0,
      cpu: 3,
      pid: 77,
      event: 'queue',
      sector: 0x1_2345_6789,
      bytes: 4096,
      rwbs: 'WS',
      device_major: 8,
      device_minor: 5,
      cgroup: 0,
    },
    { time: 500, event: 'remap', from_major: 8, from_minor: 1, to_minor: 0, from_sector: 2 ** 40 },
    { time: 600, event: 'complete', error: -5, cgroup: 0x1_0000_0007 },
    { time: 700, event: 'message', text: 'hi' },
  ]);
});

test('random records tell the same in every version and byte order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 300 }), async (seed, events) => {
      const tellings = [];
      for (const version of [7, 8] as const) {
        for (const littleEndian of [true, false]) {
          const wishes = { version, cpus: 3, devices: [8 << 20, (253 << 20) | 1], events, gaps: true };
          const files = randomTrace(makeRandom(seed), wishes);
          tellings.push(told(await load(writeRecords([...files.values()].flat(2), littleEndian))));
        }
      }
      const [first, ...others] = tellings;
      for (const other of others) expect(other).toEqual(first);
    }),
    { numRuns: 10 },
  );
});

test('version 8 has zone operations', async () => {
  const zones = [
    categories.zoneAppend,
    categories.zoneReset,
    categories.zoneResetAll,
    categories.zoneFinish,
    categories.zoneOpen,
    categories.zoneClose,
  ];
  const trace = await load(
    writeRecords([
      ...zones.map(
        (zone, i): WrittenRecord => ({
          ...base,
          version: 8,
          sequence: i + 1,
          category: base.category | zone,
        }),
      ),
      { ...base, version: 8, sequence: 7, action: actions.zoneUnplug, payload: bigEndian([9, 8]) },
    ]),
  );
  const events = told(trace) as readonly {
    readonly rwbs: string;
    readonly event: string;
    readonly requests?: number;
  }[];
  expect(events.map(({ rwbs }) => rwbs)).toEqual(['ZAS', 'ZRS', 'ZRAS', 'ZFS', 'ZOS', 'ZCS', 'WS']);
  expect(events.at(-1)).toMatchObject({ event: 'zone_unplug', requests: 9 });
});

test('letters of a request are read back as they are written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0x3f_ffff }), fc.boolean(), (category, bytes) => {
      const text = rwbsOf(category, bytes ? 512 : 0);
      expect(rwbsOf(parseRwbs(text)!, /R/.test(text) || bytes ? 512 : 0)).toBe(text);
    }),
  );
});

test('a hole in the sequence numbers is a loss before the event behind it', async () => {
  const trace = await load(writeRecords([base, { ...base, sequence: 5, time: 2000n }]));
  expect(trace.losses).toEqual([{ row: 1, count: 3, atPageStart: false }]);
  expect(trace.problems).toMatchObject([{ name: 'blktrace.lost', severity: 'loss', count: 3 }]);
});

test('files of all CPUs are found beside the one that is named', async () => {
  const files = new Map([
    ['sda.blktrace.0', writeRecords([{ ...base, cpu: 0, time: 5n }])],
    ['sda.blktrace.1', new Uint8Array(0)],
    ['sda.blktrace.2', writeRecords([{ ...base, cpu: 2, time: 3n }])],
    ['sdb.blktrace.0', writeRecords([{ ...base, cpu: 0, time: 1n }])],
  ]);
  const folder: SourceFolder = {
    name: 'place',
    list: async () => [...files.keys()],
    open: async name => (files.has(name) ? sourceFromBytes(files.get(name)!, `place/${name}`) : undefined),
  };
  const source = sourceFromBytes(files.get('sda.blktrace.2')!, 'place/sda.blktrace.2');
  const one = await (await blktrace.open({ kind: 'file', source, beside: folder }, {})).load();
  expect([...one.cpu]).toEqual([2, 0]);
  expect(await blktrace.recognisesFolder?.(folder)).toBe(true);
  const all = await (await blktrace.open({ kind: 'folder', folder }, {})).load();
  expect([...all.cpu]).toEqual([0, 2, 0]);
  expect(all.buffers).toEqual(['sda', 'sdb']);
});

test('streams and windows tell what the whole tells', async () => {
  const random = makeRandom(3);
  const [files] = randomTrace(random, { cpus: 1, devices: [8 << 20], events: 70_000 }).values();
  const bytes = writeRecords(files![0]!);
  const recording = await blktrace.open({ kind: 'file', source: sourceFromBytes(bytes) }, {});
  const whole = await recording.load();
  const times: number[] = [];
  let traces = 0;
  for await (const trace of recording.stream()) {
    traces++;
    times.push(...trace.time);
  }
  expect(traces).toBeGreaterThan(1);
  expect(times.length).toBe(whole.count);
  expect(times.every((time, row) => time === whole.time[row])).toBe(true);
  const [from, to] = [whole.absoluteTime(60_000), whole.absoluteTime(60_100)];
  const window = await recording.load({ from, to });
  expect([...window.time]).toEqual([...whole.within({ from, to }).time]);
  expect(window.count).toBeGreaterThan(99);
});

test('what memory may not hold is left out with a problem', async () => {
  const [files] = randomTrace(makeRandom(4), { cpus: 1, devices: [8 << 20], events: 20_000 }).values();
  const source = sourceFromBytes(writeRecords(files![0]!));
  const recording = await blktrace.open({ kind: 'file', source }, { residentBytes: 500_000 });
  const trace = await recording.load();
  expect(trace.count).toBeLessThan(20_000);
  expect(trace.problems).toMatchObject([{ name: 'blktrace.not-resident' }]);
});

test('bytes without a record are none of ours, or broken ones', async () => {
  expect(blktrace.recognisesFile?.(new Uint8Array(100))).toBe(false);
  await expect(load(new Uint8Array(100))).rejects.toThrow(FormatError);
});

test('what is cut off is read up to there', async () => {
  const bytes = new Uint8Array(readFileSync(join(recordings, 'sda.blktrace.1')));
  const whole = await load(bytes);
  const random = makeRandom(9);
  for (let i = 0; i < 200; i++) {
    const size = random(bytes.length);
    if (size < 48) continue;
    const trace = await load(bytes.subarray(0, size));
    expect([...trace.time]).toEqual([...whole.time.subarray(0, trace.count)]);
    const cut = trace.problems.filter(({ name }) => name === 'blktrace.truncated');
    expect(trace.problems).toEqual(cut);
  }
});

test('flipped bytes cost what they were in and nothing behind it', async () => {
  const bytes = new Uint8Array(readFileSync(join(recordings, 'sda.blktrace.1')));
  const whole = await load(bytes);
  const random = makeRandom(10);
  for (let i = 0; i < 2000; i++) {
    const flipped = bytes.slice();
    const at = random(bytes.length);
    flipped[at]! ^= 1 << random(8);
    const trace = await load(flipped);
    expect(trace.count).toBeGreaterThanOrEqual(whole.count - 2);
  }
}, 60_000);
