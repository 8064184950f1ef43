import { describe, expect, test } from 'vitest';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import type { Trace } from '../../store/index.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import type { Workbench } from '../workbench.ts';
import { askAligned, askComparable, askCompared, askFlames } from './index.ts';

const graph = (
  time: number,
  name: 'funcgraph_entry' | 'funcgraph_exit',
  depth: number,
  func: number,
): MadeEvent => ({
  time,
  pid: 7,
  comm: 'dd',
  event: `ftrace:${name}`,
  fields: { func: BigInt(func), depth },
});

/** One call of 1000 ns that calls another for so long. */
const callsOf = (inner: number, from = 0): Trace =>
  handMade([
    { time: from, event: 'a:start' },
    graph(from + 100, 'funcgraph_entry', 0, 0x1000),
    graph(from + 200, 'funcgraph_entry', 1, 0x2000),
    graph(from + 200 + inner, 'funcgraph_exit', 1, 0x2000),
    { time: from + 1000, event: 'a:mark' },
    graph(from + 1100, 'funcgraph_exit', 0, 0x1000),
  ]);

function both(before: Trace, after: Trace): Workbench {
  const bench = benchOf(before);
  bench.add(benchOf(after).recording());
  return bench;
}

describe('two recordings', () => {
  const bench = both(callsOf(200), callsOf(600, 5000));

  test('are aligned on the event that was chosen, else on their first', async () => {
    const aligned = await askAligned(bench, { event: 'a:mark', nth: 1, parts: 11 }, unheard);
    expect([aligned.from, aligned.to]).toEqual([-1000, 100]);
    expect([aligned.before.row, aligned.after.row]).toEqual([4, 4]);
    expect(aligned.before.counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    // What came 800 ns before in one came 400 ns later in the other.
    expect(Array.from(aligned.before.counts)).toEqual([1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 2]);
    expect(Array.from(aligned.after.counts)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 2]);
    const first = await askAligned(bench, { event: 'no:such', nth: 1, parts: 10 }, unheard);
    expect([first.event, first.before.row, first.after.row]).toEqual(['', 0, 0]);
    expect(aligned.events.map(({ name }) => name)).toContain('a:mark');
  });

  test('flame graphs are one, each path with its part of both', async () => {
    const flames = (await askFlames(bench, {}, unheard))!;
    expect(flames.count).toBe(2);
    expect(Array.from(flames.depth)).toEqual([0, 1]);
    expect(Array.from(flames.before)).toEqual([1, 0.2]);
    expect(Array.from(flames.after)).toEqual([1, 0.6]);
    expect(Array.from(flames.width)).toEqual([1, 0.4]);
  });

  test('tables: what a function took before and after', async () => {
    const tables = await askComparable(bench, {}, unheard);
    expect(tables.map(({ id }) => id)).toContain('calls.functions');
    const compared = (await askCompared(bench, { table: 'calls.functions' }, unheard))!;
    expect(compared.all).toBe(2);
    const inner = compared.rows.find(({ cells }) => cells[0]!.exact === '0x00002000')!;
    const of = (label: string) => inner.cells.find(cell => cell.label === label)?.exact;
    expect([of('before'), of('after'), of('change')]).toEqual(['200 ns', '600 ns', '400 ns']);
    expect(await askCompared(bench, { table: 'sched.waits' }, unheard)).toBeUndefined();
  });
});

test('the same recording twice differs in nothing', async () => {
  const bench = await benchWith('trace-dat/kernels/6.1-all.dat');
  bench.add(bench.recording());
  const compared = (await askCompared(bench, { table: 'syscalls.names' }, unheard))!;
  expect(compared.rows.length).toBeGreaterThan(10);
  for (const { cells } of compared.rows) {
    expect(Number.parseFloat(cells.find(({ label }) => label === 'change')!.exact)).toBe(0);
  }
});
