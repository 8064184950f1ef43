import { describe, expect, it } from 'vitest';
import type { EventFormat, Trace } from '../../store/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { prevStateReader, taskState, taskStateNames } from './task-state.ts';
import { schedTimeline } from './timeline.ts';

const swap = (
  time: number,
  cpu: number,
  prev: number,
  state: number,
  next: number,
  more = {},
): MadeEvent => ({
  time,
  cpu,
  pid: prev,
  event: 'sched:sched_switch',
  fields: { prev_pid: prev, prev_state: state, next_pid: next },
  ...more,
});
const waking = (time: number, cpu: number, by: number, pid: number, target = cpu): MadeEvent => ({
  time,
  cpu,
  pid: by,
  event: 'sched:sched_waking',
  fields: { pid, target_cpu: target },
});

/** A task's stretches as `state start-end`. */
function lifeOf(trace: Trace, task: number): string[] {
  const line = schedTimeline(trace);
  const rows = Array.from(
    { length: line.first[task + 1]! - line.first[task]! },
    (_, index) => line.first[task]! + index,
  );
  return rows.map(row => `${taskStateNames[line.state[row]!]} ${line.start[row]}-${line.end[row]}`);
}

describe('the timeline of tasks', () => {
  it('a sleep ends with its waking, then the task waits for a CPU', () => {
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      swap(100, 0, 10, 1, 0),
      waking(150, 1, 20, 10, 0),
      swap(170, 0, 0, 0, 10),
      swap(200, 0, 10, 0x100, 30),
      swap(240, 0, 30, 2, 10),
      swap(300, 0, 10, 0, 30),
    ]);
    const tasks = tasksOf(trace);
    const line = schedTimeline(trace);
    const ten = tasks.of(10, 0);
    expect(lifeOf(trace, ten)).toEqual([
      'running 0-100',
      'sleeping 100-150',
      'runnable 150-170',
      'running 170-200',
      'preempted 200-240',
      'running 240-300',
      'preempted 300-300',
    ]);
    const runnable = line.at(ten, 160);
    expect([
      line.state[runnable],
      line.wakingRow[runnable],
      line.beginRow[runnable],
      line.endRow[runnable],
    ]).toEqual([taskState.runnable, 2, 2, 3]);
    expect(line.wakingRow[line.at(ten, 120)]).toBe(2);
    expect(lifeOf(trace, tasks.of(30, 0))).toEqual([
      'unknown 0-200',
      'running 200-240',
      'blocked 240-300',
      'running 300-300',
    ]);
  });

  it('a task that is there before the trace was running if it leaves a CPU first', () => {
    const trace = handMade([swap(10, 1, 7, 1, 0), swap(20, 0, 8, 1, 0)]);
    const tasks = tasksOf(trace);
    expect(lifeOf(trace, tasks.of(7, 0))).toEqual(['sleeping 10-20']);
    expect(lifeOf(trace, tasks.of(8, 0))).toEqual(['running 10-20', 'sleeping 20-20']);
  });

  it('across lost events a state is known until they were lost only', () => {
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      swap(10, 0, 10, 1, 0),
      swap(12, 1, 0, 0, 20),
      { time: 30, cpu: 0, pid: 0, event: 'a:x', lost: 5 },
      waking(40, 0, 0, 10),
      swap(45, 0, 0, 0, 10),
      swap(50, 1, 20, 1, 0),
    ]);
    const tasks = tasksOf(trace);
    expect(lifeOf(trace, tasks.of(10, 0))).toEqual([
      'running 0-10',
      'sleeping 10-10',
      'unknown 10-40',
      'runnable 40-45',
      'running 45-50',
    ]);
    // What ran on another CPU is not touched by the loss.
    expect(lifeOf(trace, tasks.of(20, 0)).slice(-2)).toEqual(['running 12-50', 'sleeping 50-50']);
  });

  it('a waking of a running or a waiting task changes nothing, a second one neither', () => {
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      waking(5, 1, 20, 10),
      swap(10, 0, 10, 1, 0),
      waking(15, 1, 20, 10),
      waking(16, 1, 20, 10),
      swap(20, 0, 0, 0, 10),
    ]);
    expect(lifeOf(trace, tasksOf(trace).of(10, 0))).toEqual([
      'running 0-10',
      'sleeping 10-15',
      'runnable 15-20',
      'running 20-20',
    ]);
  });

  it('that a task gave up its CPU by itself its system call tells', () => {
    const call = (time: number, pid: number, id: number): MadeEvent => ({
      time,
      cpu: 0,
      pid,
      event: 'raw_syscalls:sys_enter',
      fields: { id },
    });
    const trace = handMade([
      call(1, 10, 24),
      swap(2, 0, 10, 0, 20),
      call(3, 20, 0),
      swap(4, 0, 20, 0, 10),
      swap(5, 0, 10, 1, 20),
    ]);
    const tasks = tasksOf(trace);
    expect(lifeOf(trace, tasks.of(10, 0))[1]).toBe('yielded 2-4');
    expect(lifeOf(trace, tasks.of(20, 0)).at(-2)).toBe('preempted 4-5');
  });

  it('a pid that comes again is another task', () => {
    const trace = handMade([
      swap(0, 0, 0, 0, 10),
      swap(10, 0, 10, 0x10, 0),
      {
        time: 20,
        cpu: 0,
        pid: 1,
        event: 'sched:sched_process_fork',
        fields: { parent_pid: 1, child_pid: 10, child_comm: 'new' },
      },
      waking(25, 0, 1, 10),
      swap(30, 0, 1, 1, 10),
      swap(40, 0, 10, 1, 0),
    ]);
    const tasks = tasksOf(trace);
    expect(lifeOf(trace, tasks.of(10, 0))).toEqual(['running 0-10', 'dead 10-10']);
    expect(lifeOf(trace, tasks.of(10, 5))).toEqual([
      'unknown 20-25',
      'runnable 25-30',
      'running 30-40',
      'sleeping 40-40',
    ]);
  });
});

