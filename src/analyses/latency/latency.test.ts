import { describe, expect, it } from 'vitest';
import { histogramCells, summarise, summariseGroups } from './index.ts';

describe('summaries of durations', () => {
  it('percentiles are measured values, by nearest rank', () => {
    const durations = Float64Array.from({ length: 1000 }, (_, index) => 1000 - index);
    expect(summarise(durations)).toEqual({
      count: 1000,
      total: 500_500,
      mean: 500.5,
      p50: 500,
      p90: 900,
      p99: 990,
      p999: 999,
      max: 1000,
    });
  });

  it('of nothing there is a count of 0 and nothing else', () => {
    expect(summarise(new Float64Array(0))).toMatchObject({ count: 0, total: 0, p50: Number.NaN });
  });

  it('by group, without what is not known', () => {
    const groups = Uint32Array.of(1, 0, 1, 1, 2);
    const durations = Float64Array.of(5, 7, 3, Number.NaN, Number.NaN);
    expect(summariseGroups(groups, durations, 3).map(({ count, total, max }) => [count, total, max])).toEqual(
      [
        [1, 7, 7],
        [2, 8, 5],
        [0, 0, Number.NaN],
      ],
    );
  });
});

describe('histograms', () => {
  it('have every power of two between the least and the greatest', () => {
    expect(
      histogramCells(Float64Array.of(0, 1, 9, 8, Number.NaN)).map(({ from, to, count }) => [from, to, count]),
    ).toEqual([
      [0, 1, 1],
      [1, 2, 1],
      [2, 4, 0],
      [4, 8, 0],
      [8, 16, 2],
    ]);
  });
});
