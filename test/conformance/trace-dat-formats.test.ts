import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { option } from '../../src/formats/trace-dat/options.ts';
import {
  type TestBuffer,
  type TestFile,
  type TestOption,
  testData,
  writeTestFile,
} from '../../src/formats/trace-dat/testing/test-file.ts';
import { type PageMaker, TestPage } from '../../src/formats/trace-dat/testing/test-page.ts';
import { readTrace, reportFlags, reportText } from './report-text.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const version = traceCmdVersion();
const little: PageMaker = { littleEndian: true, longBytes: 8 };
const machines: readonly PageMaker[] = [
  little,
  { littleEndian: false, longBytes: 8 },
  { littleEndian: true, longBytes: 4 },
  { littleEndian: false, longBytes: 4 },
];

const common =
  'format:\n\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n' +
  '\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n';
const demo = (long: number) =>
  `name: demo\nID: 100\n${common}\tfield:int value;\toffset:8;\tsize:4;\tsigned:1;\n\tfield:__data_loc char[] name;\toffset:12;\tsize:4;\tsigned:0;\n` +
  `\tfield:unsigned long address;\toffset:16;\tsize:${long};\tsigned:0;\n\nprint fmt: "value=%d name=%s address=%lx", REC->value, __get_str(name), REC->address\n`;
const print = (long: number) =>
  `name: print\nID: 5\n${common}\tfield:unsigned long ip;\toffset:8;\tsize:${long};\tsigned:0;\n\tfield:char buf;\toffset:${8 + long};\tsize:0;\tsigned:0;\n\nprint fmt: "%ps: %s", (void *)REC->ip, REC->buf\n`;

/** A `demo` record with this value. */
function record({ littleEndian, longBytes }: PageMaker, value: number, name = 'abc'): Uint8Array {
  return testData(littleEndian, out => {
    out.u16(100);
    out.u8(value & 0x1f);
    out.u8(value & 3);
    out.u32(7 + (value % 3));
    out.u32(value);
    const at = 16 + longBytes;
    out.u32(((name.length + 1) << 16) | at);
    if (longBytes === 8) out.u64(0xffff_ffff_8100_0010n);
    else out.u32(0xc100_0010);
    out.string(name);
  });
}

const headerPage = ({ longBytes, pageSize = 4096 }: PageMaker) =>
  `\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n\tfield: local_t commit;\toffset:8;\tsize:${longBytes};\tsigned:1;\n` +
  `\tfield: int overwrite;\toffset:8;\tsize:1;\tsigned:1;\n\tfield: char data;\toffset:${8 + longBytes};\tsize:${pageSize - 8 - longBytes};\tsigned:1;\n`;

/** A page of records, 1500 ticks apart. */
function page(maker: PageMaker, stamp: bigint, values: readonly number[], lost = 0): Uint8Array {
  const made = new TestPage(maker, stamp);
  for (const value of values) made.event(1500, record(maker, value));
  return made.take(lost);
}

function topOf(maker: PageMaker, stamp = 5_000_000_000n): TestBuffer {
  return {
    name: '',
    cpus: [
      { cpu: 0, pages: [page(maker, stamp, [1, 2, 3]), page(maker, stamp + 100_000n, [4, 5])] },
      { cpu: 1, pages: [page(maker, stamp + 700n, [-6, 7])] },
    ],
  };
}

function fileOf(maker: PageMaker, more: Partial<TestFile> = {}): TestFile {
  const { littleEndian, longBytes } = maker;
  return {
    version: 7,
    littleEndian,
    longBytes,
    headerPage: headerPage(maker),
    ftraceFormats: [print(longBytes)],
    eventFormats: [{ system: 'test', texts: [demo(longBytes)] }],
    kallsyms: 'ffffffff81000000 T start\nffffffff81000100 t next\n',
    savedCmdlines: '7 worker\n8 two words\n',
    cpuCount: 2,
    traceClock: '[local] global',
    buffers: [topOf(maker)],
    ...more,
  };
}

const text = (id: number, value: string): TestOption => ({
  id,
  data: testData(true, out => out.string(value)),
});

interface Sample {
  readonly time: bigint;
  readonly offset: bigint;
  readonly scaling?: bigint;
  readonly fraction?: bigint;
}

