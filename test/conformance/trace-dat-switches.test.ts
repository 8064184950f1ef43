import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { printEvents } from '../../src/cli/events/print-events.ts';
import {
  addReportOptions,
  type ReportOptions,
  reportWishes,
  wantsRawTimes,
} from '../../src/cli/events/report-options.ts';
import { type EventWishes, makeSelector } from '../../src/cli/events/select-events.ts';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';
import { traceCmdStyle } from '../../src/text/trace-cmd/index.ts';
import { traceCmd, traceCmdVersion } from './trace-cmd.ts';

const bin = join(import.meta.dirname, '../../bin/ringside.mjs');
const recordings = join(import.meta.dirname, '../../recordings/trace-dat');
const version = traceCmdVersion();

/** What `ringside events` prints, without a process for each. */
async function ours(file: string, args: readonly string[]): Promise<string> {
  const command = addReportOptions(new Command().option('-t')).parse(args, { from: 'user' });
  const options: ReportOptions & EventWishes & { t?: boolean } = command.opts();
  const { recording, close } = await openRecordingAt(join(recordings, file), {
    rawTimes: wantsRawTimes(options),
  });
  const printer = traceCmdStyle.printer(recording, {
    nanoseconds: options.t === true,
    report: reportWishes(options),
  });
  const pieces: Buffer[] = [];
  const sink = { gone: false, write: async (bytes: Uint8Array) => void pieces.push(Buffer.from(bytes)) };
  const wishes = { grep: undefined, first: undefined, last: undefined };
  await printEvents(recording, undefined, makeSelector(options), printer, wishes, sink);
  await close();
  return Buffer.concat(pieces).toString('latin1');
}
const theirs = (file: string, args: readonly string[]): string =>
  traceCmd('report', ...args, join(recordings, file)).toString('latin1');

/** Equal texts; what a failed test shows of them is their first differing lines. */
async function expectEqual(file: string, ...args: string[]): Promise<void> {
  const expected = theirs(file, args).split('\n');
  const found = (await ours(file, args)).split('\n');
  const at = expected.findIndex((line, index) => line !== found[index]);
  if (at >= 0) expect(found.slice(at, at + 3)).toEqual(expected.slice(at, at + 3));
  expect(found.length).toBe(expected.length);
}

