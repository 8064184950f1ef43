import { describe, expect, it } from 'vitest';
import { histogramCells, histogramTable } from '../../analyses/latency/index.ts';
import { cellWidth } from '../../base/index.ts';
import { allRows, tableOf } from '../../store/index.ts';
import { histogramLines, tableLines } from './index.ts';

const table = tableOf(
  {
    id: 'a.rows',
    sentence: '',
    worst: 'duration',
    columns: [
      { id: 'comm', type: 'text', unit: '', sentence: '' },
      { id: 'tid', type: 'integer', unit: '', sentence: '' },
      { id: 'calls', type: 'integer', unit: 'calls', sentence: '' },
      { id: 'duration', type: 'duration', unit: 'ns', sentence: '' },
      { id: 'bytes', type: 'bytes', unit: 'bytes', sentence: '' },
      { id: 'begin_row', type: 'row', unit: '', sentence: '' },
    ],
  },
  [
    { comm: '한글 이름', tid: 12345, calls: 12345, duration: 1_500_000, bytes: 4096, begin_row: 3 },
    {
      comm: 'a-very-long-name-of-a-task-that-goes-on\u001b[31m',
      tid: 1,
      calls: 2,
      duration: undefined,
      bytes: 1500,
    },
  ],
);

describe('tables for a terminal', () => {
  it('text to the left, numbers to the right, with units; ids without thousands', () => {
    expect(tableLines(table, allRows(table), { width: 200, colours: 0 })).toEqual([
      'comm                                               tid   calls  duration    bytes  begin_row',
      '한글 이름                                        12345  12,345   1.50 ms    4 KiB         #3',
      'a-very-long-name-of-a-task-that-goes-on\\x1b[31m      1       2         –  1.5 KiB          –',
    ]);
  });

  it.each([40, 60, 80])('fit into %d cells, and say which columns were left out', width => {
    const lines = tableLines(table, allRows(table), { width, colours: 0 });
    for (const line of lines.slice(0, 3)) expect(cellWidth(line)).toBeLessThanOrEqual(width);
    expect(lines[0]).toContain('duration');
    if (width === 40) expect(lines[3]).toContain('begin_row');
  });

  it('show the columns that were asked for, whole', () => {
    const [head, , long] = tableLines(table, allRows(table), {
      width: Number.POSITIVE_INFINITY,
      colours: 0,
      columns: ['tid', 'comm'],
    });
    expect(head).toBe('  tid  comm');
    expect(long).toContain('goes-on');
  });
});

it('a histogram is bars of its buckets', () => {
  const cells = histogramCells(Float64Array.of(1000, 1100, 1200, 5000));
  const histogram = tableOf(histogramTable('a.histogram', ''), cells);
  expect(histogramLines(histogram, allRows(histogram), 1, { width: 50, colours: 0 })).toEqual([
    '    512 ns –   1.02 µs │██████      │         1',
    '   1.02 µs –   2.05 µs │████████████│         2',
    '   2.05 µs –   4.10 µs │            │         0',
    '   4.10 µs –   8.19 µs │██████      │         1',
  ]);
});
