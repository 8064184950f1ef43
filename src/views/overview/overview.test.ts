import { expect, test } from 'vitest';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { benchOf } from '../timeline/testing/opened.ts';
import { askCounts, askFindings, askHead, askTimeShares } from './index.ts';

const ms = 1_000_000;

function switched(time: number, from: number, state: number, to: number) {
  const comm = (pid: number): string => (pid === 0 ? 'swapper/0' : `task${pid}`);
  return {
    time,
    pid: from,
    comm: comm(from),
    event: 'sched:sched_switch',
    fields: {
      prev_comm: comm(from),
      prev_pid: from,
      prev_prio: 120,
      prev_state: state,
      next_comm: comm(to),
      next_pid: to,
      next_prio: 120,
    },
  };
}

// task 7 runs 2 ms, sleeps 1 ms, waits 3 ms for the CPU that task 8 has, and runs 4 ms.
const bench = benchOf(
  handMade([
    switched(0, 0, 0, 7),
    switched(2 * ms, 7, 1, 8),
    {
      time: 3 * ms,
      pid: 8,
      comm: 'task8',
      event: 'sched:sched_waking',
      fields: { comm: 'task7', pid: 7, prio: 120, target_cpu: 0 },
    },
    switched(6 * ms, 8, 1, 7),
    switched(10 * ms, 7, 1, 0),
  ]),
);

test('the first screen: one line of what is open', () => {
  expect(askHead(bench, {})).toMatchObject({
    events: 5,
    span: 10 * ms,
    lost: false,
    isTicks: false,
    isWhole: true,
  });
});

test('the first screen: what was recorded, counted, and what can be asked', () => {
  const counts = askCounts(bench, {});
  expect(counts).toMatchObject({ events: 5, cpus: 1, kinds: 2, faults: undefined, interrupts: undefined });
  expect(counts.eventCounts.map(({ name, count }) => [name, count])).toEqual([
    ['sched:sched_switch', 4],
    ['sched:sched_waking', 1],
  ]);
  expect(counts.subjects.find(({ subject }) => subject === 'sched')?.recorded).toBe('yes');
  expect(counts.subjects.find(({ subject }) => subject === 'block')?.recorded).toBe('no');
  expect(counts.searchers).toContain('sched');
});

test('the first screen: what the task that ran longest did with its time', () => {
  const { task, states, layers } = askTimeShares(bench, {});
  expect(layers).toEqual([]);
  expect(task).toBe('task7 7');
  expect(states.map(({ id, time }) => [id, time])).toEqual([
    ['running', 6 * ms],
    ['runnable', 3 * ms],
    ['sleeping', 1 * ms],
  ]);
});

test('the first screen: the remarkable leads to its event', () => {
  const [finding] = askFindings(bench, { analysis: 'sched' });
  expect(finding).toMatchObject({
    id: 'sched.longest-wait',
    values: { comm: 'task7', duration: 3 * ms },
    row: 2,
  });
});
