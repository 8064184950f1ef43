import { describe, expect, it } from 'vitest';
import { answerProblems, answerRows } from '../testing/answer-rows.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { kindOfFlags } from './follow-waits.ts';
import { locksAnalysis } from './index.ts';

const lock = 0xffff_8880_0000_2001n;
const near = 0xffff_8880_0000_2002n;
const begin = (time: number, of: bigint, flags: number, pid: number): MadeEvent => ({
  time,
  pid,
  comm: `task${pid}`,
  event: 'lock:contention_begin',
  fields: { lock_addr: of, flags },
});
const end = (time: number, of: bigint, pid: number, more: Partial<MadeEvent> = {}, ret = 0): MadeEvent => ({
  time,
  pid,
  event: 'lock:contention_end',
  fields: { lock_addr: of, ret },
  ...more,
});

describe('waits for locks', () => {
  it('are told by task and lock, several at once; a mutex that spins and then sleeps waits once', () => {
    const trace = handMade([
      begin(10, lock, 32 | 1, 5),
      begin(12, near, 1, 6),
      begin(15, lock, 32, 5),
      end(16, near, 6, { cpu: 1 }),
      end(30, lock, 5, { cpu: 1 }, -4),
    ]);
    expect(
      answerRows(locksAnalysis, trace, 'locks.waits', ['time', 'comm', 'kind', 'lock', 'duration', 'failed']),
    ).toEqual([
      [12, 'task6', 'spinlock', '0xffff888000002002', 4, 0],
      [10, 'task5', 'mutex', '0xffff888000002001', 20, 1],
    ]);
    expect(answerRows(locksAnalysis, trace, 'locks.kinds', ['kind', 'count', 'total'])).toEqual([
      ['spinlock', 1, 4],
      ['mutex', 1, 20],
    ]);
    expect(answerProblems(locksAnalysis, trace)).toEqual([]);
    expect(locksAnalysis.findings!(trace, locksAnalysis.answer(trace))).toEqual([
      { id: 'locks.waited', values: { kind: 'mutex', lock: '0xffff888000002001', duration: 20 }, weight: 1 },
    ]);
  });

  it('with where they came from, when stacks were recorded', () => {
    const trace = handMade([
      begin(1, lock, 2, 5),
      { time: 2, pid: 5, event: 'ftrace:kernel_stack', fields: { caller: [4096, 8192] } },
      end(4, lock, 5),
    ]);
    expect(answerRows(locksAnalysis, trace, 'locks.stacks', ['kind', 'stack', 'total'])).toEqual([
      ['rwsem read', '0x2000;0x1000', 3],
    ]);
  });

  it('without an end, without a beginning, or across a loss are counted, not told', () => {
    const trace = handMade([
      end(1, lock, 5),
      begin(2, lock, 1, 5),
      end(3, lock, 5, { lost: 1 }),
      begin(4, near, 1, 5),
    ]);
    expect(answerRows(locksAnalysis, trace, 'locks.waits', ['time'])).toEqual([]);
    expect(answerProblems(locksAnalysis, trace)).toEqual([
      ['locks.wait-unended', 1],
      ['locks.wait-unbegun', 1],
      ['locks.wait-across-losses', 1],
    ]);
  });

  it('of kernels that check locks have names, and how long they were held', () => {
    const debugged = (time: number, what: string, flags = 0): MadeEvent => ({
      time,
      pid: 5,
      event: `lock:lock_${what}`,
      fields: { flags, name: '&inode->i_rwsem', lockdep_addr: lock },
    });
    const trace = handMade([
      debugged(1, 'acquire', 2),
      debugged(2, 'contended'),
      debugged(7, 'acquired'),
      debugged(11, 'release'),
    ]);
    expect(answerRows(locksAnalysis, trace, 'locks.locks', ['kind', 'lock', 'total'])).toEqual([
      ['lockdep', '&inode->i_rwsem', 5],
    ]);
    expect(answerRows(locksAnalysis, trace, 'locks.held', ['kind', 'lock', 'total'])).toEqual([
      ['lockdep read', '&inode->i_rwsem', 10],
    ]);
  });

  it.each([
    [1, 'spinlock'],
    [1 | 2, 'rwlock read'],
    [1 | 4, 'rwlock write'],
    [2, 'rwsem read'],
    [4, 'rwsem write'],
    [8, 'rtmutex'],
    [8 | 4, 'rt rwlock write'],
    [16 | 2, 'percpu-rwsem read'],
    [32, 'mutex'],
    [33, 'mutex'],
    [0, 'semaphore'],
  ])('flags %d are a %s', (flags, kind) => expect(kindOfFlags(flags)).toBe(kind));
});
