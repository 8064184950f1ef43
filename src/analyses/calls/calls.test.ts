import { describe, expect, it } from 'vitest';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { callsAnalysis } from './index.ts';

const [outer, inner, schedule] = [0xffff_ffff_8100_1000n, 0xffff_ffff_8100_2000n, 0xffff_ffff_8100_3000n];
const [outerName, innerName, scheduleName] = [
  '0xffffffff81001000',
  '0xffffffff81002000',
  '0xffffffff81003000',
];
const enter = (time: number, func: bigint, depth: number, more: Partial<MadeEvent> = {}): MadeEvent => ({
  time,
  pid: 5,
  comm: 'worker',
  event: 'ftrace:funcgraph_entry',
  fields: { func, depth },
  ...more,
});
const leave = (time: number, func: bigint, depth: number, more: Partial<MadeEvent> = {}): MadeEvent => ({
  ...enter(time, func, depth, more),
  event: 'ftrace:funcgraph_exit',
});
const change = (time: number, pid: number, next: number, state: number): MadeEvent => ({
  time,
  pid,
  comm: pid === 5 ? 'worker' : 'other',
  event: 'sched:sched_switch',
  fields: { prev_pid: pid, prev_state: state, next_pid: next },
});
const stack = (time: number, pid: number, caller: readonly number[], event = 'kernel_stack'): MadeEvent => ({
  time,
  pid,
  event: `ftrace:${event}`,
  fields: { caller },
});

describe('calls of function_graph', () => {
  const trace = handMade([
    enter(0, outer, 0),
    enter(10, inner, 1),
    enter(15, outer, 2),
    leave(25, outer, 2),
    leave(30, inner, 1),
    enter(40, schedule, 1),
    change(45, 5, 0, 1),
    change(75, 0, 5, 0),
    leave(80, schedule, 1),
    leave(100, outer, 0),
  ]);

  it('have their time by function: calls of itself count once in the total, sleeps are off the CPU', () => {
    const columns = ['function', 'calls', 'total', 'self', 'running', 'off_cpu', 'mean', 'min', 'p50', 'max'];
    expect(answerRows(callsAnalysis, trace, 'calls.functions', columns)).toEqual([
      [outerName, 2, 100, 50, 70, 30, 55, 10, 10, 100],
      [innerName, 1, 20, 10, 20, 0, 20, 20, 20, 20],
      [scheduleName, 1, 40, 10, 10, 30, 40, 40, 40, 40],
    ]);
  });

  it('add up to the whole by part of the kernel and by task', () => {
    const parts = answerRows(callsAnalysis, trace, 'calls.parts', ['part', 'calls', 'self']);
    expect(parts).toEqual([
      ['kernel', 4, 70],
      ['wait', 1, 30],
    ]);
    const columns = ['tid', 'comm', 'calls', 'functions', 'total', 'self', 'running', 'off_cpu'];
    expect(answerRows(callsAnalysis, trace, 'calls.tasks', columns)).toEqual([
      [5, 'worker', 4, 3, 100, 70, 70, 30],
    ]);
  });

  it('have their callers and callees', () => {
    const columns = ['function', 'caller', 'count', 'time'];
    expect(answerRows(callsAnalysis, trace, 'calls.callers', columns)).toEqual([
      [outerName, '', 1, 100],
      [innerName, outerName, 1, 20],
      [outerName, innerName, 1, 10],
      [scheduleName, outerName, 1, 40],
    ]);
    expect(answerRows(callsAnalysis, trace, 'calls.callees', ['function', 'callee', 'count'])).toEqual([
      [outerName, innerName, 1],
      [innerName, outerName, 1],
      [outerName, scheduleName, 1],
    ]);
  });

  it('make a tree of paths whose own times add up to the whole', () => {
    const columns = ['path', 'function', 'depth', 'calls', 'total', 'self', 'off_cpu'];
    const rows = answerRows(callsAnalysis, trace, 'calls.paths', columns);
    expect(rows).toEqual([
      [outerName, outerName, 0, 1, 100, 40, 30],
      [`${outerName};${innerName}`, innerName, 1, 1, 20, 10, 0],
      [`${outerName};${innerName};${outerName}`, outerName, 2, 1, 10, 10, 0],
      [`${outerName};${scheduleName}`, scheduleName, 1, 1, 40, 10, 30],
    ]);
    expect(rows.reduce((sum, row) => sum + Number(row[5]), 0)).toBe(100 - 30);
  });

  it('are told one by one, each with the event that began it', () => {
    const columns = ['time', 'comm', 'function', 'duration', 'self', 'off_cpu', 'depth', 'begin_row'];
    expect(answerRows(callsAnalysis, trace, 'calls.durations', columns)).toEqual([
      [0, 'worker', outerName, 100, 40, 30, 0, 0],
      [10, 'worker', innerName, 20, 10, 0, 1, 1],
      [15, 'worker', outerName, 10, 10, 0, 2, 2],
      [40, 'worker', scheduleName, 40, 10, 30, 1, 5],
    ]);
    expect(answerProblems(callsAnalysis, trace)).toEqual([]);
  });

  it('are off the CPU while their task sleeps, though functions of the switch itself end after its event', () => {
    const traced = handMade([
      enter(0, schedule, 0),
      enter(4, inner, 1),
      change(5, 5, 0, 1),
      leave(6, inner, 1),
      change(90, 0, 5, 0),
      leave(100, schedule, 0),
    ]);
    expect(answerRows(callsAnalysis, traced, 'calls.functions', ['function', 'self', 'off_cpu'])).toEqual([
      [scheduleName, 14, 85],
      [innerName, 1, 1],
    ]);
  });

  it('say nothing of time off the CPU where switches were not recorded', () => {
    const rows = answerRows(
      callsAnalysis,
      handMade([enter(1, outer, 0), leave(9, outer, 0)]),
      'calls.functions',
      ['total', 'running', 'off_cpu'],
    );
    expect(rows).toEqual([[8, undefined, undefined]]);
  });

  it('whose return is missing, and returns whose call is, are counted', () => {
    const lossy = handMade([
      leave(1, schedule, 3),
      enter(2, outer, 0),
      enter(4, inner, 1),
      enter(9, outer, 0, { lost: 3 }),
      leave(12, outer, 0),
    ]);
    expect(answerProblems(callsAnalysis, lossy)).toEqual([
      ['calls.unfinished', 2],
      ['calls.unmatched-returns', 1],
    ]);
    expect(
      answerRows(callsAnalysis, lossy, 'calls.durations', ['function', 'duration', 'unfinished']),
    ).toEqual([
      [outerName, 7, 1],
      [innerName, 5, 1],
      [outerName, 3, 0],
    ]);
  });

  it('keep idle tasks of several CPUs and interleaved tasks apart', () => {
    const many = handMade([
      enter(0, outer, 0, { pid: 0, comm: '<idle>', cpu: 0 }),
      enter(1, outer, 0, { pid: 0, comm: '<idle>', cpu: 1 }),
      enter(2, inner, 0, { cpu: 2 }),
      leave(4, outer, 0, { pid: 0, comm: '<idle>', cpu: 0 }),
      leave(7, outer, 0, { pid: 0, comm: '<idle>', cpu: 1 }),
      leave(9, inner, 0, { cpu: 2 }),
    ]);
    expect(answerRows(callsAnalysis, many, 'calls.tasks', ['tid', 'comm', 'total'])).toEqual([
      [0, 'swapper/0', 4],
      [0, 'swapper/1', 6],
      [5, 'worker', 7],
    ]);
  });
});

