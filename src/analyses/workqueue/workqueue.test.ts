import { describe, expect, it } from 'vitest';
import type { Trace } from '../../store/index.ts';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { workqueueAnalysis } from './index.ts';

const work = 0xffff_8880_0123_4501n;
const other = 0xffff_8880_0123_4502n;

const queued = (time: number, of: bigint, name: string, more: Partial<MadeEvent> = {}): MadeEvent => ({
  time,
  event: 'workqueue:workqueue_queue_work',
  fields: { work: of, function: name, workqueue: 'events', req_cpu: 64, cpu: 0, common_flags: 0 },
  ...more,
});
const did = (
  time: number,
  what: 'activate_work' | 'execute_start' | 'execute_end',
  of: bigint,
  name: string,
  more: Partial<MadeEvent> = {},
): MadeEvent => ({
  time,
  event: `workqueue:workqueue_${what}`,
  fields: what === 'activate_work' ? { work: of } : { work: of, function: name },
  ...more,
});
const worker = { pid: 30, comm: 'kworker/0:1' };

const rowsOf = (trace: Trace, id: string, columns: readonly string[]) =>
  answerRows(workqueueAnalysis, trace, id, columns);
const problemsOf = (trace: Trace) => answerProblems(workqueueAnalysis, trace);

describe('work items', () => {
  it('are followed from queueing to end, two at once and queued again while running told apart', () => {
    const trace = handMade([
      queued(10, work, 'flush', { pid: 5, comm: 'dd' }),
      did(12, 'activate_work', work, 'flush', { pid: 5 }),
      queued(14, other, 'scan', {
        cpu: 1,
        pid: 6,
        comm: 'irqer',
        fields: { work: other, function: 'scan', workqueue: 'kblockd', req_cpu: 1, common_flags: 0x08 },
      }),
      did(20, 'execute_start', work, 'flush', worker),
      queued(22, work, 'flush', { ...worker }),
      did(25, 'execute_start', other, 'scan', { cpu: 1, pid: 31, comm: 'kworker/1:0' }),
      did(30, 'execute_end', work, 'flush', { ...worker, cpu: 1 }),
      did(32, 'execute_start', work, 'flush', worker),
      did(33, 'execute_end', work, 'flush', worker),
      did(45, 'execute_end', other, 'scan', { cpu: 1, pid: 31 }),
    ]);
    expect(
      rowsOf(trace, 'workqueue.works', [
        'time',
        'function',
        'workqueue',
        'activation',
        'delay',
        'duration',
        'context',
        'queuer_comm',
        'comm',
        'cpu',
        'wanted_cpu',
      ]),
    ).toEqual([
      [10, 'flush', 'events', 2, 10, 10, 'task', 'dd', 'kworker/0:1', 0, 64],
      [14, 'scan', 'kblockd', undefined, 11, 20, 'interrupt', 'irqer', 'kworker/1:0', 1, 1],
      [22, 'flush', 'events', undefined, 10, 1, 'task', 'kworker/0:1', 'kworker/0:1', 0, 64],
    ]);
    expect(rowsOf(trace, 'workqueue.functions', ['function', 'count', 'total', 'max'])).toEqual([
      ['flush', 2, 11, 10],
      ['scan', 1, 20, 20],
    ]);
    expect(rowsOf(trace, 'workqueue.delays', ['function', 'workqueue', 'count', 'max'])).toEqual([
      ['flush', 'events', 2, 10],
      ['scan', 'kblockd', 1, 11],
    ]);
    expect(problemsOf(trace)).toEqual([]);
  });

  it('of a delayed one the timer and who started it are told; another timer’s work is none of it', () => {
    const timer = work + 32n;
    const trace = handMade([
      {
        time: 1,
        pid: 5,
        comm: 'dd',
        event: 'timer:timer_start',
        fields: { timer, function: 'delayed_work_timer_fn', expires: 9, now: 1 },
      },
      {
        time: 50,
        event: 'timer:timer_expire_entry',
        fields: { timer, function: 'delayed_work_timer_fn', now: 9 },
      },
      queued(51, work, 'flush', {
        fields: { work, function: 'flush', workqueue: 'events', common_flags: 0x10 },
      }),
      queued(52, other + 4096n, 'far'),
      { time: 53, event: 'timer:timer_expire_exit', fields: { timer } },
      did(60, 'execute_start', work, 'flush', worker),
      did(61, 'execute_end', work, 'flush', worker),
    ]);
    expect(
      rowsOf(trace, 'workqueue.works', [
        'function',
        'timer_wait',
        'delay',
        'context',
        'queuer_comm',
        'timer_row',
        'queue_row',
        'begin_row',
      ]),
    ).toEqual([
      ['flush', 50, 9, 'softirq', 'dd', 0, 2, 5],
      ['far', undefined, undefined, 'task', 'swapper/0', undefined, 3, undefined],
    ]);
    expect(rowsOf(trace, 'workqueue.timers', ['function', 'count', 'total'])).toEqual([['flush', 1, 50]]);
  });

  it('that were queued before the recording, or across a loss, have no wait; those without an end no duration', () => {
    const trace = handMade([
      did(1, 'execute_start', work, 'early', worker),
      did(3, 'execute_end', work, 'early', worker),
      queued(4, other, 'torn', { cpu: 1 }),
      did(6, 'execute_start', other, 'torn', { ...worker, lost: 2 }),
      did(8, 'execute_end', other, 'torn', worker),
      did(9, 'execute_start', work, 'endless', worker),
    ]);
    expect(rowsOf(trace, 'workqueue.works', ['function', 'delay', 'duration', 'queue_row'])).toEqual([
      ['early', undefined, 2, undefined],
      ['torn', undefined, undefined, 2],
      ['torn', undefined, 2, undefined],
      ['endless', undefined, undefined, undefined],
    ]);
    expect(problemsOf(trace)).toEqual([
      ['workqueue.run-unended', 1],
      ['workqueue.unqueued', 2],
      ['workqueue.across-losses', 1],
    ]);
  });

  it('a worker’s time with items is told by what it did, and the rest is idle', () => {
    const switched = (time: number, prev: number, state: number, next: number): MadeEvent => ({
      time,
      pid: prev,
      event: 'sched:sched_switch',
      fields: {
        prev_pid: prev,
        prev_comm: 'x',
        prev_prio: 120,
        prev_state: state,
        next_pid: next,
        next_comm: 'kworker/0:1',
        next_prio: 120,
      },
    });
    const trace = handMade([
      switched(0, 9, 1, 30),
      did(10, 'execute_start', work, 'flush', worker),
      switched(14, 30, 2, 9),
      { time: 30, pid: 9, event: 'sched:sched_waking', fields: { pid: 30, target_cpu: 0 } },
      switched(35, 9, 1, 30),
      did(40, 'execute_end', work, 'flush', worker),
      switched(100, 30, 1, 9),
    ]);
    expect(
      rowsOf(trace, 'workqueue.workers', [
        'comm',
        'count',
        'total',
        'idle',
        'running',
        'waiting_cpu',
        'sleeping',
        'blocked',
      ]),
    ).toEqual([['kworker/0:1', 1, 30, 70, 9, 5, 0, 16]]);
  });

  it('the stack of who queued it is told', () => {
    const trace = handMade([
      queued(1, work, 'flush', { pid: 5 }),
      { time: 2, pid: 5, event: 'ftrace:kernel_stack', fields: { caller: [4096, 8192] } },
      did(3, 'execute_start', work, 'flush', worker),
    ]);
    expect(rowsOf(trace, 'workqueue.works', ['function', 'stack'])).toEqual([['flush', '0x2000;0x1000']]);
  });

  it('worth saying first is what waited or ran for much of the recording', () => {
    const trace = handMade([
      queued(0, work, 'flush'),
      did(40, 'execute_start', work, 'flush', worker),
      did(100, 'execute_end', work, 'flush', worker),
    ]);
    expect(workqueueAnalysis.findings!(trace, workqueueAnalysis.answer(trace))).toEqual([
      { id: 'workqueue.waited', values: { function: 'flush', duration: 40 }, weight: 0.4, row: 1 },
      { id: 'workqueue.ran', values: { function: 'flush', duration: 60 }, weight: 0.6, row: 1 },
    ]);
  });
});
