import { describe, expect, it } from 'vitest';
import { allRows, filterRows, RowFilterError, sortRowsBy, tableOf } from './index.ts';

const table = tableOf(
  {
    id: 'a.rows',
    sentence: '',
    columns: [
      { id: 'comm', type: 'text', unit: '', sentence: '' },
      { id: 'duration', type: 'duration', unit: 'ns', sentence: '' },
    ],
  },
  [
    { comm: 'kworker/0:1', duration: 5_000_000 },
    { comm: 'sh', duration: 10 },
    { comm: 'a b', duration: undefined },
    { comm: 'kworker/1:0', duration: 2000 },
  ],
);

describe('conditions on rows', () => {
  it.each([
    ['duration > 1us', [0, 3]],
    ['duration > 1us and comm ~ kworker/1', [3]],
    ['comm = sh or (duration >= 5ms && comm !~ x)', [0, 1]],
    ['not duration < 1ms', [0, 2]],
    ['comm == "a b"', [2]],
    ["comm == 'a b' or duration == 10", [1, 2]],
    ['duration != 10', [0, 3]],
    ['comm ~ 0', [0, 3]],
  ])('%s', (condition, expected) => {
    expect([...filterRows(table, condition)]).toEqual(expected);
  });

  it.each([
    ['nonsense = 3', 0],
    ['duration', 8],
    ['duration > soon', 10],
    ['duration > 1 duration > 2', 12],
    ['(comm = sh', 10],
    ['comm = "', 6],
    ['', 0],
  ])('%s is refused, with the place', (condition, at) => {
    expect(() => filterRows(table, condition)).toThrow(RowFilterError);
    try {
      filterRows(table, condition);
    } catch (error) {
      expect((error as RowFilterError).at).toBe(at);
    }
  });

  it('brackets without end are refused, not followed', () => {
    expect(() => filterRows(table, '('.repeat(100_000))).toThrow(RowFilterError);
    expect(() => filterRows(table, `${'not '.repeat(100_000)} comm = sh`)).toThrow(RowFilterError);
  });
});

describe('sorted rows', () => {
  it('what is not known comes last, either way', () => {
    expect([...sortRowsBy(table, allRows(table), 1, true)]).toEqual([0, 3, 1, 2]);
    expect([...sortRowsBy(table, allRows(table), 1, false)]).toEqual([1, 3, 0, 2]);
    expect([...sortRowsBy(table, allRows(table), 0, false)]).toEqual([2, 0, 3, 1]);
  });
});
