import { expect, test } from 'vitest';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import { wholeTrace } from '../../formats/index.ts';
import type { Workbench } from '../index.ts';
import { unheard } from '../question.ts';
import type { RangeTable } from './contract.ts';
import { loadAtFirst } from './load-window.ts';
import { askLoad, askRange, askStrip } from './questions.ts';
import { benchOf, benchWith } from './testing/opened.ts';

const switched = (time: number, prev: number, next: number, state: number): MadeEvent => ({
  time,
  pid: prev,
  ...(prev === 0 ? {} : { comm: `t${prev}` }),
  event: 'sched:sched_switch',
  fields: { prev_pid: prev, prev_state: state, next_pid: next, next_comm: `t${next}` },
});
const softirq = (time: number, pid: number, isEntry: boolean): MadeEvent => ({
  time,
  pid,
  event: `irq:softirq_${isEntry ? 'entry' : 'exit'}`,
  fields: { vec: 3 },
});

const bench = benchOf(
  handMade([
    switched(100, 0, 5, 0),
    softirq(120, 5, true),
    softirq(140, 5, false),
    switched(200, 5, 6, 2),
    switched(260, 6, 0, 1),
    { time: 300, pid: 0, event: 'sched:sched_waking', fields: { pid: 5, target_cpu: 0 } },
    switched(320, 0, 5, 0),
    switched(400, 5, 0, 1),
  ]),
);

async function rangeOf(
  of: Workbench,
  from: number,
  to: number,
): Promise<ReadonlyMap<string, RangeTable['rows']>> {
  const tables = await askRange(of, { from, to }, unheard);
  for (const { description, rows } of tables)
    for (const row of rows) expect(row).toHaveLength(description.columns.length);
  return new Map(tables.map(({ description, rows }) => [description.id, rows]));
}

test('a range says what each task and each CPU did in it, cut at its bounds (issue 5, Timeline: range selection → tables)', async () => {
  const tables = await rangeOf(bench, 130, 310);
  expect(tables.get('range.tasks')).toEqual([
    [5, 't5', 70, 10, 0, 100, 2],
    [6, 't6', 60, 0, 50, 0, 1],
  ]);
  expect(tables.get('range.cpus')).toEqual([[0, 130, 10, 4]]);
  expect(tables.get('range.interrupts')).toEqual([['softirq', 'NET_RX', 1, 10]]);
  expect(tables.get('range.events')).toEqual([
    ['sched:sched_switch', 2],
    ['irq:softirq_exit', 1],
    ['sched:sched_waking', 1],
  ]);
});

test('the whole is the sum of its parts', async () => {
  const all = await benchWith('trace-dat/events.dat');
  const { trace } = all.recording();
  const to = trace.time[trace.count - 1]! + 1;
  const middle = to * 0.4;
  const [whole, first, second] = [
    await rangeOf(all, 0, to),
    await rangeOf(all, 0, middle),
    await rangeOf(all, middle, to),
  ];
  const sum = (rows: RangeTable['rows'] | undefined, column: number): number =>
    (rows ?? []).reduce((total, row) => total + Number(row[column]), 0);
  for (const [id, column] of [
    ['range.cpus', 1],
    ['range.cpus', 2],
    ['range.cpus', 3],
    ['range.events', 1],
    ['range.syscalls', 1],
    ['range.requests', 3],
  ] as const) {
    expect(sum(whole.get(id), column), id).toBeGreaterThan(0);
    expect(sum(first.get(id), column) + sum(second.get(id), column)).toBeCloseTo(
      sum(whole.get(id), column),
      3,
    );
  }
});

test('functions of a range have the time of their own in it', async () => {
  const graph = await benchWith('trace-dat/fgraph.dat');
  const { trace } = graph.recording();
  const to = trace.time[trace.count - 1]! + 1;
  const functions = (await rangeOf(graph, 0, to)).get('range.functions')!;
  expect(functions.length).toBeGreaterThan(20);
  const own = functions.map(row => Number(row[3]));
  expect(own).toEqual([...own].sort((a, b) => b - a));
});

test('an empty range has no tables that say nothing', async () => {
  const tables = await rangeOf(bench, 1e6, 2e6);
  expect([...tables.keys()]).toEqual(['range.cpus']);
});

