import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { blktrace } from '../../formats/blktrace/index.ts';
import { actions, categories, notes } from '../../formats/blktrace/layout.ts';
import { makeRandom, randomTrace } from '../../formats/blktrace/testing/random-trace.ts';
import { bigEndian, type WrittenRecord, writeRecords } from '../../formats/blktrace/testing/write-records.ts';
import { OutputBytes } from '../output-bytes.ts';
import { compareVersions } from './compare-versions.ts';
import { parseFormatString } from './format-string.ts';
import { BlkparsePrinter, type BlkparseWishes, parseActionMask, parseFormatSpecs } from './index.ts';
import { percentText } from './totals-text.ts';

async function print(
  records: readonly WrittenRecord[],
  wishes: BlkparseWishes = { quiet: true },
): Promise<string> {
  const source = sourceFromBytes(writeRecords(records), 'pipe');
  const recording = await blktrace.open({ kind: 'file', source }, {});
  const printer = new BlkparsePrinter(recording, wishes);
  const out = new OutputBytes();
  const trace = await recording.load();
  printer.use(trace);
  printer.head(out);
  for (let row = 0; row < trace.count; row++) printer.print(row, out);
  printer.tail(out);
  return Buffer.from(out.view()).toString('latin1');
}

const category = categories.fs | categories.write | categories.queue;
const base = { device: 8 << 20, cpu: 0, pid: 5, sector: 100n, bytes: 4096, category } as const;
const comm = Uint8Array.from('dd\0', character => character.charCodeAt(0));
const name: WrittenRecord = {
  time: 0n,
  pid: 5,
  action: notes.process,
  category: categories.notify,
  payload: comm,
};
const text = Uint8Array.from('hello', character => character.charCodeAt(0));

test('events of cgroups are shown, their payloads behind the id', async () => {
  const records: WrittenRecord[] = [
    name,
    { ...base, time: 10n, sequence: 1, action: actions.queue, cgroup: 7n },
    {
      ...base,
      time: 20n,
      sequence: 2,
      action: actions.remap,
      cgroup: 7n,
      payload: bigEndian([(8 << 20) | 1, 4], [8 << 20, 4], [60, 8]),
    },
    {
      ...base,
      time: 30n,
      action: notes.message,
      category: categories.notify,
      payload: text,
      cgroup: 0x2_0000_001bn,
    },
    { ...base, time: 40n, action: notes.message, category: categories.notify, payload: text },
  ];
  const lines = [
    '  8,0    0        1     0.000000000     5  Q   W 100 + 8 [dd]',
    '  8,0    0        2     0.000000010     5  A   W 100 + 8 <- (8,1) 60',
    '  8,0    0        0     0.000000020     5 1b,2  m   N hello',
    '  8,0    0        0     0.000000030     0  m   N hello',
  ];
  expect((await print(records, { quiet: true, messages: true })).trimEnd().split('\n')).toEqual(lines);
  expect((await print(records)).trimEnd().split('\n')).toEqual([lines[0], lines[1], lines[3]]);
  const formats = parseFormatSpecs('%g %a\n', []);
  expect(await print(records.slice(0, 2), { quiet: true, formats })).toBe('7,0 Q\n');
});

test('messages with a cgroup’s id before the first request do not set the time 0 of blkparse', async () => {
  const early: WrittenRecord = {
    ...base,
    time: 3n,
    action: notes.message,
    category: categories.notify,
    payload: text,
    cgroup: 1n,
  };
  const records = [name, early, { ...base, time: 10n, sequence: 1, action: actions.queue }];
  expect(await print(records)).toContain(' 0.000000000     5  Q');
  expect(await print(records, { messages: true, quiet: true })).toMatch(
    / 0\.000000000 .* m .*\n.* 0\.000000007 .* Q /,
  );
});

test('version 8 is printed as version 7 is', async () => {
  const wishes = { cpus: 1, devices: [8 << 20], events: 3000 };
  const [seven] = randomTrace(makeRandom(1), wishes).values();
  const [eight] = randomTrace(makeRandom(1), { ...wishes, version: 8 }).values();
  expect(await print(eight![0]!, {})).toBe(await print(seven![0]!, {}));
});

test('zone write plugs have lines of their own', async () => {
  const zone = { ...base, version: 8, bytes: 0 } as const;
  expect(
    await print([
      { ...zone, time: 1n, sequence: 1, action: actions.zonePlug },
      { ...zone, time: 2n, sequence: 2, action: actions.zoneUnplug, payload: bigEndian([3, 8]) },
    ]),
  ).toBe(
    '  8,0    0        1     0.000000000     5 ZP   W [(null)]\n' +
      '  8,0    0        2     0.000000001     5 ZU   W [(null)] 3\n',
  );
});

test('waits are told where both of their ends were seen', async () => {
  const requests = [actions.getRequest, actions.insert, actions.issue, actions.complete].map(
    (action, i): WrittenRecord => ({ ...base, time: BigInt(1000 + 50 * i * i), sequence: i + 1, action }),
  );
  const lines = async (records: readonly WrittenRecord[]): Promise<readonly string[]> =>
    (
      await print([name, { ...base, time: 1n, action: actions.queue }, ...records], {
        quiet: true,
        trackIos: true,
      })
    )
      .trimEnd()
      .split('\n')
      .map(line => line.slice(43));
  expect(await lines(requests)).toEqual([
    'Q   W 100 + 8 [dd]',
    'G   W 100 + 8 [dd]',
    'I   W 100 + 8 (      50) [dd]',
    'D   W 100 + 8 (     150) [dd]',
    'C   W 100 + 8 (     250) [0]',
  ]);
  // Not inserted: nothing says since when it waited for the driver.
  expect(await lines([requests[0]!, requests[2]!, requests[3]!])).toEqual([
    'Q   W 100 + 8 [dd]',
    'G   W 100 + 8 [dd]',
    'D   W 100 + 8 [dd]',
    'C   W 100 + 8 (     250) [0]',
  ]);
});

test('drivers’ own data has no line but a word at the end', async () => {
  const data: WrittenRecord = { ...base, time: 1n, sequence: 1, action: actions.driverData, payload: text };
  expect(await print([data])).toMatch(/^\ndiscarded traces containing low-level device driver specific data/);
});

test('formats and masks that there are not are named', () => {
  expect(() => parseFormatString('%D \\x')).toThrow('\\x');
  expect(() => parseFormatSpecs(undefined, ['Y,%D'])).toThrow('Y,%D');
  expect(() => parseActionMask(['reed'])).toThrow('reed');
  expect(parseActionMask(['read', 'BLK_TC_WRITE', '0x8'])).toBe(11);
});

test('names are put in the order of strverscmp', () => {
  // The order that its manual page gives.
  const names = ['000', '00', '01', '010', '09', '0', '1', '9', '10'];
  for (const [i, a] of names.entries()) {
    for (const [j, b] of names.entries()) expect(Math.sign(compareVersions(a, b))).toBe(Math.sign(i - j));
  }
  expect(compareVersions('kworker/0:1', 'kworker/0:10')).toBeLessThan(0);
  expect(compareVersions('kworker/u4:2', 'kworker/0:1')).toBeGreaterThan(0);
});

test('shares are rounded as printf rounds them', () => {
  expect([percentText(0, 0), percentText(1, 400), percentText(3, 400), percentText(1, 3)]).toEqual([
    '  0.0',
    '  0.2',
    '  0.8',
    ' 33.3',
  ]);
});
