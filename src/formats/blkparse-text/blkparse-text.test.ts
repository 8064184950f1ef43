import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { FormatError, sourceFromBytes } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { blkparseStyle } from '../../text/blkparse/index.ts';
import { OutputBytes } from '../../text/index.ts';
import { blktrace } from '../blktrace/index.ts';
import { makeRandom, randomTrace } from '../blktrace/testing/random-trace.ts';
import { writeRecords } from '../blktrace/testing/write-records.ts';
import type { Recording } from '../format.ts';
import { FastLine, lineEnd } from './fast-line.ts';
import { blkparseText } from './index.ts';
import { lineText, parseLine } from './parse-line.ts';

const recordings = join(import.meta.dirname, '../../../recordings/blktrace');

function text(name: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(join(recordings, `${name}.blkparse.gz`))));
}

function openText(bytes: Uint8Array): Promise<Recording> {
  return blkparseText.open({ kind: 'file', source: sourceFromBytes(bytes, 'text') }, {});
}

async function print(recording: Recording, wanted: (row: number) => boolean = () => true): Promise<Buffer> {
  const printer = blkparseStyle.printer(recording, {});
  const out = new OutputBytes();
  const trace = await recording.load();
  printer.use(trace);
  printer.head?.(out);
  for (let row = 0; row < trace.count; row++) if (wanted(row)) printer.print(row, out);
  printer.tail?.(out);
  return Buffer.from(out.view());
}

/** What a text can tell of events: it leaves out where and how large those without whole sectors are, and requests' errors. */
function told(trace: Trace): readonly unknown[] {
  return Array.from({ length: trace.count }, (_, row) => {
    const event = trace.event[row]!;
    const format = trace.formats[event]!;
    const read = (name: string): unknown => trace.fields.value(event, name)?.(row);
    const whole = (read('bytes') as number) >= 512 && format.name !== 'split';
    const names = [
      'device_major',
      'device_minor',
      'sequence',
      'rwbs',
      'requests',
      'new_sector',
      'from_sector',
      'text',
    ];
    return {
      event: format.name,
      time: trace.time[row],
      cpu: trace.cpu[row],
      pid: trace.pid[row],
      comm: trace.tasks.of(trace.pid[row]!),
      ...Object.fromEntries(names.map(name => [name, read(name)])),
      sector: whole ? read('sector') : undefined,
      sectors: whole ? Math.floor((read('bytes') as number) / 512) : undefined,
      error: format.name === 'complete' ? read('error') : undefined,
    };
  });
}

test.each(['sda', 'mq'])('%s is printed as it stands', async name => {
  const bytes = text(name);
  expect(blkparseText.recognisesFile?.(bytes.subarray(0, 1 << 16))).toBe(true);
  const recording = await openText(bytes);
  expect((await print(recording)).equals(bytes)).toBe(true);
  expect((await recording.load()).problems).toEqual([]);
});

test('sda tells what the recording tells that it was printed of', async () => {
  const files = [0, 1].map(cpu => `sda.blktrace.${cpu}`);
  const folder = {
    name: 'folder',
    list: async () => files,
    open: async (name: string) =>
      files.includes(name)
        ? sourceFromBytes(new Uint8Array(readFileSync(join(recordings, name))), name)
        : undefined,
  };
  const binary = await (await blktrace.open({ kind: 'folder', folder }, {})).load();
  const printed = await (await openText(text('sda'))).load();
  expect(told(printed)).toEqual(told(binary));
});

test('random records are told alike by their text', async () => {
  const [files] = randomTrace(makeRandom(8), { cpus: 1, devices: [8 << 20], events: 4000 }).values();
  const binary = await blktrace.open({ kind: 'file', source: sourceFromBytes(writeRecords(files![0]!)) }, {});
  const printed = await print(binary);
  const recording = await openText(new Uint8Array(printed));
  expect((await print(recording)).equals(printed)).toBe(true);
  const [ours, theirs] = [told(await recording.load()), told(await binary.load())];
  const known = theirs.filter(event => (event as { event: string }).event !== 'driver_data') as readonly {
    readonly event: string;
    readonly comm?: string;
  }[];
  expect(ours.length).toBe(known.length);
  for (const [row, event] of ours.entries()) {
    const { event: kind } = known[row]!;
    // Lines of messages have neither a thread nor a number, those of remaps the device that requests went to.
    if (kind === 'message') continue;
    const lost = ['comm', 'sector', 'sectors', ...(kind === 'remap' ? ['device_minor'] : [])];
    expect(without(event, lost)).toEqual(without(known[row], lost));
  }
});

