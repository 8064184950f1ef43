import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../store/index.ts';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade } from '../testing/hand-made.ts';
import { procAnalysis } from './index.ts';

const empty = handMade([{ time: 0, event: 'a:b' }]);
const at = (moment: string, monotonic: number | undefined, files: Record<string, string>): Snapshot => ({
  moment,
  monotonic,
  files: new Map(Object.entries(files)),
});

const softirqs = (timer: readonly number[]): string =>
  `                    CPU0       CPU1\n       TIMER:  ${timer.join('  ')}\n          HI:   0   0\n`;

describe('snapshots of /proc', () => {
  it('have rows by moment, with times and, between two moments, rates', () => {
    const trace = empty.withSnapshots([
      at('before', undefined, { softirqs: softirqs([1, 1]) }),
      at('first', 1e9, { softirqs: softirqs([10, 100]) }),
      at('second', 1.5e9, { softirqs: softirqs([20, 100]) }),
    ]);
    const columns = ['moment', 'time', 'name', 'cpu', 'count', 'rate'];
    expect(
      answerRows(procAnalysis, trace, 'proc.softirqs', columns).filter(row => row[2] === 'TIMER'),
    ).toEqual([
      ['before', undefined, 'TIMER', 0, 1, undefined],
      ['before', undefined, 'TIMER', 1, 1, undefined],
      ['first', 1e9, 'TIMER', 0, 10, undefined],
      ['first', 1e9, 'TIMER', 1, 100, undefined],
      ['second', 1.5e9, 'TIMER', 0, 20, 20],
      ['second', 1.5e9, 'TIMER', 1, 100, 0],
    ]);
  });

  it('have no times in a trace of another clock, but rates', () => {
    const { fields, ...parts } = empty;
    const local = new (empty.constructor as typeof import('../../store/index.ts').Trace)({
      ...parts,
      fields: () => fields,
      clock: { name: 'local', unit: 'ns' },
      snapshots: [at('a', 1e9, { softirqs: softirqs([0, 0]) }), at('b', 2e9, { softirqs: softirqs([7, 0]) })],
    });
    expect(answerRows(procAnalysis, local, 'proc.softirqs', ['time', 'rate'])[4]).toEqual([undefined, 7]);
  });

  it('say what changed from the first to the last that has it', () => {
    const trace = empty.withSnapshots([
      at('before', 1, { meminfo: 'Cached: 100 kB\nBuffers: 7 kB\nHugePages_Total: 0\n' }),
      at('while', 2, { vmstat: 'drop_pagecache 0\n' }),
      at('after', 3, {
        meminfo: 'Cached: 40 kB\nBuffers: 7 kB\nHugePages_Total: 2\n',
        vmstat: 'drop_pagecache 1\n',
      }),
    ]);
    const columns = ['since', 'moment', 'time', 'file', 'name', 'before', 'after', 'difference', 'unit'];
    expect(answerRows(procAnalysis, trace, 'proc.differences', columns)).toEqual([
      ['before', 'after', 3, 'meminfo', 'Cached', 102400, 40960, -61440, 'bytes'],
      ['before', 'after', 3, 'meminfo', 'HugePages_Total', 0, 2, 2, 'pages'],
      ['while', 'after', 3, 'vmstat', 'drop_pagecache', 0, 1, 1, ''],
    ]);
  });

  it('put mappings and totals of a process together', () => {
    const trace = empty.withSnapshots([
      at('now', 1, {
        '7/smaps': '1000-3000 r-xp 00000000 00:16 5    /usr/bin/a b\nSize: 8 kB\nRss: 4 kB\nSwap: 0 kB\n',
        '7/status': 'Name:\ta b\nState:\tS (sleeping)\nVmSize:\t 8 kB\nThreads:\t2\n',
        '7/smaps_rollup': '1000-3000 ---p 00000000 00:00 0    [rollup]\nRss: 4 kB\n',
        '7/maps': 'not read, smaps has it',
        '9/maps': '1000-2000 rw-p 00000000 00:00 0 \n',
      }),
    ]);
    const columns = ['pid', 'comm', 'start', 'bytes', 'permissions', 'file', 'rss', 'swap'];
    expect(answerRows(procAnalysis, trace, 'proc.mappings', columns)).toEqual([
      [7, 'a b', 0x1000, 8192, 'r-xp', '/usr/bin/a b', 4096, 0],
      [9, '', 0x1000, 4096, 'rw-p', '[anon]', undefined, undefined],
    ]);
    const totals = ['pid', 'comm', 'state', 'threads', 'vm_size', 'vm_rss', 'rollup_rss'];
    expect(answerRows(procAnalysis, trace, 'proc.statuses', totals)).toEqual([
      [7, 'a b', 'S', 2, 8192, undefined, 4096],
    ]);
    expect(answerProblems(procAnalysis, trace)).toEqual([]);
  });

  it('tell memory in bytes: blocks of an order, marks of a zone, slabs and what is wasted in them', () => {
    const trace = empty.withSnapshots([
      at('now', 1, {
        buddyinfo: 'Node 0, zone      DMA      1      0      3\n',
        zoneinfo: 'Node 0, zone      DMA\n  pages free     10\n        min      2\n',
        slabinfo: 'dentry  30  42  192  21  1 : tunables  0  0  0 : slabdata  2  2  0\n',
      }),
    ]);
    expect(answerRows(procAnalysis, trace, 'proc.buddies', ['order', 'free', 'bytes'])).toEqual([
      [0, 1, 4096],
      [1, 0, 0],
      [2, 3, 49152],
    ]);
    expect(answerRows(procAnalysis, trace, 'proc.zones', ['zone', 'name', 'pages', 'bytes'])).toEqual([
      ['DMA', 'free', 10, 40960],
      ['DMA', 'min', 2, 8192],
    ]);
    expect(answerRows(procAnalysis, trace, 'proc.slabs', ['cache', 'active', 'bytes', 'wasted'])).toEqual([
      ['dentry', 30, 8192, 8192 - 30 * 192],
    ]);
  });

  it('with lines that nobody understands count them, and tell the rest', () => {
    const trace = empty.withSnapshots([at('now', 1, { meminfo: 'MemTotal: 5 kB\nMemFree: many\n' })]);
    expect(answerRows(procAnalysis, trace, 'proc.memory', ['name', 'bytes'])).toEqual([['MemTotal', 5120]]);
    expect(answerProblems(procAnalysis, trace)).toEqual([['proc.unread-lines', 1]]);
  });
});
