import { describe, expect, it } from 'vitest';
import { type TableDescription, tableOf } from '../../store/index.ts';
import { beyondNoise, compareTables, countTest, rankTest } from './index.ts';

describe('tests of chance', () => {
  // The exact probabilities, from all 43,758 ways to choose ten of eighteen values.
  it.each([
    [0, 1.0],
    [0.6, 0.0343],
  ])('the rank test is near the exact one: the second sample moved by %d', (shift, exact) => {
    const before = Float64Array.of(0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46);
    const after = Float64Array.of(1.15, 0.88, 0.9, 0.74, 1.21, 1.5, 1.7, 2.1);
    const moved = after.map(value => value + shift);
    expect(Math.abs(rankTest(before, moved) - exact)).toBeLessThan(0.005);
  });

  it('equal samples are noise, small ones are not judged', () => {
    const same = Float64Array.from({ length: 20 }, () => 5);
    expect(rankTest(same, same)).toBe(1);
    expect(rankTest(same.subarray(0, 7), same)).toBeNaN();
  });

  it('counts', () => {
    expect(countTest(100, 103)).toBeGreaterThan(0.5);
    expect(countTest(100, 200)).toBeLessThan(1e-6);
    expect(countTest(1, 2)).toBeNaN();
  });

  it('of many tests, chance alone passes few', () => {
    const uniform = Array.from({ length: 1000 }, (_, index) => (index + 1) / 1000);
    expect(beyondNoise(uniform).filter(Boolean)).toHaveLength(0);
    expect(beyondNoise([0.00001, ...uniform.slice(50)]).filter(Boolean)).toHaveLength(1);
    expect(beyondNoise([Number.NaN, 0.5])).toEqual([false, false]);
  });
});

const summary: TableDescription = {
  id: 'sched.tasks',
  sentence: 'Tasks.',
  keys: ['comm'],
  worst: 'total',
  samples: { table: 'sched.waits', value: 'duration' },
  columns: [
    { id: 'comm', type: 'text', unit: '', sentence: '' },
    { id: 'total', type: 'duration', unit: 'ns', sentence: '' },
  ],
};
const detail: TableDescription = {
  id: 'sched.waits',
  sentence: '',
  kind: 'detail',
  columns: [
    { id: 'comm', type: 'text', unit: '', sentence: '' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: '' },
  ],
};

function compared(
  totals: Readonly<Record<string, number>>,
  waits: Readonly<Record<string, readonly number[]>>,
) {
  return {
    table: tableOf(
      summary,
      Object.entries(totals).map(([comm, total]) => ({ comm, total })),
    ),
    samples: tableOf(
      detail,
      Object.entries(waits).flatMap(([comm, all]) => all.map(duration => ({ comm, duration }))),
    ),
  };
}

const spread = (from: number): number[] => Array.from({ length: 30 }, (_, index) => from + index);

describe('two recordings compared', () => {
  const before = compared(
    { 'kworker/0:1': 10, 'kworker/1:2-events': 20, sh: 435, cat: 435, old: 5 },
    { sh: spread(0), cat: spread(0) },
  );
  const after = compared(
    { 'kworker/u8:0': 60, sh: 3435, cat: 440, new: 7 },
    { sh: spread(100), cat: spread(0) },
  );
  const table = compareTables(before, after);
  const rowOf = (comm: string) => {
    const row = Array.from({ length: table.count }, (_, index) => index).find(
      index => table.text(0, index) === comm,
    )!;
    return Object.fromEntries(
      table.description.columns.map(({ id }, column) => [id, table.cell(column, row)]),
    );
  };

  it('rows are matched by meaning, and summed where several are about one thing', () => {
    expect(rowOf('kworker')).toMatchObject({
      before: 30,
      after: 60,
      change: 30,
      relative: 1,
      verdict: 'unknown',
    });
  });

  it('what differs by more than chance is told from noise, what is new and what is gone', () => {
    expect(rowOf('sh')).toMatchObject({
      verdict: 'more',
      before_p50: 14,
      after_p50: 114,
      before_samples: 30,
    });
    expect(rowOf('cat')).toMatchObject({ verdict: 'noise', change: 5 });
    expect(rowOf('new')).toMatchObject({ verdict: 'new', before: 0 });
    expect(rowOf('old')).toMatchObject({ verdict: 'gone', after: 0 });
  });
});
