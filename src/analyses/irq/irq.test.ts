import { describe, expect, it } from 'vitest';
import type { Trace } from '../../store/index.ts';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { interruptTime, irqAnalysis } from './index.ts';

const irqEntry = (time: number, irq: number, name: string, more: Partial<MadeEvent> = {}): MadeEvent => ({
  time,
  event: 'irq:irq_handler_entry',
  fields: { irq, name },
  ...more,
});
const irqExit = (time: number, irq: number, more: Partial<MadeEvent> = {}): MadeEvent => ({
  time,
  event: 'irq:irq_handler_exit',
  fields: { irq, ret: 1 },
  ...more,
});
const softirq = (
  time: number,
  what: 'raise' | 'entry' | 'exit',
  vec: number,
  more: Partial<MadeEvent> = {},
): MadeEvent => ({ time, event: `irq:softirq_${what}`, fields: { vec, common_flags: 0 }, ...more });

const rowsOf = (trace: Trace, id: string, columns: readonly string[]) =>
  answerRows(irqAnalysis, trace, id, columns);
const problemsOf = (trace: Trace) => answerProblems(irqAnalysis, trace);

describe('interrupts', () => {
  const nested = handMade([
    softirq(5, 'raise', 3, { pid: 7, comm: 'work', fields: { vec: 3, common_flags: 0x08 } }),
    softirq(10, 'entry', 3, { pid: 7 }),
    irqEntry(20, 9, 'disk', { pid: 7 }),
    irqEntry(22, 8, 'other', { cpu: 1 }),
    irqExit(25, 9, { pid: 7 }),
    softirq(30, 'exit', 3, { pid: 7 }),
    irqExit(32, 8, { cpu: 1 }),
    irqEntry(40, 9, 'disk', { pid: 7 }),
    irqExit(44, 9, { pid: 7 }),
  ]);

  it('nest: a softirq that was interrupted has a duration and one net of the interrupt', () => {
    expect(
      rowsOf(nested, 'irq.runs', ['time', 'cpu', 'kind', 'irq', 'name', 'duration', 'net', 'over', 'tid']),
    ).toEqual([
      [20, 0, 'irq', 9, 'disk', 5, 5, 'NET_RX', 7],
      [10, 0, 'softirq', undefined, 'NET_RX', 20, 15, '', 7],
      [22, 1, 'irq', 8, 'other', 10, 10, '', 0],
      [40, 0, 'irq', 9, 'disk', 4, 4, '', 7],
    ]);
    expect(rowsOf(nested, 'irq.handlers', ['irq', 'handler', 'count', 'total', 'max'])).toEqual([
      [9, 'disk', 2, 9, 5],
      [8, 'other', 1, 10, 10],
    ]);
    expect(rowsOf(nested, 'irq.interrupted', ['comm', 'over', 'name', 'count', 'total'])).toEqual([
      ['work', 'NET_RX', 'disk', 1, 5],
      ['work', '', 'NET_RX', 1, 20],
      ['swapper/1', '', 'other', 1, 10],
      ['work', '', 'disk', 1, 4],
    ]);
  });

  it.each([
    [0, 0, 100, 24],
    [0, 0, 10, 0],
    [0, 15, 22, 7],
    [0, 25, 42, 7],
    [0, 31, 39, 0],
    [0, 42, 41, 0],
    [1, 0, 100, 10],
    [2, 0, 100, 0],
  ])('take from CPU %d between %d and %d: %d ns, what is nested once', (cpu, from, to, time) => {
    expect(interruptTime(nested).between(cpu, from, to)).toBe(time);
  });

  it('an entry without an exit, an exit without an entry and what lies across a loss are counted, not paired', () => {
    const trace = handMade([
      irqExit(1, 5),
      irqEntry(2, 6, 'lost'),
      irqExit(9, 6, { lost: 3 }),
      irqEntry(10, 7, 'unended'),
      irqEntry(12, 8, 'whole'),
      irqExit(13, 8),
    ]);
    expect(rowsOf(trace, 'irq.runs', ['name', 'duration'])).toEqual([['whole', 1]]);
    expect(problemsOf(trace)).toEqual([
      ['irq.unended', 1],
      ['irq.unbegun', 1],
      ['irq.across-losses', 1],
    ]);
  });

  it('entries of a kind whose exits were not recorded are no interrupts that others interrupt', () => {
    const trace = handMade([
      { time: 1, event: 'irq_vectors:local_timer_entry', fields: { vector: 236 } },
      irqEntry(5, 8, 'disk'),
      irqExit(7, 8),
    ]);
    expect(rowsOf(trace, 'irq.runs', ['name', 'over'])).toEqual([['disk', '']]);
    expect(problemsOf(trace)).toEqual([['irq.unended', 1]]);
  });

  it('events of CPUs that are not in order stay with their CPU', () => {
    const trace = handMade([
      irqEntry(1, 5, 'a', { cpu: 0 }),
      irqEntry(2, 5, 'a', { cpu: 1 }),
      irqExit(3, 5, { cpu: 0 }),
      irqExit(9, 5, { cpu: 1 }),
    ]);
    expect(rowsOf(trace, 'irq.runs', ['cpu', 'duration'])).toEqual([
      [0, 2],
      [1, 7],
    ]);
  });

  it('vectors of x86 and interrupts between processors of arm64 have their names', () => {
    const trace = handMade([
      { time: 1, event: 'irq_vectors:local_timer_entry', fields: { vector: 236 } },
      { time: 4, event: 'irq_vectors:local_timer_exit', fields: { vector: 236 } },
      { time: 5, event: 'irq_vectors:vector_alloc', fields: { vector: 9 } },
      { time: 6, event: 'ipi:ipi_entry', fields: { reason: 'Rescheduling interrupts' } },
      { time: 8, event: 'ipi:ipi_exit', fields: { reason: 'Rescheduling interrupts' } },
    ]);
    expect(rowsOf(trace, 'irq.vectors', ['vector', 'count', 'total'])).toEqual([
      ['local_timer', 1, 3],
      ['Rescheduling interrupts', 1, 2],
    ]);
  });
});

