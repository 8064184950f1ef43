import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schedAnalysis } from '../../src/analyses/sched/index.ts';
import { findEvents } from '../../src/analyses/walk/index.ts';
import { sourceFromBytes } from '../../src/base/index.ts';
import { loadDecompressors } from '../../src/cli/open/decompressors.ts';
import { readPerfData } from '../../src/formats/index.ts';
import type { Table, Trace } from '../../src/store/index.ts';
import { perfVersion } from './perf.ts';

const recording = join(import.meta.dirname, '../../recordings/perf/sched.perf.gz');
const folder = mkdtempSync(join(tmpdir(), 'ringside-sched-'));
const file = join(folder, 'sched.perf');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let trace: Trace;
let waits: Table;
let runs: Table;
beforeAll(async () => {
  const bytes = gunzipSync(readFileSync(recording));
  writeFileSync(file, bytes);
  trace = await (
    await readPerfData(sourceFromBytes(new Uint8Array(bytes)), await loadDecompressors())
  ).load();
  const answer = schedAnalysis.answer(trace);
  waits = answer.table('sched.waits');
  runs = answer.table('sched.runs');
});

function perfSched(...args: string[]): string {
  const ran = spawnSync('perf', ['sched', '-i', file, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', PERF_CONFIG: '/dev/null' },
  });
  return ran.stdout;
}

const missing = (): string | undefined =>
  perfVersion().startsWith('6.1.') ? undefined : `needs perf 6.1, not ${perfVersion()}`;

const rowsOf = (table: Table): number[] => Array.from({ length: table.count }, (_, row) => row);
const number = (table: Table, id: string, row: number): number => table.number(table.column(id), row);
/** Milliseconds as timehist prints them: cut, not rounded. */
const cut = (nanoseconds: number): string => (Math.floor(nanoseconds / 1000) / 1000).toFixed(3);

describe('equal figures: the scheduler, judged by perf sched on the same bytes', () => {
  it('perf sched timehist: run time, scheduling delay and wait time of every switch', context => {
    const reason = missing();
    if (reason !== undefined) return context.skip(reason);
    const theirs: string[] = [];
    const line = /^ +([\d.]+) \[(\d+)\] +(.+?)(?:\[(-?\d+)(?:\/\d+)?\])? +([\d.]+) +([\d.]+) +([\d.]+) $/;
    let nameless = 0;
    for (const text of perfSched('timehist').split('\n')) {
      const found = line.exec(text);
      // The first run of a CPU has no beginning, and perf says 0.
      if (found === null || found[7] === '0.000') continue;
      if (found[4] === '-1') nameless++;
      else theirs.push([found[1], Number(found[2]), found[4] ?? 0, ...found.slice(5)].join(' '));
    }
    const lastOut = lastSwitchOut();
    const ours = rowsOf(runs).flatMap(row => {
      const endRow = number(runs, 'end_row', row);
      const [begin, cpu, tid] = ['begin_row', 'cpu', 'tid'].map(id => number(runs, id, row)) as [
        number,
        number,
        number,
      ];
      if (Number.isNaN(endRow) || Number.isNaN(begin) || trace.pid[endRow] === -1) return [];
      const before = lastOut.get(tid === 0 ? `idle ${cpu}` : String(tid))?.findLast(one => one < begin);
      const wait = before === undefined ? 0 : trace.time[begin]! - trace.time[before]!;
      const times = [wait, wokenDelay(row), number(runs, 'duration', row)].map(cut);
      return [[secondsOf(endRow), cpu, tid, ...times].join(' ')];
    });
    // perf takes the thread from the sample, which is -1 of one that is over; the event itself names it.
    expect(rowsOf(runs).filter(row => trace.pid[number(runs, 'end_row', row)] === -1)).toHaveLength(nameless);
    expect(theirs.length).toBeGreaterThan(400);
    expect(ours.sort()).toEqual(theirs.sort());
  });

  it('perf sched latency: waits, their mean and their longest, of every task', context => {
    const reason = missing();
    if (reason !== undefined) return context.skip(reason);
    const theirs = new Map<string, readonly string[]>();
    const line = /^ {2}\S.*:(\d+) +\| +[\d.]+ ms \| +(\d+) \| avg: *([\d.]+) ms \| max: *([\d.]+) ms/;
    for (const text of perfSched('latency', '-p').split('\n')) {
      const found = line.exec(text);
      if (found !== null) theirs.set(found[1]!, found.slice(2));
    }
    const durations = new Map<string, number[]>();
    for (const row of rowsOf(waits)) {
      if (isPreemptedInKernel(row)) continue;
      const tid = String(number(waits, 'tid', row));
      durations.set(tid, [...(durations.get(tid) ?? []), number(waits, 'duration', row)]);
    }
    expect(theirs.size).toBeGreaterThan(20);
    const cameIn = firstSeenComingIn();
    for (const [tid, [count, mean, most]] of theirs) {
      // perf gives a task that it first meets as it comes onto a CPU a wait of no time.
      const all = [...(durations.get(tid) ?? []), ...(cameIn.has(Number(tid)) ? [0] : [])];
      const sum = all.reduce((a, b) => a + b, 0);
      expect({
        tid,
        count: all.length,
        mean: sum / all.length / 1e6,
        most: (Math.max(...all) / 1e6).toFixed(3),
      }).toEqual({
        tid,
        count: Number(count),
        mean: expect.closeTo(Number(mean), 3),
        most,
      });
    }
  });

  it('perf sched map: what every CPU ran after each switch', context => {
    const reason = missing();
    if (reason !== undefined) return context.skip(reason);
    const cpus = trace.facts.cpuCount;
    const tids = new Map<string, number>();
    const theirs: (string | undefined)[] = [];
    const shown = new Array<{ readonly line: number; readonly tid: number } | undefined>(cpus).fill(
      undefined,
    );
    for (const text of perfSched('map').split('\n')) {
      const cells = Array.from({ length: cpus }, (_, cpu) => text.slice(2 + 4 * cpu, 6 + 4 * cpu));
      const end = 2 + 4 * cpus;
      const [, time, name, called] = /^ +([\d.]+) secs (?:(\S+) +=> .*:(\d+))?/.exec(text.slice(end)) ?? [];
      if (time === undefined) continue;
      if (name !== undefined) tids.set(name, Number(called));
      const cpu = cells.findIndex(cell => cell.startsWith('*'));
      const tid = tids.get(cells[cpu]!.slice(1).trim())!;
      // perf shows a task on two CPUs where its going from one was not recorded: how long it ran there nothing tells.
      const twice = shown.find(one => tid !== 0 && one?.tid === tid && one !== shown[cpu]);
      if (twice !== undefined) theirs[twice.line] = undefined;
      shown[cpu] = { line: theirs.length, tid };
      theirs.push(`${time} ${cpu} ${tid}`);
    }
    const ours = rowsOf(runs)
      .filter(row => !Number.isNaN(number(runs, 'begin_row', row)))
      .map(row =>
        [secondsOf(number(runs, 'begin_row', row)), number(runs, 'cpu', row), number(runs, 'tid', row)].join(
          ' ',
        ),
      );
    expect(theirs.length).toBeGreaterThan(400);
    expect(theirs.filter(line => line === undefined).length).toBeLessThan(2);
    expect(ours).toEqual(theirs.filter(line => line !== undefined));
  });
});