describe('prev_state', () => {
  const format = (printFormat: string): EventFormat => ({
    system: 'sched',
    name: 'sched_switch',
    id: 1,
    fields: [],
    printFormat,
  });
  const since414 =
    '(REC->prev_state & 0xff) ? __print_flags(REC->prev_state & 0xff, "|", { 0x00000001, "S" }, { 0x00000002, "D" }, { 0x00000004, "T" }, { 0x00000008, "t" }, { 0x00000010, "X" }, { 0x00000020, "Z" }, { 0x00000040, "P" }, { 0x00000080, "I" }) : "R"';
  const before414 =
    'REC->prev_state & (2048-1) ? __print_flags(REC->prev_state & (2048-1), "|", { 1, "S"} , { 2, "D" }, { 4, "T" }, { 8, "t" }, { 16, "Z" }, { 32, "X" }, { 64, "x" }, { 128, "K" }, { 256, "W" }, { 512, "P" }, { 1024, "N" }) : "R"';

  it.each([
    [since414, 0, 'preempted'],
    [since414, 0x100, 'preempted'],
    [since414, 1, 'sleeping'],
    [since414, 2, 'blocked'],
    [since414, 0x80, 'idle'],
    [since414, 0x20, 'dead'],
    [since414, 0x40, 'parked'],
    [before414, 2048, 'preempted'],
    [before414, 16, 'dead'],
    [before414, 512, 'parked'],
    [before414, 2 | 128, 'blocked'],
    ['', 0x100, 'preempted'],
    ['', 8, 'stopped'],
  ])('%# is read by the bits that the format itself names', (printFormat, value, expected) => {
    expect(taskStateNames[prevStateReader(format(printFormat))(value)]).toBe(expected);
  });
});