describe('softirqs', () => {
  it('wait from their first raise; one raised while others run waits for the next round', () => {
    const trace = handMade([
      softirq(1, 'raise', 1),
      softirq(3, 'raise', 1),
      softirq(4, 'raise', 9),
      softirq(10, 'entry', 1),
      softirq(12, 'raise', 9),
      softirq(15, 'exit', 1),
      softirq(16, 'entry', 9),
      softirq(18, 'exit', 9),
      softirq(20, 'entry', 9),
      softirq(21, 'exit', 9),
    ]);
    expect(rowsOf(trace, 'irq.runs', ['name', 'delay', 'duration', 'raise_row'])).toEqual([
      ['TIMER', 9, 5, 0],
      ['RCU', 12, 2, 2],
      ['RCU', 8, 1, 4],
    ]);
    expect(rowsOf(trace, 'irq.softirq-delays', ['softirq', 'count', 'max'])).toEqual([
      ['TIMER', 1, 9],
      ['RCU', 2, 12],
    ]);
    expect(problemsOf(trace)).toEqual([['irq.raised-again', 1]]);
  });

  it('raised just after the kernel took them run twice, each for its own raise', () => {
    const trace = handMade([
      softirq(1, 'raise', 7),
      softirq(6, 'raise', 7),
      softirq(7, 'entry', 7),
      softirq(9, 'exit', 7),
      softirq(10, 'entry', 7),
      softirq(11, 'exit', 7),
    ]);
    expect(rowsOf(trace, 'irq.runs', ['delay', 'raise_row'])).toEqual([
      [6, 0],
      [4, 1],
    ]);
    expect(problemsOf(trace)).toEqual([]);
  });

  it('run at an interrupt exit, in ksoftirqd, or where a task lets them; ksoftirqd loses no time by them', () => {
    const ksoftirqd = { pid: 16, comm: 'ksoftirqd/0' };
    const trace = handMade([
      softirq(1, 'raise', 3, { pid: 5, comm: 'ping' }),
      softirq(2, 'entry', 3, { pid: 5 }),
      softirq(4, 'exit', 3, { pid: 5 }),
      irqEntry(5, 1, 'net', { pid: 5 }),
      softirq(6, 'raise', 3, { pid: 5 }),
      irqExit(7, 1, { pid: 5 }),
      softirq(8, 'entry', 3, { pid: 5 }),
      softirq(9, 'raise', 2, { pid: 5, fields: { vec: 2, common_flags: 0x10 } }),
      softirq(10, 'exit', 3, { pid: 5 }),
      softirq(20, 'entry', 2, ksoftirqd),
      softirq(27, 'exit', 2, ksoftirqd),
      softirq(30, 'entry', 7, { pid: 5 }),
      softirq(31, 'exit', 7, { pid: 5 }),
    ]);
    expect(rowsOf(trace, 'irq.softirqs', ['softirq', 'place', 'total'])).toEqual([
      ['NET_RX', 'task', 2],
      ['NET_RX', 'interrupt exit', 2],
      ['NET_TX', 'ksoftirqd', 7],
      ['SCHED', '', 1],
    ]);
    expect(interruptTime(trace).between(0, 0, 100)).toBe(2 + 2 + 2 + 1);
    expect(rowsOf(trace, 'irq.interrupted', ['name']).flat()).not.toContain('NET_TX');
  });

  it('tasklets are told by their function, inside of their softirq', () => {
    const trace = handMade([
      softirq(1, 'entry', 6),
      { time: 2, event: 'irq:tasklet_entry', fields: { tasklet: 0xffff_8880_0000_1000n, func: 'tx_task' } },
      { time: 5, event: 'irq:tasklet_exit', fields: { tasklet: 0xffff_8880_0000_1000n, func: 'tx_task' } },
      softirq(6, 'exit', 6),
    ]);
    expect(rowsOf(trace, 'irq.tasklets', ['function', 'total'])).toEqual([['tx_task', 3]]);
    expect(rowsOf(trace, 'irq.softirqs', ['softirq', 'total', 'net'])).toEqual([['TASKLET', 5, 2]]);
    expect(interruptTime(trace).between(0, 0, 9)).toBe(5);
  });
});

