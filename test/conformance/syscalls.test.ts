import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syscallsAnalysis } from '../../src/analyses/syscalls/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import type { Table } from '../../src/store/index.ts';
import { perfVersion } from './perf.ts';

const recordings = join(import.meta.dirname, '../../recordings/answers');
const packed = (name: string): Buffer => gunzipSync(readFileSync(join(recordings, name)));

/** `tid call` → calls, errors, total, min, avg, max in milliseconds of three decimals, as perf prints them. */
type Figures = ReadonlyMap<string, readonly string[]>;

/** What `perf trace -s` says of each task and call. */
function figuresOfPerf(text: string): Figures {
  const figures = new Map<string, readonly string[]>();
  let task = '';
  for (const line of text.split('\n')) {
    task = / \((\d+)\), \d+ events/.exec(line)?.[1] ?? task;
    const row = /^ {3}(\w+) +(\d+) +(\d+) +([\d.]+) +([\d.]+) +([\d.]+) +([\d.]+) +[\d.]+%$/.exec(line);
    if (row !== null) figures.set(`${task} ${row[1]}`, row.slice(2));
  }
  return figures;
}

function figuresOf(calls: Table): Figures {
  const found = new Map<string, { durations: number[]; errors: number }>();
  const column = (id: string): number => calls.column(id);
  for (let row = 0; row < calls.count; row++) {
    const duration = calls.number(column('duration'), row);
    if (Number.isNaN(duration)) continue;
    const key = `${calls.text(column('tid'), row)} ${calls.text(column('call'), row)}`;
    const figures = found.get(key) ?? { durations: [], errors: 0 };
    found.set(key, figures);
    figures.durations.push(duration);
    if (calls.text(column('error'), row) !== '') figures.errors++;
  }
  return new Map(
    [...found].map(([key, { durations, errors }]) => {
      const total = durations.reduce((sum, duration) => sum + duration, 0);
      const times = [total, Math.min(...durations), total / durations.length, Math.max(...durations)];
      return [key, [durations.length, errors, ...times.map(time => (time / 1e6).toFixed(3))].map(String)];
    }),
  );
}

/** perf counts what it saw no entry of as calls of no time: the end of one before the recording, and returns in new tasks. */
const withoutEntry = ['205 openat', '270 clone3', '271 clone'];
/** perf does not count it: its return has no number. */
const withoutReturn = '205 rt_sigreturn';

describe('system calls of perf.data', () => {
  let folder: string;
  let ours: Figures;
  let kept: Table;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ringside-syscalls-'));
    const bytes = new Uint8Array(packed('syscalls.perf.gz'));
    const trace = await (await readPerfData(sourceFromBytes(bytes), await loadDecompressors())).load();
    const answer = syscallsAnalysis.answer(trace);
    expect(answer.problems.map(({ name, count }) => [name, count])).toEqual([['syscalls.call-unbegun', 1]]);
    kept = answer.table('syscalls.task-calls');
    ours = figuresOf(answer.table('syscalls.calls'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const same = (perf: Figures): void => {
    expect(perf.size).toBeGreaterThan(60);
    const without = (figures: Figures): Figures =>
      new Map([...figures].filter(([key]) => ![...withoutEntry, withoutReturn].includes(key)));
    expect(without(ours)).toEqual(without(perf));
    expect([perf.get(withoutReturn), ours.get(withoutReturn)?.[0]]).toEqual([undefined, '1']);
    expect([ours.get('270 clone3'), ours.get('271 clone')]).toEqual([undefined, undefined]);
    expect(perf.get('205 openat')!.slice(0, 3)).toEqual(['6', '1', '28.236']);
    expect(ours.get('205 openat')!.slice(0, 3)).toEqual(['5', '1', '28.236']);
  };

  it('are those of perf trace -s: calls, errors, total, least, mean and most of each task and call (stored)', () => {
    same(figuresOfPerf(packed('syscalls.perf-trace.gz').toString()));
  });

  it('are those of the installed perf trace -s', context => {
    if (!perfVersion().startsWith('6.1.')) return context.skip(`needs perf 6.1, not ${perfVersion()}`);
    const file = join(folder, 'syscalls.perf');
    writeFileSync(file, packed('syscalls.perf.gz'));
    const ran = spawnSync('perf', ['trace', '-s', '-i', file], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: '/nonexistent', PERF_CONFIG: '/dev/null' },
    });
    same(figuresOfPerf(ran.stdout + ran.stderr));
  });

  it('the summary by task and call has the same sums as the single calls', () => {
    for (let row = 0; row < kept.count; row++) {
      const [tid, call, count, errors, total] = ['tid', 'call', 'count', 'errors', 'total'].map(id =>
        kept.text(kept.column(id), row),
      );
      if (count === '0') continue;
      const figures = ours.get(`${tid} ${call}`)!;
      expect([count, errors, (Number(total) / 1e6).toFixed(3)]).toEqual(figures.slice(0, 3));
    }
  });
});