function timeShift(flags: number, cpus: readonly (readonly Sample[])[], fractions = true): TestOption {
  const data = testData(true, out => {
    out.u64(99);
    out.u32(flags);
    out.u32(cpus.length);
    for (const samples of cpus) {
      out.u32(samples.length);
      for (const { time } of samples) out.u64(time);
      for (const { offset } of samples) out.u64(offset);
      for (const { scaling } of samples) out.u64(scaling ?? 1n);
    }
    if (fractions) for (const samples of cpus) for (const { fraction } of samples) out.u64(fraction ?? 0n);
  });
  return { id: option.timeShift, data };
}

const at = 5_000_000_000n;
const three: readonly Sample[] = [
  { time: at + 50_000n, offset: 7_000n },
  { time: at, offset: -2_000n },
  { time: at + 2_000n, offset: 3_333n },
  { time: at + 2_000n, offset: 9_999n },
];
const scaled: readonly Sample[] = [
  { time: at, offset: 10n, scaling: 3n, fraction: 1n },
  { time: at + 100_000n, offset: 12n, scaling: 3n, fraction: 1n },
];
const tsc: TestOption = {
  id: option.tsc2nsec,
  data: testData(true, out => {
    out.u32(1_000_003);
    out.u32(20);
    out.u64(0);
  }),
};

const both = [6, 7] as const;
const instances = (maker: PageMaker): Partial<TestFile> => ({
  buffers: [
    topOf(maker),
    { name: 'one', cpus: [{ cpu: 1, pages: [page(maker, at + 1_000n, [10, 11])] }] },
    { name: 'second one', clock: 'mono', cpus: [{ cpu: 0, pages: [page(maker, at + 900n, [12])] }] },
  ],
});

const cases: readonly (readonly [string, TestFile])[] = [
  ...machines.flatMap(machine =>
    both.map((version): readonly [string, TestFile] => [
      `version ${version}, longs of ${machine.longBytes} bytes, little endian: ${machine.littleEndian}`,
      fileOf(machine, { version }),
    ]),
  ),
  ...both.flatMap((version): (readonly [string, TestFile])[] => [
    [`version ${version}: several instances`, fileOf(little, { version, ...instances(little) })],
    [`version ${version}: a date`, fileOf(little, { version, options: [[text(option.date, '0x5e6f70')]] })],
    [
      `version ${version}: offsets that add up`,
      fileOf(little, {
        version,
        options: [[text(option.offset, '-1234567'), text(option.date, '-77'), text(option.offset, '5')]],
      }),
    ],
    [
      `version ${version}: a latency tracer’s report`,
      fileOf(little, {
        version,
        buffers: [],
        // trace-cmd records none with a latency tracer, and would take the report's begin for it.
        traceClock: undefined,
        latency:
          '# tracer: wakeup_rt\n#\n#  latency: 88 us, #4/4\n  <idle>-0  2dNh5   1us+: try_to_wake_up\n',
      }),
    ],
    [
      `version ${version}: larger pages`,
      fileOf(
        { ...little, pageSize: 65536 },
        { version, pageSize: 65536, buffers: [topOf({ ...little, pageSize: 65536 })] },
      ),
    ],
    [
      `version ${version}: a guest’s clock with one sample a CPU`,
      fileOf(little, {
        version,
        options: [
          [timeShift(0, [[{ time: at, offset: 123_456n, scaling: 9n }], [{ time: at, offset: -555n }]])],
        ],
      }),
    ],
    [
      `version ${version}: with many samples, of one CPU`,
      fileOf(little, { version, options: [[timeShift(0, [three])]] }),
    ],
    [
      `version ${version}: with offsets that are interpolated`,
      fileOf(little, { version, options: [[timeShift(1, [three, three])]] }),
    ],
    [
      `version ${version}: with scalings, and a TSC turned into nanoseconds behind it`,
      fileOf(little, {
        version,
        traceClock: 'local [x86-tsc]',
        options: [[timeShift(1, [scaled, scaled]), tsc]],
      }),
    ],
    [
      `version ${version}: with scalings of a writer that knew no fractions`,
      fileOf(little, {
        version,
        options: [[timeShift(0, [scaled.map(sample => ({ ...sample, scaling: 2n }))], false)]],
      }),
    ],
    [
      `version ${version}: a clock of ticks`,
      fileOf(little, { version, traceClock: 'local global counter uptime perf mono mono_raw [boot] tai' }),
    ],
    [
      `version ${version}: options nobody knows, and guests`,
      fileOf(little, {
        version,
        options: [
          [
            { id: 200, data: new Uint8Array(33) },
            {
              id: option.guest,
              data: testData(true, out => {
                out.string('vm');
                out.u64(1234);
                out.u32(1);
                out.u32(0);
                out.u32(4711);
              }),
            },
          ],
        ],
      }),
    ],
    [
      `version ${version}: pages with time extends, absolute stamps, discarded events, losses and long records`,
      fileOf(little, {
        version,
        buffers: [{ name: '', cpus: [{ cpu: 0, pages: oddPages(little) }] }],
      }),
    ],
    [
      `version ${version}: a 32-bit big-endian machine’s odd pages`,
      fileOf(machines[3]!, {
        version,
        buffers: [{ name: '', cpus: [{ cpu: 0, pages: oddPages(machines[3]!) }] }],
      }),
    ],
    ...machines
      .filter(machine => machine.littleEndian)
      .map((machine): readonly [string, TestFile] => [
        // trace-cmd reads those of big-endian machines wrongly: docs/differences.md.
        `version ${version}: pages from before Linux 2.6.31, longs of ${machine.longBytes} bytes`,
        fileOf(machine, {
          version,
          headerPage: '',
          buffers: [{ name: '', cpus: [{ cpu: 0, pages: oldPages({ ...machine, old: true }) }] }],
        }),
      ]),
  ]),
  [
    'options in four sections, one after the other',
    fileOf(little, { options: [[text(option.offset, '10')], [], [text(option.uname, 'Linux x'), tsc]] }),
  ],
  [
    'an instance with larger pages than the top one',
    fileOf(little, {
      buffers: [
        topOf(little),
        {
          name: 'large',
          pageSize: 16384,
          cpus: [{ cpu: 0, pages: [page({ ...little, pageSize: 16384 }, at, [9, 10])] }],
        },
      ],
    }),
  ],
];

