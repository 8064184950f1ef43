import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { sourceFromBytes } from '../../base/index.ts';
import { loadDecompressors } from '../../cli/open/decompressors.ts';
import { detectFormat } from '../../formats/index.ts';
import type { Cell, Trace } from '../../store/index.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { schedAnalysis } from './index.ts';

const swap = (
  time: number,
  cpu: number,
  [prev, state, prevPrio = 120]: readonly number[],
  [next, nextPrio = 120]: readonly number[],
): MadeEvent => ({
  time,
  cpu,
  pid: prev!,
  event: 'sched:sched_switch',
  fields: { prev_pid: prev!, prev_state: state!, prev_prio: prevPrio, next_pid: next!, next_prio: nextPrio },
});
const waking = (time: number, cpu: number, by: number, pid: number, target = cpu): MadeEvent => ({
  time,
  cpu,
  pid: by,
  event: 'sched:sched_waking',
  fields: { pid, target_cpu: target },
});

/** The rows of a table as objects with some of its columns. */
function rowsOf(trace: Trace, id: string, ...columns: readonly string[]): Record<string, Cell>[] {
  const table = schedAnalysis.answer(trace).table(id);
  return Array.from({ length: table.count }, (_, row) =>
    Object.fromEntries(columns.map(column => [column, table.cell(table.column(column), row)])),
  );
}

async function load(name: string): Promise<Trace> {
  const file = readFileSync(join(import.meta.dirname, '../../../recordings/ftrace-text/pairs', name));
  const bytes = new Uint8Array(name.endsWith('.gz') ? gunzipSync(file) : file);
  const input = { kind: 'file' as const, source: sourceFromBytes(bytes), name };
  const format = (await detectFormat(input))!;
  return (await format.open(input, await loadDecompressors())).load();
}

/** On CPU 0: 10 runs, is preempted by 20, goes on, sleeps, is woken by 30 from CPU 1 and moves there. */
const known = handMade([
  swap(0, 0, [0, 0], [10]),
  swap(0, 1, [0, 0], [30]),
  waking(80, 1, 30, 20, 0),
  swap(100, 0, [10, 0x100], [20]),
  swap(130, 0, [20, 2], [10]),
  swap(200, 0, [10, 1], [0]),
  waking(300, 1, 30, 10),
  swap(340, 1, [30, 0x10], [10]),
  swap(400, 1, [10, 0x10], [0]),
]);

