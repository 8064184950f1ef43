import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeTemporary, ringside, temporaryFolder } from './ringside.ts';

afterAll(removeTemporary);

// A mask: all of them may run on CPU 1 only.
const script = `
taskset 2 sh -c 'loop() { while :; do :; done; }
  loop & fast=$!
  loop & slow=$!
  renice -n 5 -p $slow >/dev/null
  sleep 1.5
  kill $fast $slow'
sleep 0.02`;

type Rows = readonly Readonly<Record<string, unknown>>[];

test('a run with known behaviour: two busy loops of different nice share a CPU as promised, a 20 ms sleep is found', () => {
  const recording = join(temporaryFolder(), 'sched');
  const recorded = ringside(['record', '-q', '-o', recording, '--plan', 'sched', '--', 'sh', '-c', script]);
  expect(recorded.code, recorded.stderr).toBe(0);
  const rowsOf = (table: string): Rows => {
    const { stdout, stderr } = ringside(['report', recording, table, '--json', '--top', '100000']);
    return (JSON.parse(stdout || stderr) as { rows: Rows }).rows;
  };

  const loops = rowsOf('sched.shares').filter(({ comm, cpu }) => comm === 'sh' && cpu === 1);
  const [fast, slow] = [0, 5].map(
    nice =>
      loops.filter(row => row.nice === nice).toSorted((a, b) => Number(b.contended) - Number(a.contended))[0],
  );
  expect(fast).toMatchObject({ weight: 1024 });
  expect(slow).toMatchObject({ weight: 335 });
  // 335 of 1359 while both loops are alone; others that come by for a moment take their part.
  expect(Number(slow!.predicted)).toBeGreaterThan(0.15);
  expect(Number(slow!.predicted)).toBeLessThan(335 / 1359 + 0.001);
  for (const loop of [fast!, slow!]) {
    expect(Number(loop.contended)).toBeGreaterThan(500e6);
    expect(Math.abs(Number(loop.measured) - Number(loop.predicted))).toBeLessThan(0.06);
  }
  const preempted = rowsOf('sched.preemptions').find(
    ({ comm, by_comm }) => comm === 'sh' && by_comm === 'sh',
  );
  expect(Number(preempted?.count)).toBeGreaterThan(20);

  const sleeper = rowsOf('sched.forks')
    .filter(({ comm }) => comm === 'sleep')
    .toSorted((a, b) => Number(a.time) - Number(b.time))
    .at(-1)!;
  const runs = rowsOf('sched.runs')
    .filter(({ tid }) => tid === sleeper.tid)
    .toSorted((a, b) => Number(a.time) - Number(b.time));
  const after = runs.findLastIndex(
    ({ slept }, index) => Number(slept) > 15e6 && runs[index - 1]?.ended === 'sleeping',
  );
  const [before, woken] = [runs[after - 1]!, runs[after]!];
  expect(Number(woken.slept)).toBeGreaterThan(19e6);
  // A machine that is busy lets the guest's timer come late.
  expect(Number(woken.slept)).toBeLessThan(60e6);
  // Asleep, then waiting for a CPU: together all of the time off it, to the nanosecond.
  expect(Number(before.time) + Number(before.duration) + Number(woken.slept) + Number(woken.delay)).toBe(
    woken.time,
  );
});