describe('stacks of events', () => {
  const at = (time: number, pid: number, comm: string, event: string): MadeEvent => ({
    time,
    pid,
    comm,
    event,
  });
  const trace = handMade([
    at(1, 5, 'a', 'block:block_rq_issue'),
    stack(2, 5, [0x30, 0x20, 0x10]),
    at(3, 6, 'a', 'block:block_rq_issue'),
    stack(4, 6, [0x30, 0x20, 0x10]),
    at(5, 5, 'a', 'kmem:kmalloc'),
    stack(6, 5, [0x20, 0x20, 0x10]),
    stack(7, 5, [0x99], 'user_stack'),
    at(8, 7, 'b', 'kmem:kmalloc'),
  ]);

  it('are counted by event and name of the task; what the program was in is above the kernel', () => {
    expect(
      answerRows(callsAnalysis, trace, 'calls.stacks', ['event', 'comm', 'stack', 'count', 'row']),
    ).toEqual([
      ['block:block_rq_issue', 'a', '0x10;0x20;0x30', 2, 0],
      ['kmem:kmalloc', 'a', '0x99;0x10;0x20;0x20', 1, 4],
    ]);
  });

  it('are one row for one stack, however many tasks of a name come later', () => {
    const later = handMade([
      at(1, 4, 'z', 'irq:irq_handler_entry'),
      at(2, 5, 'a', 'kmem:kmalloc'),
      stack(3, 5, [0x20, 0x10]),
      at(4, 6, 'a', 'kmem:kmalloc'),
      stack(5, 6, [0x20, 0x10]),
      at(6, 7, 'a', 'kmem:kmalloc'),
      stack(7, 7, [0x20, 0x10]),
    ]);
    expect(answerRows(callsAnalysis, later, 'calls.stacks', ['event', 'comm', 'count', 'row'])).toEqual([
      ['kmem:kmalloc', 'a', 3, 1],
    ]);
  });

  it('say of each function how often it is innermost and anywhere: once a stack', () => {
    const columns = ['event', 'function', 'leaf', 'anywhere', 'callers', 'callees'];
    expect(answerRows(callsAnalysis, trace, 'calls.stack-functions', columns)).toEqual([
      ['block:block_rq_issue', '0x10', 0, 2, 0, 1],
      ['block:block_rq_issue', '0x20', 0, 2, 1, 1],
      ['block:block_rq_issue', '0x30', 2, 2, 1, 0],
      ['kmem:kmalloc', '0x99', 0, 1, 0, 1],
      ['kmem:kmalloc', '0x10', 0, 1, 1, 1],
      ['kmem:kmalloc', '0x20', 1, 1, 2, 1],
    ]);
  });

  it('have callers and callees without times', () => {
    const rows = answerRows(callsAnalysis, trace, 'calls.callers', [
      'source',
      'function',
      'caller',
      'count',
      'time',
    ]);
    expect(rows).toContainEqual(['block:block_rq_issue', '0x30', '0x20', 2, undefined]);
    expect(rows).toContainEqual(['kmem:kmalloc', '0x20', '0x20', 1, undefined]);
    expect(rows).toContainEqual(['kmem:kmalloc', '0x99', '', 1, undefined]);
  });

  it('that nobody recorded make empty tables', () => {
    const nothing = handMade([at(1, 5, 'a', 'x:y')]);
    for (const { id } of callsAnalysis.tables) expect(answerRows(callsAnalysis, nothing, id, [])).toEqual([]);
  });
});