describe('sched, with known answers', () => {
  it('per task: running, runnable, sleeping, blocked, with switches, preemptions and migrations', () => {
    const rows = rowsOf(
      known,
      'sched.tasks',
      ...['tid', 'running', 'runnable', 'preempted', 'sleeping', 'blocked'],
      ...['switches', 'preemptions', 'migrations'],
    );
    expect(rows.filter(({ tid }) => tid === 10 || tid === 20)).toEqual(
      expect.arrayContaining([
        {
          ...{ tid: 10, running: 230, runnable: 40, preempted: 30, sleeping: 100, blocked: 0 },
          ...{ switches: 3, preemptions: 1, migrations: 1 },
        },
        {
          ...{ tid: 20, running: 30, runnable: 20, preempted: 0, sleeping: 0, blocked: 270 },
          ...{ switches: 1, preemptions: 0, migrations: 0 },
        },
      ]),
    );
  });

  it('context switches classified: how each run ended', () => {
    const rows = rowsOf(known, 'sched.runs', 'tid', 'time', 'duration', 'delay', 'slept', 'ended');
    const unknown = undefined;
    expect(rows.filter(({ tid }) => tid !== 0)).toEqual([
      { tid: 10, time: 0, duration: 100, delay: unknown, slept: unknown, ended: 'preempted' },
      { tid: 30, time: 0, duration: 340, delay: unknown, slept: unknown, ended: 'dead' },
      { tid: 20, time: 100, duration: 30, delay: 20, slept: unknown, ended: 'blocked' },
      { tid: 10, time: 130, duration: 70, delay: 30, slept: 0, ended: 'sleeping' },
      { tid: 10, time: 340, duration: 60, delay: 40, slept: 100, ended: 'dead' },
    ]);
  });

  it('wakeup latency by task and by waker; preemptions: who, by whom', () => {
    const waits = rowsOf(
      known,
      'sched.waits',
      'tid',
      'duration',
      'reason',
      'cpu',
      'waker_tid',
      'instead_tid',
    );
    expect(waits).toEqual([
      { tid: 20, duration: 20, reason: 'runnable', cpu: 0, waker_tid: 30, instead_tid: 10 },
      { tid: 10, duration: 30, reason: 'preempted', cpu: 0, waker_tid: undefined, instead_tid: 20 },
      { tid: 10, duration: 40, reason: 'runnable', cpu: 1, waker_tid: 30, instead_tid: 30 },
    ]);
    expect(rowsOf(known, 'sched.latency', 'tid', 'count', 'total', 'max')).toEqual(
      expect.arrayContaining([
        { tid: 10, count: 2, total: 70, max: 40 },
        { tid: 20, count: 1, total: 20, max: 20 },
      ]),
    );
    const named = handMade([
      { ...swap(0, 0, [0, 0], [10]), comm: 'swapper' },
      { ...waking(5, 0, 10, 20), comm: 'loop' },
      { ...swap(10, 0, [10, 0x100], [20]), comm: 'loop' },
      { ...swap(35, 0, [20, 1], [10]), comm: 'editor' },
    ]);
    expect(rowsOf(named, 'sched.preemptions', 'comm', 'by_comm', 'count', 'total')).toEqual([
      { comm: 'loop', by_comm: 'editor', count: 1, total: 25 },
    ]);
    expect(rowsOf(named, 'sched.wakers', 'waker_comm', 'comm', 'count', 'total')).toEqual([
      { waker_comm: 'loop', comm: 'editor', count: 1, total: 5 },
    ]);
  });

  it('runqueue length and CPU use over time, migrations', () => {
    expect(rowsOf(known, 'sched.runqueues', 'time', 'cpu', 'waiting').filter(({ cpu }) => cpu === 0)).toEqual(
      [
        { time: 80, cpu: 0, waiting: 1 },
        { time: 100, cpu: 0, waiting: 0 },
        { time: 100, cpu: 0, waiting: 1 },
        { time: 130, cpu: 0, waiting: 0 },
      ],
    );
    expect(
      rowsOf(known, 'sched.cpus', 'cpu', 'busy', 'idle', 'use', 'switches', 'tasks', 'waiting_max'),
    ).toEqual([
      { cpu: 0, busy: 200, idle: 200, use: 0.5, switches: 3, tasks: 2, waiting_max: 1 },
      { cpu: 1, busy: 400, idle: 0, use: 1, switches: 2, tasks: 2, waiting_max: 1 },
    ]);
    expect(rowsOf(known, 'sched.migrations', 'time', 'tid', 'from_cpu', 'to_cpu', 'away')).toEqual([
      { time: 340, tid: 10, from_cpu: 0, to_cpu: 1, away: 140 },
    ]);
  });

  it('the share that nice weights predict against the share measured, of each nice value that a task had', () => {
    // Nice 0 (1024) and nice 5 (335) take turns of 75 and 25 until 200; then 20 has nice 0 too, and half.
    const trace = handMade([
      swap(0, 0, [0, 0], [20, 125]),
      swap(0, 0, [20, 0x100, 125], [10]),
      swap(75, 0, [10, 0x100], [20, 125]),
      swap(100, 0, [20, 0x100, 125], [10]),
      swap(175, 0, [10, 0x100], [20, 125]),
      swap(200, 0, [20, 0x100, 120], [10]),
      swap(250, 0, [10, 0x100], [20]),
      swap(300, 0, [20, 1], [10]),
      swap(400, 0, [10, 1], [0]),
    ]);
    const rows = rowsOf(trace, 'sched.shares', 'tid', 'nice', 'weight', 'contended', 'running', 'predicted');
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        {
          ...{ tid: 20, nice: 5, weight: 335, contended: 200, running: 50 },
          predicted: expect.closeTo(335 / 1359, 6),
        },
        { tid: 20, nice: 0, weight: 1024, contended: 100, running: 50, predicted: expect.closeTo(0.5, 6) },
        {
          ...{ tid: 10, nice: 0, weight: 1024, contended: 300, running: 200 },
          predicted: expect.closeTo(((1024 / 1359) * 200 + 50) / 300, 6),
        },
      ]),
    );
  });

  it('fork and exit tree, with pids that come again', () => {
    const fork = (time: number, parent: number, child: number): MadeEvent => ({
      time,
      cpu: 0,
      pid: parent,
      event: 'sched:sched_process_fork',
      fields: { parent_pid: parent, child_pid: child, child_comm: `task${child}` },
    });
    const exit = (time: number, pid: number): MadeEvent => ({
      time,
      cpu: 0,
      pid,
      event: 'sched:sched_process_exit',
      fields: { pid },
    });
    const trace = handMade([
      fork(10, 1, 50),
      swap(20, 0, [1, 1], [50]),
      fork(30, 50, 51),
      swap(40, 0, [50, 0x100], [51]),
      exit(60, 51),
      swap(65, 0, [51, 0x10], [50]),
      fork(70, 50, 51),
    ]);
    const rows = rowsOf(
      trace,
      'sched.forks',
      'time',
      'tid',
      'parent_tid',
      'generation',
      'duration',
      'running',
    );
    expect(rows.toSorted((a, b) => Number(a.time) - Number(b.time))).toEqual([
      { time: 10, tid: 50, parent_tid: 1, generation: 1, duration: undefined, running: 25 },
      { time: 30, tid: 51, parent_tid: 50, generation: 2, duration: 30, running: 25 },
      { time: 70, tid: 51, parent_tid: 50, generation: 2, duration: undefined, running: 0 },
    ]);
  });

  it('off-CPU time by the stack of the switch', () => {
    const trace = handMade([
      swap(0, 0, [0, 0], [10]),
      swap(10, 0, [10, 2], [0]),
      { time: 11, cpu: 0, pid: 10, event: 'ftrace:kernel_stack', fields: { caller: [4096, 8192] } },
      waking(50, 0, 0, 10),
      swap(55, 0, [0, 0], [10]),
    ]);
    expect(rowsOf(trace, 'sched.off-cpu', 'state', 'count', 'total', 'stack')).toEqual([
      { state: 'blocked', count: 1, total: 45, stack: '0x2000;0x1000' },
    ]);
  });

  it('after a loss nothing is paired across it, and the time is counted as unknown', () => {
    const trace = handMade([
      swap(0, 0, [0, 0], [10]),
      swap(10, 0, [10, 1], [0]),
      waking(20, 0, 0, 10),
      { time: 30, cpu: 0, pid: 0, event: 'a:x', lost: 5 },
      swap(45, 0, [0, 0], [10]),
    ]);
    expect(rowsOf(trace, 'sched.waits', 'tid')).toEqual([]);
    const { problems } = schedAnalysis.answer(trace);
    expect(problems.map(({ name }) => name)).toEqual(['sched.unknown']);
  });

  it('that a task may give its CPU up is over when sched_yield returned', () => {
    const call = (time: number, event: string): MadeEvent => ({
      time,
      cpu: 0,
      pid: 10,
      event: `raw_syscalls:${event}`,
      fields: { id: 24 },
    });
    const trace = handMade([
      swap(0, 0, [0, 0], [10]),
      call(5, 'sys_enter'),
      swap(10, 0, [10, 0], [20]),
      swap(20, 0, [20, 0], [10]),
      call(25, 'sys_exit'),
      swap(30, 0, [10, 0], [20]),
      swap(40, 0, [20, 1], [10]),
    ]);
    expect(rowsOf(trace, 'sched.runs', 'tid', 'ended').map(({ ended }) => ended)).toEqual([
      'yielded',
      'preempted',
      'preempted',
      'sleeping',
      'unknown',
    ]);
  });

  it('the text that the kernel printed of a run answers as its trace.dat does', async () => {
    const columns = ['cpu', 'tid', 'comm', 'ended', 'next_tid'];
    const binary = rowsOf(await load('events.dat'), 'sched.runs', ...columns);
    const text = rowsOf(await load('events.txt.gz'), 'sched.runs', ...columns);
    expect(new Set(text.map(({ ended }) => ended))).toContain('blocked');
    expect(text).toEqual(binary);
  });
});
