import { expect, test } from 'vitest';
import { derived, gradual, prepare } from '../analyses/index.ts';
import { syscallsAnalysis } from '../analyses/syscalls/index.ts';
import { handMade } from '../analyses/testing/hand-made.ts';
import { stepByStep, unheard } from './question.ts';
import { benchOf } from './timeline/testing/opened.ts';

const trace = () => handMade([{ time: 0, event: 'a:x' }]);

function counting() {
  let steps = 0;
  let begun = 0;
  const make = gradual(function* () {
    begun++;
    for (let step = 0; step < 5; step++) {
      steps++;
      yield;
    }
    return { made: true };
  });
  return { make, steps: () => steps, begun: () => begun };
}

test('what was left for later is done a step at a time, once, and then found ready', () => {
  const bench = benchOf(trace());
  const opened = bench.recording();
  const { make, steps, begun } = counting();
  const work = () => prepare(opened.trace, make);
  bench.workAhead(opened, work);
  bench.workAhead(opened, work);
  expect(bench.stepAhead()).toBe(true);
  expect(steps()).toBe(1);
  while (bench.stepAhead());
  expect([steps(), begun()]).toEqual([5, 1]);
  expect(derived(opened.trace, make)).toEqual({ made: true });
  expect(begun()).toBe(1);
});

test('a question goes on from where the work ahead is, and the work ends with that', () => {
  const bench = benchOf(trace());
  const opened = bench.recording();
  const { make, steps, begun } = counting();
  bench.workAhead(opened, () => prepare(opened.trace, make));
  bench.stepAhead();
  const found = derived(opened.trace, make);
  expect([steps(), begun()]).toEqual([5, 1]);
  while (bench.stepAhead());
  expect(derived(opened.trace, make)).toBe(found);
  expect([steps(), begun()]).toEqual([5, 1]);
});

test('work for what is no longer open is forgotten, and work that fails does not come again', () => {
  const bench = benchOf(trace());
  const { make, steps } = counting();
  const opened = bench.recording();
  bench.workAhead(opened, () => prepare(opened.trace, make));
  bench.replace(0, { ...opened, trace: trace() });
  while (bench.stepAhead());
  expect(steps()).toBe(0);
  let failed = 0;
  const broken = gradual<object>(function* () {
    yield;
    failed++;
    throw new Error('broken');
  });
  bench.workAhead(bench.recording(), ({ trace: now }) => prepare(now, broken));
  while (bench.stepAhead());
  expect(failed).toBe(1);
  expect(() => derived(bench.recording().trace, broken)).toThrow('broken');
});

test('a long answer that nobody waits for any more ends, and what was done of it stays', async () => {
  const { trace: of } = benchOf(trace()).recording();
  const { make, steps, begun } = counting();
  let isCancelled = false;
  const steppingOn = function* () {
    for (const step of prepare(of, make)) {
      isCancelled ||= steps() === 2;
      yield step;
    }
  };
  expect(await stepByStep(steppingOn(), { ...unheard, isCancelled: () => isCancelled })).toBe(false);
  expect(steps()).toBe(2);
  expect(await stepByStep(prepare(of, make), unheard)).toBe(true);
  expect([steps(), begun()]).toEqual([5, 1]);
});

test('analyses in steps say the same as at once', () => {
  const events = Array.from({ length: 100_000 }, (_, at) => ({
    time: at * 10,
    pid: 5 + (at % 3),
    event: `raw_syscalls:sys_${at % 6 < 3 ? 'enter' : 'exit'}`,
    fields: at % 6 < 3 ? { id: 1 } : { id: 1, ret: at },
  }));
  const [atOnce, inSteps] = [handMade(events), handMade(events)];
  for (const _ of syscallsAnalysis.prepare!(inSteps));
  const rowsOf = (of: typeof atOnce): unknown[] => {
    const table = derived(of, syscallsAnalysis.answer).table('syscalls.calls');
    const duration = table.column('duration');
    return Array.from({ length: table.count }, (_, row) => table.number(duration, row));
  };
  // A difference in so many rows would be printed for minutes.
  expect(JSON.stringify(rowsOf(inSteps)) === JSON.stringify(rowsOf(atOnce))).toBe(true);
  expect(rowsOf(inSteps)).toHaveLength(50_001);
});