function oddPages(maker: PageMaker): Uint8Array[] {
  const long = record(maker, 20, 'x'.repeat(300));
  return [
    new TestPage(maker, 1_000n)
      .event(10, record(maker, 1))
      .extend(3 * 2 ** 27 + 5)
      .event(0, record(maker, 2))
      .discarded(7, 40)
      .event(3, long)
      .stamp(0x1234_5678_9abcn)
      .event(9, record(maker, 3))
      .take(),
    page(maker, 0x1234_5678_f000n, [4, 5], -1),
    page(maker, 0x1234_5679_f000n, [6], 4321),
    new TestPage(maker, 0x1234_567a_f000n)
      .extend(2 ** 20)
      .event(1, record(maker, 8))
      .take(77),
    new TestPage(maker, 0x1234_567b_f000n).discarded(1, 24).event(1, record(maker, 9)).take(-1),
    new TestPage(maker, 0x1234_567c_f000n).event(1, long).take(5),
  ];
}

function oldPages(maker: PageMaker): Uint8Array[] {
  return [
    new TestPage(maker, 1_000n)
      .event(10, record(maker, 1))
      .extend(2 ** 27 + 5)
      .event(0, record(maker, 2, 'q'))
      .event(3, record(maker, 20, 'x'.repeat(300)))
      .take(),
    page(maker, 0x1234_5678_f000n, [4, 5]),
  ];
}

describe.skipIf(version !== '3.1.6')(
  `files of every kind, judged by trace-cmd (needs 3.1.6, is ${version})`,
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-formats-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each(cases)('%s', async (_name, file) => {
      const path = join(folder, 'file.dat');
      writeFileSync(path, writeTestFile(file));
      const trace = await readTrace(path);
      for (const [flag, wishes] of reportFlags) {
        const theirs = traceCmd('report', ...(flag === '' ? [] : [flag]), path).toString('latin1');
        expect.soft(reportText(trace, wishes), flag).toBe(theirs);
      }
      expect(reportText(trace).split('\n').length).toBeGreaterThan(3);
      const bad = trace.problems.filter(({ severity }) => severity === 'broken');
      expect(bad).toEqual([]);
    });
  },
);