describe.skipIf(version !== '3.1.6')(
  `ringside events prints what trace-cmd report prints [needs trace-cmd 3.1.6, found ${version}]`,
  () => {
    it.each([
      ['events.dat', '-w'],
      ['events.dat', '-N'],
      ['events.dat', '-n', 'sched'],
      ['events.dat', '-r', 'sched_.*', '-S', '-I'],
      // The first lines are all of idle tasks: names told there stand beside those of the file.
      ['events.dat', '-F', 'sched_switch : prev_state==0'],
      ['mono.dat', '--ts-diff'],
      ['mono.dat', '--ts-diff', '-t'],
      ['mono.dat', '--raw-ts'],
      ['mono.dat', '--align-ts', '--ts-diff'],
      ['mono.dat', '--ts2secs', '2600000000', '-t'],
      ['mono.dat', '--ts2secs', '2600000000', '--ts-diff'],
      ['mono.dat', '--nodate'],
      ['tsc.dat', '--ts-diff'],
      ['tsc.dat', '--align-ts'],
      ['tsc.dat', '--ts2secs', '2600000000'],
      ['tsc.dat', '--raw-ts', '--ts-diff'],
      ['instances.dat', '--ts-diff'],
      ['fgraph.dat', '-N'],
      ['function.dat', '-n', 'ftrace'],
      ['stack.dat', '-N'],
    ])('%s with %s %s %s', async (file, ...args) => {
      await expectEqual(file, ...args);
    });

    it('moves times by an offset, which trace-cmd 3.1.6 does only where there are several files', async () => {
      const moved = await ours('mono.dat', ['--ts-offset', '-1000000000', '-t']);
      const shown = await ours('mono.dat', ['-t']);
      expect(moved).toBe(shown.replaceAll(/ (\d+)(?=\.\d{9}:)/g, (_, second) => ` ${Number(second) - 1}`));
      const file = join(recordings, 'mono.dat');
      expect(traceCmd('report', '-i', file, '--ts-offset', '-1000000000', '-t').toString('latin1')).toBe(
        shown,
      );
    });

    it.each([
      'sched',
      'sched/sched_.*',
      'SCHED_SWITCH',
      'sched_switch,sched_wakeup:prev_state==1',
      'sched_switch:prev_comm =~ "fi.*" && next_pid > 0',
      'sched_switch:prev_comm !~ "^s" || next_pid == 0 && prev_prio < 100',
      'sched:!bogus == 1',
      'sched : bogus == 1 || common_pid == 201',
      '.*:COMM == "files"',
      '.*: CPU == 1 && common_pid > 190',
      'kmem:call_site == "getname_flags.part.0"',
      'mm_page_alloc : gfp_flags & 0x100',
      'mm_page_alloc : !(order == 0)',
      'sys_enter : id >= 0x10 && id<=077',
      'sys_exit : ret == 0xfffffffffffffffe',
      'block:rwbs =~ "W"',
      'writeback:name =~ "9p\\|8:0"',
      'sched_switch:prev_prio - 120',
    ])('filtered by %s', async filter => {
      await expectEqual('events.dat', '-F', filter);
    });

    it('filtered by several filters, some negated', async () => {
      await expectEqual('events.dat', '-F', 'kmem', '-v', '-F', 'kmem/kfree');
      await expectEqual('events.dat', '-v', '-F', 'kmem', '-F', 'ext4');
      await expectEqual('fgraph.dat', '-F', 'funcgraph_entry:depth < 3');
      await expectEqual('function.dat', '-F', 'function:ip == "vfs_write"');
    });

    it('but no stack of an event that a filter took out, which trace-cmd 3.1.6 does', async () => {
      const filter = ['-F', 'mm_page_alloc:order==1'];
      const all = theirs('stack.dat', []).split('\n');
      const isEvent = (line: string): boolean => /\[\d{3}\]/.test(line);
      const isStack = (line: string): boolean => line.includes(' kernel_stack: ');
      const cpuOf = (line: string): string => /\[(\d{3})\]/.exec(line)?.[1] ?? '';
      // What is right: the events, and the stack of each where it is the next record of its CPU.
      const chosen = new Set(theirs('stack.dat', filter).split('\n').filter(isEvent));
      const right: string[] = [];
      const shown = new Map<string, boolean>();
      let taken = true;
      for (const line of all) {
        if (isEvent(line)) {
          taken = isStack(line) ? shown.get(cpuOf(line)) === true : chosen.has(line);
          shown.set(cpuOf(line), taken && !isStack(line));
        }
        if (taken) right.push(line);
      }
      expect(await ours('stack.dat', filter)).toBe(right.join('\n') + (right.at(-1) === '' ? '' : '\n'));
      expect(theirs('stack.dat', filter).split('\n').filter(isStack).length).toBeGreaterThan(
        right.filter(isStack).length,
      );
    });
  },
);

describe('a filter that is wrong', () => {
  it.each([
    ['sched_switch:', 13],
    ['sched_switch:prev_pid', 21],
    ['sched_switch:(prev_pid == 1', 27],
    ['sched_switch:prev_comm =~ "["', 26],
    ['sched_switch:1==1', 13],
    ['nope', 0],
  ])('%s is refused at its place', (filter, at) => {
    const { stderr, status } = spawnSync(
      process.execPath,
      [bin, 'events', '-F', filter, join(recordings, 'mono.dat')],
      { encoding: 'utf8' },
    );
    expect(status).toBe(2);
    expect(stderr.split('\n').slice(1, 3)).toEqual([filter, `${' '.repeat(at)}^`]);
  });
});
