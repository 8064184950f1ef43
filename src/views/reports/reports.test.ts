import { expect, test } from 'vitest';
import { allRows, type TableDescription, tableOf } from '../../store/index.ts';
import { unheard } from '../question.ts';
import { benchWith } from '../timeline/testing/opened.ts';
import { askHeatMap, askReport, askReportNames, askStretch, heatMapOf } from './index.ts';

const description: TableDescription = {
  id: 'test.waits',
  sentence: '',
  kind: 'detail',
  worst: 'duration',
  columns: [
    { id: 'time', type: 'time', unit: 'ns', sentence: '' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: '' },
  ],
};

test('a heat map counts each duration at its time and its power of two, the shortest in row 0', () => {
  const waits = tableOf(description, [
    { time: 0, duration: 4 },
    { time: 0, duration: 7 },
    { time: 960, duration: 40 },
    { time: 500, duration: undefined },
  ]);
  const map = heatMapOf(waits, allRows(waits))!;
  expect(map).toMatchObject({ from: 0, to: 960, columns: 96, least: 2, rows: 4 });
  expect([...map.counts].flatMap((count, at) => (count > 0 ? [[at, count]] : []))).toEqual([
    [0, 2],
    [95 * 4 + 3, 1],
  ]);
  expect([[...map.times], [...map.durations], [...map.events]]).toEqual([
    [0, 0, 960],
    [4, 7, 40],
    [-1, -1, -1],
  ]);
  const none = tableOf(description, []);
  expect(heatMapOf(none, allRows(none))).toBeUndefined();
});

test('a scatter has the longest durations, and no more than can be told apart', () => {
  const many = Array.from({ length: 3000 }, (_, time) => ({ time, duration: time % 10 === 0 ? 5000 : 3 }));
  const waits = tableOf(description, many);
  const { durations } = heatMapOf(waits, allRows(waits))!;
  expect([durations.length, Math.min(...durations)]).toEqual([300, 5000]);
});

test('a recording says which analyses it lets answer, and what the others lack', async () => {
  const names = await askReportNames(await benchWith('trace-dat/fgraph.dat'), {}, unheard);
  const of = (id: string) => names.find(one => one.id === id)!;
  expect(of('calls').recorded).toBe('yes');
  expect(of('block').recorded).toBe('no');
  expect(of('block').missing.length).toBeGreaterThan(0);
  expect(of('block').record).toContain('--plan');
});

test('a page of an analysis has all its tables with their first rows; of a stretch those of its events', async () => {
  const bench = await benchWith('trace-dat/events.dat');
  const page = await askReport(bench, { analysis: 'sched' }, unheard);
  const waits = page.cards.find(({ id }) => id === 'sched.waits')!;
  expect(waits.first.rows.length).toBe(5);
  expect(waits.isTimed).toBe(true);
  const { from, to, span, events, isWhole } = await askStretch(bench, {}, unheard);
  expect([isWhole, to - from]).toEqual([true, span]);
  const within = { from, to: from + span / 4 };
  const part = await askStretch(bench, { within }, unheard);
  expect(part.isWhole).toBe(false);
  expect(part.events).toBeLessThan(events);
  const some = await askReport(bench, { analysis: 'sched', within }, unheard);
  expect(some.cards.find(({ id }) => id === 'sched.waits')!.count).toBeLessThan(waits.count);
});

test('a heat map of a real table counts each of its rows once', async () => {
  const bench = await benchWith('trace-dat/events.dat');
  const map = (await askHeatMap(bench, { table: 'sched.waits' }, unheard))!;
  const page = await askReport(bench, { analysis: 'sched' }, unheard);
  const { count } = page.cards.find(({ id }) => id === 'sched.waits')!;
  expect(map.counts.reduce((sum, one) => sum + one, 0)).toBe(count);
});