/** The time of an event as perf prints it: microseconds, cut. */
function secondsOf(row: number): string {
  const microseconds = trace.absoluteTime(row) / 1000n;
  return `${microseconds / 1_000_000n}.${String(microseconds % 1_000_000n).padStart(6, '0')}`;
}

/** The rows of the switches by which each task left a CPU. */
function lastSwitchOut(): ReadonlyMap<string, number[]> {
  const out = new Map<string, number[]>();
  for (const event of findEvents(trace, 'sched:sched_switch')) {
    const prev = trace.fields.number(event, 'prev_pid')!;
    for (let row = 0; row < trace.count; row++) {
      if (trace.event[row] !== event) continue;
      const key = prev(row) === 0 ? `idle ${trace.cpu[row]}` : String(prev(row));
      out.set(key, [...(out.get(key) ?? []), row]);
    }
  }
  return out;
}

/** The delay that perf knows: after a waking. */
function wokenDelay(run: number): number {
  const begin = number(runs, 'begin_row', run);
  const wait = rowsOf(waits).find(row => number(waits, 'end_row', row) === begin);
  if (wait === undefined || waits.text(waits.column('reason'), wait) !== 'runnable') return 0;
  return number(waits, 'duration', wait);
}

/** Tasks whose first event puts them on a CPU. */
function firstSeenComingIn(): ReadonlySet<number> {
  const seen = new Set<number>();
  const cameIn = new Set<number>();
  for (let row = 0; row < trace.count; row++) {
    const event = trace.event[row]!;
    const number = (name: string): number => trace.fields.number(event, name)?.(row) ?? -1;
    const name = trace.formats[event]?.name ?? '';
    if (name.startsWith('sched_wak')) seen.add(number('pid'));
    if (name !== 'sched_switch') continue;
    seen.add(number('prev_pid'));
    if (!seen.has(number('next_pid'))) cameIn.add(number('next_pid'));
    seen.add(number('next_pid'));
  }
  return cameIn;
}

/** perf 6.1 does not know the bit of "R+" (0x100): see docs/differences.md. */
function isPreemptedInKernel(wait: number): boolean {
  const begin = number(waits, 'begin_row', wait);
  const event = trace.event[begin]!;
  return (
    trace.formats[event]!.name === 'sched_switch' &&
    trace.fields.number(event, 'prev_state')?.(begin) === 0x100
  );
}