describe('timers', () => {
  const hrtimer = 0xffff_8880_1234_5679n;
  const neighbour = 0xffff_8880_1234_5678n;
  const trace = handMade([
    {
      time: 0,
      pid: 4,
      comm: 'sleep',
      event: 'timer:hrtimer_start',
      fields: {
        hrtimer,
        function: 'wakeup',
        softexpires: 9_007_199_254_741_001n,
        expires: 9_007_199_254_741_051n,
      },
    },
    {
      time: 5,
      event: 'timer:hrtimer_start',
      fields: { hrtimer: neighbour, function: 'tick', softexpires: 7n, expires: 7n },
    },
    {
      time: 100,
      event: 'timer:hrtimer_expire_entry',
      fields: { hrtimer, function: 'wakeup', now: 9_007_199_254_741_031n },
    },
    { time: 140, event: 'timer:hrtimer_expire_exit', fields: { hrtimer } },
    { time: 150, event: 'timer:hrtimer_expire_entry', fields: { hrtimer, function: 'wakeup', now: 9n } },
  ]);

  it('are late against the time that they were asked for, exact beyond 2^53, and told apart by all of their address', () => {
    expect(
      rowsOf(trace, 'irq.expiries', [
        'time',
        'function',
        'lateness',
        'wait',
        'duration',
        'starter_comm',
        'end_row',
      ]),
    ).toEqual([
      [100, 'wakeup', 30, 100, 40, 'sleep', 3],
      [150, 'wakeup', undefined, undefined, undefined, undefined, undefined],
    ]);
    expect(rowsOf(trace, 'irq.timers', ['timer', 'function', 'count', 'max'])).toEqual([
      ['hrtimer', 'wakeup', 1, 30],
    ]);
  });

  it('of the wheel are late in ticks, whose length the recording shows; a cancellation before the expiry is a part of it', () => {
    const tick = 4_000_000;
    const at = (time: number, event: string, fields: MadeEvent['fields']): MadeEvent => ({
      time: time * tick,
      event: `timer:timer_${event}`,
      fields: { timer: 0xffff_8880_0000_0040n, ...fields },
    });
    const wheel = handMade([
      at(0, 'expire_entry', { function: 'f', now: 1000 }),
      at(0.1, 'expire_exit', {}),
      at(1, 'start', { function: 'f', expires: 1020, now: 1001 }),
      at(22, 'cancel', {}),
      at(22, 'expire_entry', { function: 'f', now: 1022 }),
      at(22.25, 'expire_exit', {}),
    ]);
    expect(rowsOf(wheel, 'irq.timers', ['timer', 'count', 'max'])).toEqual([['timer', 1, 2 * tick]]);
    expect(rowsOf(wheel, 'irq.timer-functions', ['count', 'max'])).toEqual([[2, tick / 4]]);
  });
});

describe('what is worth saying first about interrupts', () => {
  it('is a CPU that they keep busy, and a softirq that waited long', () => {
    const trace = handMade([
      softirq(0, 'raise', 1),
      softirq(50, 'entry', 1),
      softirq(90, 'exit', 1),
      softirq(100, 'raise', 1),
    ]);
    expect(irqAnalysis.findings!(trace, irqAnalysis.answer(trace))).toEqual([
      { id: 'irq.busy', values: { cpu: 0, percent: 40 }, weight: 0.4 },
      { id: 'irq.softirq-waited', values: { softirq: 'TIMER', duration: 50 }, weight: 0.5, row: 1 },
    ]);
  });
});
