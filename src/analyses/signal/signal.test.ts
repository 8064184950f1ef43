import { describe, expect, it } from 'vitest';
import type { Answer } from '../analysis.ts';
import { handMade, type MadeEvent } from '../testing/hand-made.ts';
import { signalAnalysis } from './index.ts';

const generate = (
  time: number,
  sender: number,
  fields: { sig: number; pid: number; code?: number; group?: number; result?: number; common_flags?: number },
): MadeEvent => ({
  time,
  event: 'signal:signal_generate',
  pid: sender,
  comm: `task-${sender}`,
  fields: { errno: 0, code: 0, comm: '', group: 1, result: 0, common_flags: 0, ...fields },
});
const deliver = (time: number, pid: number, sig: number, handler = 0, code = 0): MadeEvent => ({
  time,
  cpu: 1,
  event: 'signal:signal_deliver',
  pid,
  comm: `task-${pid}`,
  fields: { sig, errno: 0, code, sa_handler: handler, sa_flags: 0 },
});
const exit = (time: number, pid: number): MadeEvent => ({
  time,
  cpu: 1,
  event: 'sched:sched_process_exit',
  pid,
  fields: { comm: '', pid, prio: 120 },
});

function answerTo(...events: readonly MadeEvent[]): Answer {
  return signalAnalysis.answer(handMade(events));
}

function rowsOf(answer: Answer, table: string, ...ids: readonly string[]): readonly unknown[] {
  const found = answer.table(table);
  return Array.from({ length: found.count }, (_, row) => ids.map(id => found.cell(found.column(id), row)));
}

const what = ['signal', 'sender_tid', 'tid', 'duration', 'result', 'action'];

describe('signals', () => {
  it('go from sender to target, with delay, code and what the delivery did', () => {
    const answer = answerTo(
      generate(10, 1, { sig: 10, pid: 7 }),
      deliver(25, 7, 10, 0x5500),
      generate(30, 1, { sig: 12, pid: 7, code: -6, group: 0 }),
      deliver(31, 7, 12, 1, -6),
      generate(40, 1, { sig: 11, pid: 7, code: 1, group: 0 }),
      deliver(42, 7, 11, 0, 1),
    );
    expect(rowsOf(answer, 'signal.signals', ...what, 'scope', 'code', 'handler')).toEqual([
      ['SIGUSR1', 1, 7, 15, 'queued', 'handler', 'process', 'SI_USER', 0x5500],
      ['SIGUSR2', 1, 7, 1, 'queued', 'ignored', 'thread', 'SI_TKILL', undefined],
      ['SIGSEGV', 1, 7, 2, 'queued', 'default: dumps core', 'thread', 'SEGV_MAPERR', undefined],
    ]);
    expect(rowsOf(answer, 'signal.signals', 'begin_row', 'end_row')).toEqual([
      [0, 1],
      [2, 3],
      [4, 5],
    ]);
    expect(answer.problems).toEqual([]);
  });

  it('that are ignored, pending already or refused are not waited for', () => {
    const answer = answerTo(
      generate(10, 1, { sig: 12, pid: 7, result: 1 }),
      generate(11, 1, { sig: 10, pid: 7 }),
      generate(12, 2, { sig: 10, pid: 7, result: 2 }),
      generate(13, 1, { sig: 34, pid: 7, result: 3 }),
      deliver(20, 7, 10, 0x5500),
    );
    expect(rowsOf(answer, 'signal.signals', ...what)).toEqual([
      ['SIGUSR2', 1, 7, undefined, 'ignored', 'ignored'],
      ['SIGUSR1', 1, 7, 9, 'queued', 'handler'],
      ['SIGUSR1', 2, 7, undefined, 'already pending', ''],
      ['SIGRT2', 1, 7, undefined, 'refused: queue is full', ''],
    ]);
    const columns = ['signal', 'generated', 'ignored', 'pending', 'failed', 'undelivered', 'count', 'total'];
    expect(rowsOf(answer, 'signal.kinds', ...columns)).toEqual([
      ['SIGUSR2', 1, 1, 0, 0, 0, 0, 0],
      ['SIGUSR1', 2, 0, 1, 0, 0, 1, 9],
      ['SIGRT2', 1, 0, 0, 1, 0, 0, 0],
    ]);
    expect(answer.problems).toEqual([]);
  });

  it('of real time are delivered in the order in which they were sent', () => {
    const answer = answerTo(
      generate(10, 1, { sig: 40, pid: 7, code: -1 }),
      generate(20, 1, { sig: 40, pid: 7, code: -1 }),
      deliver(30, 7, 40, 0x5500, -1),
      deliver(40, 7, 40, 0x5500, -1),
    );
    expect(rowsOf(answer, 'signal.signals', 'time', 'duration')).toEqual([
      [10, 20],
      [20, 20],
    ]);
  });

  it('to a process may be delivered to a thread of it; those to a thread are not', () => {
    const thread = { parent_pid: 7, child_pid: 8, child_comm: 'worker', parent_comm: 'main' };
    const answer = answerTo(
      { time: 1, event: 'sched:sched_process_fork', pid: 7, fields: thread },
      generate(10, 1, { sig: 10, pid: 7, group: 0 }),
      generate(11, 1, { sig: 12, pid: 7, group: 1 }),
      deliver(20, 8, 10, 0x5500),
      deliver(21, 8, 12, 0x5500),
    );
    expect(rowsOf(answer, 'signal.signals', 'signal', 'tid', 'duration')).toEqual([
      ['SIGUSR1', 7, undefined],
      ['SIGUSR2', 8, 10],
    ]);
    expect(answer.problems.map(({ name, count }) => [name, count])).toEqual([
      ['signal.undelivered', 1],
      ['signal.ungenerated', 1],
    ]);
  });

  it('from interrupts are told from those of the task that ran there', () => {
    const answer = answerTo(generate(10, 1, { sig: 14, pid: 7, code: 128, common_flags: 0x08 }));
    expect(rowsOf(answer, 'signal.signals', 'context', 'code')).toEqual([['interrupt', 'SI_KERNEL']]);
  });

  it('are not paired across lost events', () => {
    const answer = answerTo(
      { ...generate(10, 1, { sig: 10, pid: 7 }), cpu: 1 },
      { ...deliver(20, 7, 10, 0x5500), lost: 3 },
    );
    expect(rowsOf(answer, 'signal.signals', 'duration')).toEqual([[undefined]]);
    expect(answer.problems).toMatchObject([{ name: 'signal.across-losses', count: 1 }]);
  });

  it('belong to the task that had the pid then', () => {
    const answer = answerTo(
      generate(10, 1, { sig: 10, pid: 7 }),
      exit(20, 7),
      {
        time: 30,
        event: 'sched:sched_process_fork',
        pid: 1,
        fields: { parent_pid: 1, child_pid: 7, child_comm: 'new' },
      },
      deliver(40, 7, 10, 0x5500),
    );
    expect(rowsOf(answer, 'signal.signals', 'duration')).toEqual([[undefined]]);
    expect(answer.problems.map(({ name }) => name)).toEqual(['signal.undelivered', 'signal.ungenerated']);
  });
});

