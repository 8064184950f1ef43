import { describe, expect, it } from 'vitest';
import { handMade } from '../testing/hand-made.ts';
import { tasksOf } from './index.ts';

const fork = (time: number, parent: number, child: number, comm: string) => ({
  time,
  pid: parent,
  event: 'sched:sched_process_fork',
  fields: { parent_pid: parent, child_pid: child, child_comm: comm },
});

describe('tasks', () => {
  it('a pid that is forked twice names two tasks', () => {
    const trace = handMade([
      fork(1, 10, 20, 'first'),
      { time: 2, pid: 20, event: 'a:x' },
      { time: 3, pid: 20, event: 'sched:sched_process_exit', fields: { pid: 20 } },
      fork(4, 10, 20, 'second'),
      { time: 5, pid: 20, event: 'a:x' },
      fork(6, 10, 20, 'third'),
    ]);
    const tasks = tasksOf(trace);
    const [first, second, third] = [tasks.ofRow(1), tasks.ofRow(4), tasks.of(20, 5)];
    expect([first, second, third].map(task => tasks.comms[task])).toEqual(['first', 'second', 'third']);
    expect(tasks.list[first]).toMatchObject({ tid: 20, forkRow: 0, exitRow: 2 });
    expect(tasks.list[second]).toMatchObject({ forkRow: 3, exitRow: -1, parent: tasks.of(10, 0) });
  });

  it('a task that was there before keeps its rows when its pid comes again', () => {
    const trace = handMade([
      { time: 1, pid: 20, comm: 'old', event: 'a:x' },
      fork(2, 10, 20, 'new'),
      { time: 3, pid: 20, event: 'a:x' },
    ]);
    const tasks = tasksOf(trace);
    expect(tasks.ofRow(2)).not.toBe(tasks.of(20, 0));
  });

  it('there is an idle task for each CPU', () => {
    const trace = handMade([
      { time: 1, cpu: 0, pid: 0, event: 'a:x' },
      { time: 2, cpu: 3, pid: 0, event: 'a:x' },
    ]);
    const tasks = tasksOf(trace);
    expect([0, 1].map(row => tasks.comms[tasks.ofRow(row)])).toEqual(['swapper/0', 'swapper/3']);
    expect(tasks.isIdle(tasks.ofRow(0))).toBe(true);
  });

  it('knows what a task was called before', () => {
    const trace = handMade([
      fork(1, 10, 20, 'sh'),
      {
        time: 2,
        pid: 20,
        event: 'task:task_rename',
        fields: { pid: 20, oldcomm: 'sh', newcomm: 'ls' },
      },
      { time: 3, pid: 20, event: 'a:x' },
    ]);
    const tasks = tasksOf(trace);
    const task = tasks.ofRow(2);
    expect([tasks.nameAt(task, 0), tasks.nameAt(task, 2), tasks.comms[task]]).toEqual(['sh', 'ls', 'ls']);
  });

  it('is called as the last switch to it says where it called itself otherwise', () => {
    const switchTo = (time: number, comm: string) => ({
      time,
      pid: 0,
      event: 'sched:sched_switch',
      fields: { prev_pid: 0, next_pid: 20, next_comm: comm },
    });
    const tasks = tasksOf(handMade([fork(1, 10, 20, 'sh'), switchTo(2, 'sh'), switchTo(3, 'worker')]));
    const task = tasks.of(20, 2);
    expect([tasks.nameAt(task, 0), tasks.comms[task]]).toEqual(['sh', 'worker']);
  });

  it('is called as the program that it executes', () => {
    const trace = handMade([
      fork(1, 10, 20, 'sh'),
      {
        time: 2,
        pid: 20,
        event: 'sched:sched_process_exec',
        fields: { pid: 20, filename: '/usr/bin/a-name-longer-than-15' },
      },
    ]);
    const tasks = tasksOf(trace);
    expect([tasks.nameAt(tasks.ofRow(1), 0), tasks.comms[tasks.ofRow(1)]]).toEqual(['sh', 'a-name-longer-t']);
  });

  it('a hostile pid takes no memory', () => {
    const trace = handMade([
      { time: 1, pid: 2_000_000_000, comm: 'odd', event: 'a:x' },
      { time: 2, pid: -5, event: 'a:x' },
    ]);
    const tasks = tasksOf(trace);
    expect(tasks.comms[tasks.ofRow(0)]).toBe('odd');
    expect(tasks.comms[tasks.ofRow(1)]).toBe('<...>');
  });
});