function without(event: unknown, names: readonly string[]): unknown {
  return Object.fromEntries(Object.entries(event as object).filter(([name]) => !names.includes(name)));
}

test('totals of all events do not stand behind some of them', async () => {
  const recording = await openText(text('sda'));
  const some = (await print(recording, row => row % 2 === 0)).toString('latin1');
  expect(some).not.toContain('Throughput');
  expect(some.trimEnd().split('\n')).toHaveLength(1090);
});

test('lines that are none of events are named and stay where they are', async () => {
  const lines = gunzipSync(readFileSync(join(recordings, 'sda.blkparse.gz')))
    .toString('latin1')
    .split('\n');
  lines.splice(5, 0, 'what is this', '');
  const bytes = Buffer.from(lines.join('\n'), 'latin1');
  const recording = await openText(new Uint8Array(bytes));
  expect((await print(recording)).equals(bytes)).toBe(true);
  const { problems } = await recording.load();
  expect(problems).toMatchObject([{ name: 'blkparse-text.unknown-line', count: 2 }]);
});

test.each([
  [
    'names with brackets',
    '  8,0    1        1     0.000000000   288  Q  WS 32818 + 16 [a] b [c]]',
    { name: 'a] b [c]', bytes: 8192 },
  ],
  [
    'waits',
    '  8,0    1        4     0.000000002   288  D  WS 32818 + 16 (     250) [dd]',
    { sector: 32818n, name: 'dd' },
  ],
  [
    'requests without sectors',
    '  8,0    1        3     0.000000001   288  P   N [dd]',
    { action: 9, bytes: 0 },
  ],
  [
    'commands',
    '  8,0    0        7     0.100000000     9  D   R 36 (12 00 00 00 24 00 ..) [dd]',
    { bytes: 36, name: 'dd' },
  ],
  [
    'completed commands',
    '  8,0    0        8     0.100000000     9  C   R (12 00 ..) [2]',
    { error: 2, sector: 0n },
  ],
])('%s are taken apart', (_what, line, expected) => {
  expect(parseLine(line)).toMatchObject(expected);
});

test('lines are taken apart quickly as they are slowly', async () => {
  const [files] = randomTrace(makeRandom(5), { cpus: 1, devices: [(253 << 20) | 7], events: 3000 }).values();
  const random = await blktrace.open({ kind: 'file', source: sourceFromBytes(writeRecords(files![0]!)) }, {});
  const texts = [text('sda'), text('mq'), new Uint8Array(await print(random))];
  const fast = new FastLine();
  let quick = 0;
  for (const bytes of texts) {
    for (let start = 0; start < bytes.length; ) {
      const end = lineEnd(bytes, start);
      const slow = parseLine(lineText(bytes, start, end));
      if (fast.read(bytes, start, end)) {
        quick++;
        const {
          device,
          cpu,
          sequence,
          time,
          pid,
          action,
          category,
          sector,
          bytes: size,
          error,
          count,
        } = fast;
        const name = lineText(bytes, fast.nameStart, fast.nameEnd);
        expect({
          device,
          cpu,
          sequence,
          time,
          pid,
          action,
          category,
          sector,
          size,
          error,
          count,
          name,
        }).toEqual({
          ...{
            device: slow?.device,
            cpu: slow?.cpu,
            sequence: slow?.sequence,
            time: slow?.time,
            pid: slow?.pid,
          },
          ...{
            action: slow?.action,
            category: slow?.category,
            sector: Number(slow?.sector),
            size: slow?.bytes,
          },
          error: slow?.error,
          count: slow?.payload?.kind === 'number' ? Number(slow.payload.value) : -1,
          name: slow?.name ?? (slow?.action === 8 ? '' : '(null)'),
        });
      }
      start = end + 1;
    }
  }
  expect(quick).toBeGreaterThan(3500);
});

test('no line takes long', () => {
  const before = performance.now();
  for (const filling of [' ', '0', '(', '[', ')', ' + ', '00 ', 'a']) {
    for (const start of [
      '',
      '  8,0    0        7     0.100000000     9  D   R ',
      '  8,0    0        7     0.100000000     9  C   R (',
    ]) {
      parseLine(start + filling.repeat(16_000 / filling.length));
    }
  }
  expect(performance.now() - before).toBeLessThan(500);
});

test('other texts are none of ours', async () => {
  for (const other of ['', 'hello\n', '  8,0  nothing\n', '# tracer: nop\n']) {
    expect(blkparseText.recognisesFile?.(Buffer.from(other))).toBe(false);
  }
  await expect(openText(Buffer.from('hello\n'))).rejects.toThrow(FormatError);
});