test('the strip counts every event once, and knows what was lost (issue 5, Timeline: overview strip with density and losses)', async () => {
  const strip = await askStrip(
    benchOf(
      handMade([
        { time: 0, event: 'a:x' },
        { time: 10, event: 'a:x' },
        { time: 90, event: 'a:x', lost: 7 },
        { time: 100, event: 'a:x' },
      ]),
    ),
    { parts: 10 },
    unheard,
  );
  expect([...strip.counts]).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
  expect(strip).toMatchObject({ from: 0, to: 100, isEstimate: false, lostEvents: 7, loaded: [0, 100] });
  expect([...strip.lost]).toEqual([10, 90]);
});

test('the strip is the same whether events are counted one by one or found by time, also where a clock steps back', async () => {
  const times = [0, 0, 3, 10, 10, 11, 29, 30, 30.5, 77, 99, 100];
  for (const made of [times, [...times.slice(0, 6), 2, ...times.slice(6)]]) {
    const trace = handMade(made.map(time => ({ time, event: 'a:x' })));
    const asked = benchOf({ ...trace, time: Float64Array.from(made) } as typeof trace);
    for (const parts of [1, 7, 10, 100]) {
      const { counts } = await askStrip(asked, { parts }, unheard);
      const expected = new Float64Array(parts);
      for (const time of made) expected[Math.min(parts - 1, Math.floor(time / (100 / parts)))]!++;
      expect([...counts]).toEqual([...expected]);
    }
  }
});

test('of a recording that is not in memory as a whole the strip is an estimate over all of it, and another window is loaded on demand', async () => {
  const whole = (await benchWith('trace-dat/events.dat')).recording();
  const { count, time } = whole.trace;
  const last = time[count - 1]!;
  const half = benchOf(whole.trace, whole.recording);
  const part = await whole.recording.load({ to: whole.recording.start + BigInt(Math.floor(last / 4)) });
  half.replace(0, { ...whole, trace: part, isWhole: false });
  const strip = await askStrip(half, { parts: 100 }, unheard);
  expect(strip.isEstimate).toBe(true);
  const estimated = strip.counts.reduce((sum, events) => sum + events, 0);
  expect(Math.abs(estimated - count) / count).toBeLessThan(0.1);
  expect(strip.to).toBeGreaterThan(last * 0.9);
  expect(strip.loaded[1]).toBeLessThan(last * 0.3);
  const loaded = await askLoad(half, { from: last / 2, to: last }, unheard);
  expect(loaded).toMatchObject({ isWhole: false });
  expect(loaded.from).toBeGreaterThanOrEqual(last / 2);
  const { trace } = half.recording();
  expect(trace.count).toBe(loaded.events);
  expect([...trace.time.subarray(0, 5)]).toEqual([
    ...time.subarray(count - trace.count, count - trace.count + 5),
  ]);
});

test('a window that nobody waits for any more changes nothing', async () => {
  const whole = (await benchWith('trace-dat/events.dat')).recording();
  const of = benchOf(whole.trace, whole.recording);
  of.replace(0, { ...whole, isWhole: false });
  await askLoad(of, { from: 0, to: 1000 }, { ...unheard, isCancelled: () => true });
  expect(of.recording().trace).toBe(whole.trace);
});

test('what is in memory as a whole needs no other window', async () => {
  const trace = handMade([{ time: 5, event: 'a:x' }]);
  const loaded = await askLoad(benchOf(trace, wholeTrace('trace-dat', trace)), { from: 0, to: 1 }, unheard);
  expect(loaded).toEqual({ from: 5, to: 5, events: 1, isWhole: true });
});

test('of a recording that is larger than memory its beginning is loaded first', async () => {
  const { recording, trace } = (await benchWith('trace-dat/events.dat')).recording();
  const bytes = await recording.guessBytes!();
  const some = await loadAtFirst(recording, bytes / 4);
  expect(some.isWhole).toBe(false);
  expect(some.trace.time[0]).toBe(trace.time[0]);
  expect(some.trace.count / trace.count).toBeGreaterThan(0.1);
  expect(some.trace.count / trace.count).toBeLessThan(0.5);
  const all = await loadAtFirst(recording);
  expect([all.isWhole, all.trace.count]).toEqual([true, trace.count]);
});