describe('deaths', () => {
  it('by a signal have its sender and the SIGCHLD that follows; SIGTERM is delivered as SIGKILL', () => {
    const answer = answerTo(
      generate(10, 1, { sig: 15, pid: 7 }),
      deliver(25, 7, 9),
      exit(40, 7),
      { ...generate(44, 7, { sig: 17, pid: 1, code: 2 }), cpu: 1 },
      { ...deliver(50, 1, 17, 0x5500, 2), cpu: 0 },
    );
    const columns = [
      'tid',
      'signal',
      'sender_tid',
      'duration',
      'parent_tid',
      'child_delay',
      'child_duration',
    ];
    expect(rowsOf(answer, 'signal.deaths', ...columns, 'signal_row', 'exit_row', 'child_row')).toEqual([
      [7, 'SIGTERM', 1, 30, 1, 4, 6, 0, 2, 3],
    ]);
    expect(rowsOf(answer, 'signal.signals', 'signal', 'delivered_as', 'action', 'code')).toEqual([
      ['SIGTERM', 'SIGKILL', 'default: ends', 'SI_USER'],
      ['SIGCHLD', 'SIGCHLD', 'handler', 'CLD_KILLED'],
    ]);
    const [finding] = signalAnalysis.findings!(handMade([]), answer);
    expect(finding).toMatchObject({ id: 'signal.death', values: { signal: 'SIGTERM', tid: 7 }, row: 2 });
  });

  it('of their own have none', () => {
    const answer = answerTo(exit(40, 7), {
      ...generate(44, 7, { sig: 17, pid: 1, code: 1, result: 1 }),
      cpu: 1,
    });
    expect(rowsOf(answer, 'signal.deaths', 'tid', 'signal', 'parent_tid', 'result')).toEqual([
      [7, '', 1, 'ignored'],
    ]);
  });
});
