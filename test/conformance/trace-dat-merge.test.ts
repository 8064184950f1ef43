import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { option } from '../../src/formats/trace-dat/options.ts';
import { type TestFile, testData, writeTestFile } from '../../src/formats/trace-dat/testing/test-file.ts';
import { type PageMaker, TestPage } from '../../src/formats/trace-dat/testing/test-page.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const version = traceCmdVersion();
const program = join(import.meta.dirname, '../../bin/ringside.mjs');
const maker: PageMaker = { littleEndian: true, longBytes: 8 };
const common =
  'format:\n\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n' +
  '\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n';
const entry =
  `name: kvm_entry\nID: 200\n${common}\tfield:unsigned int vcpu_id;\toffset:8;\tsize:4;\tsigned:0;\n` +
  '\tfield:unsigned long rip;\toffset:16;\tsize:8;\tsigned:0;\n\nprint fmt: "vcpu %u, rip 0x%lx", REC->vcpu_id, REC->rip\n';
const hello = `name: hello\nID: 201\n${common}\tfield:int value;\toffset:8;\tsize:4;\tsigned:1;\n\nprint fmt: "value=%d", REC->value\n`;

const record = (id: number, pid: number, value: number, rip = 0n) =>
  testData(true, out => {
    out.u16(id);
    out.u16(0);
    out.u32(pid);
    out.u32(value);
    if (rip === 0n) return;
    out.u32(0);
    out.u64(rip);
  });

function file(more: Partial<TestFile>): TestFile {
  return {
    version: 7,
    littleEndian: true,
    longBytes: 8,
    headerPage:
      '\tfield: u64 timestamp;\toffset:0;\tsize:8;\tsigned:0;\n\tfield: local_t commit;\toffset:8;\tsize:8;\tsigned:1;\n\tfield: char data;\toffset:16;\tsize:4080;\tsigned:1;\n',
    ftraceFormats: [],
    eventFormats: [
      { system: 'kvm', texts: [entry] },
      { system: 'test', texts: [hello] },
    ],
    cpuCount: 1,
    traceClock: '[local]',
    buffers: [],
    ...more,
  };
}

const guestKernel = 0xffff_ffff_8100_0000n;
const host = file({
  kallsyms: 'ffffffff81000000 T not_the_guests\nffffffff82000000 T end\n',
  savedCmdlines: '70 CPU 0/KVM\n71 CPU 1/KVM\n9 other\n',
  options: [
    [
      {
        id: option.guest,
        data: testData(true, out => {
          out.string('vm');
          out.u64(77);
          out.u32(2);
          for (const [cpu, pid] of [
            [0, 70],
            [1, 71],
          ] as const) {
            out.u32(cpu);
            out.u32(pid);
          }
        }),
      },
    ],
  ],
  buffers: [
    {
      name: '',
      cpus: [
        {
          cpu: 0,
          pages: [
            new TestPage(maker, 1_000_000n)
              .event(1000, record(200, 70, 0, guestKernel))
              .event(1000, record(200, 71, 1, guestKernel + 0x123n))
              .event(1000, record(200, 9, 0, guestKernel + 0x10n))
              .event(1000, record(200, 70, 0, 0x1000n))
              .take(),
          ],
        },
      ],
    },
    {
      name: 'a long instance',
      cpus: [{ cpu: 0, pages: [new TestPage(maker, 1_000_500n).event(0, record(201, 9, 5)).take()] }],
    },
  ],
});
const guest = file({
  kallsyms: 'ffffffff81000000 T guest_start\nffffffff81000100 T guest_next\nffffffff82000000 T end\n',
  savedCmdlines: '5 inside\n',
  options: [
    [
      { id: option.traceId, data: testData(true, out => out.u64(77)) },
      {
        id: option.timeShift,
        data: testData(true, out => {
          out.u64(1);
          out.u32(0);
          out.u32(1);
          out.u32(1);
          out.u64(10);
          out.u64(990_000);
          out.u64(1);
          out.u64(0);
        }),
      },
    ],
  ],
  buffers: [
    {
      name: '',
      cpus: [
        {
          cpu: 0,
          pages: [
            new TestPage(maker, 10_000n)
              .event(1500, record(201, 5, 1))
              .event(500, record(201, 5, 2))
              .event(9000, record(201, 5, 3))
              .take(3),
          ],
        },
      ],
    },
  ],
});

describe.skipIf(version !== '3.1.6')(
  `a host's file and its guest's on one line of time (needs trace-cmd 3.1.6, is ${version})`,
  () => {
    let folder = '';
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'ringside-trace-dat-merge-'));
      writeFileSync(join(folder, 'host.dat'), writeTestFile(host));
      writeFileSync(join(folder, 'the-guest.dat'), writeTestFile(guest));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const events = (...args: string[]) =>
      spawnSync(process.execPath, [program, 'events', ...args], { cwd: folder, encoding: 'latin1' });

    it.each(['', '-t', '-l', '-R'])('is printed as by trace-cmd report -i -i, with %j', flag => {
      const flags = flag === '' ? [] : [flag];
      const theirs = traceCmd(
        'report',
        ...flags,
        ...['-i', join(folder, 'host.dat'), '-i', join(folder, 'the-guest.dat')],
      ).toString('latin1');
      expect(events(...flags, 'host.dat', 'the-guest.dat').stdout).toBe(theirs);
      if (flag === '') expect(theirs).toContain(' rip 0xffffffff81000123 guest_next+0x23\n  the-guest.dat: ');
    });

    it('JSON lines name their file', () => {
      const lines = events('--json', 'host.dat', 'the-guest.dat')
        .stdout.trim()
        .split('\n')
        .map(line => JSON.parse(line));
      const rows = lines.filter(line => line.event !== undefined);
      expect(rows.length).toBe(8);
      expect(rows.slice(0, 3).map(({ file }) => file)).toEqual(['host.dat', 'host.dat', 'the-guest.dat']);
    });

    it('other formats are refused by name', () => {
      const script = join(import.meta.dirname, '../../recordings/blktrace/sda.blktrace.0');
      const refused = events('host.dat', script);
      expect(refused.status).toBe(2);
      expect(refused.stderr).toContain('is no trace.dat');
    });
  },
);
