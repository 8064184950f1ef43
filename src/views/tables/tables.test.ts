import { describe, expect, test } from 'vitest';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { Table, type TableDescription, tableOf } from '../../store/index.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import {
  askTableCsv,
  askTableHead,
  askTablePlace,
  askTableWindow,
  csvPiece,
  tableWindow,
  wishedRows,
} from './index.ts';

const description: TableDescription = {
  id: 'test.waits',
  sentence: '',
  worst: 'duration',
  columns: [
    { id: 'comm', type: 'text', unit: '', sentence: '' },
    { id: 'duration', type: 'duration', unit: 'ns', sentence: '' },
    { id: 'begin_row', type: 'row', unit: '', sentence: '' },
  ],
};

const waits = tableOf(description, [
  { comm: 'sh', duration: 400, begin_row: 3 },
  { comm: 'Kworker/0', duration: 7_000_000, begin_row: 1 },
  { comm: 'a,"b"', duration: undefined, begin_row: 2 },
  { comm: 'kworker/1', duration: 5_200, begin_row: 9 },
]);

describe('the rows that are wished for', () => {
  test('come by the worst column where no order is said, and unknown values last', () => {
    expect([...wishedRows(waits, {})]).toEqual([1, 3, 0, 2]);
    expect([...wishedRows(waits, { sort: '+duration' })]).toEqual([0, 3, 1, 2]);
    expect([...wishedRows(waits, { sort: '' })]).toEqual([0, 1, 2, 3]);
    expect([...wishedRows(waits, { sort: '+comm' })]).toEqual([1, 2, 3, 0]);
  });

  test('contain what is asked of a column as it is shown, or compare', () => {
    expect([...wishedRows(waits, { contains: { comm: 'KWORK' } })]).toEqual([1, 3]);
    expect([...wishedRows(waits, { contains: { duration: '5.20 µs' } })]).toEqual([3]);
    expect([...wishedRows(waits, { contains: { duration: '> 1us' } })]).toEqual([1, 3]);
    expect([...wishedRows(waits, { contains: { duration: '>1us', comm: 'r/1' } })]).toEqual([3]);
    expect([...wishedRows(waits, { where: 'duration > 1us', contains: { comm: '' } })]).toEqual([1, 3]);
  });

  test('are told by a sentence where the wish is none', () => {
    expect(() => wishedRows(waits, { where: 'duration >' })).toThrow('duration >');
    expect(() => wishedRows(waits, { sort: 'nothing' })).toThrow('nothing');
  });
});

describe('a window of a table', () => {
  test('has the texts, the numbers, and the most of all rows that are wished for', () => {
    const window = tableWindow(waits, {}, { first: 1, count: 2, columns: ['comm', 'duration'] });
    expect(window).toMatchObject({ first: 1, wished: 4, all: 4, most: 7_000_000 });
    expect([...window.rows]).toEqual([3, 0]);
    expect(window.columns.map(({ id, texts }) => [id, texts])).toEqual([
      ['comm', ['kworker/1', 'sh']],
      ['duration', ['5.20 µs', '400 ns']],
    ]);
    expect([...window.columns[1]!.values!]).toEqual([5200, 400]);
  });

  test('counts rows of the trace from the stretch that it was made of', () => {
    const [column] = tableWindow(waits, {}, { first: 0, count: 1, columns: ['begin_row'] }, 100).columns;
    expect(column!.texts).toEqual(['#101']);
    expect([...column!.values!]).toEqual([101]);
  });

  test('of a million rows is a few of them, sorted', () => {
    const duration = Float64Array.from({ length: 1_000_000 }, (_, row) => (row * 7919) % 1_000_003);
    const codes = new Uint32Array(duration.length);
    const large = new Table(description, {
      comm: { codes, texts: ['a'] },
      duration,
      begin_row: new Uint32Array(duration.length),
    });
    const window = tableWindow(large, {}, { first: 999_990, count: 100 });
    expect(window.rows.length).toBe(10);
    const values = [...window.columns[1]!.values!];
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(window.most).toBe(duration.reduce((a, b) => Math.max(a, b)));
  });
});

test('CSV has the ids once, quotes where they must be, and nothing for what is not known', () => {
  expect(csvPiece(waits, { sort: '' }, { first: 0, count: 1 })).toBe(
    'comm,duration,begin_row\r\nsh,400,3\r\n',
  );
  expect(csvPiece(waits, { sort: '' }, { first: 2, count: 1 })).toBe('"a,""b""",,2\r\n');
});

const switches = handMade(
  [
    [1000, 'a', 1, 'b', 2],
    [2000, 'b', 2, 'a', 1],
    [5000, 'a', 1, 'b', 2],
    [9000, 'b', 2, 'a', 1],
  ].map(([time, prev_comm, prev_pid, next_comm, next_pid]) => ({
    time: Number(time),
    pid: Number(prev_pid),
    event: 'sched:sched_switch',
    fields: {
      prev_comm: String(prev_comm),
      prev_pid: Number(prev_pid),
      prev_prio: 120,
      prev_state: 0,
      next_comm: String(next_comm),
      next_pid: Number(next_pid),
      next_prio: 120,
    },
  })),
);

describe('tables of a stretch of time', () => {
  const bench = benchOf(switches);
  const of = { table: 'sched.runs', within: { from: 2000, to: 9000 } };

  test('are made of its events alone, and name rows of the recording', async () => {
    const all = await askTableWindow(bench, { table: 'sched.runs', first: 0, count: 10 }, unheard);
    const some = await askTableWindow(bench, { ...of, first: 0, count: 10 }, unheard);
    expect((await askTableHead(bench, of, unheard)).firstRow).toBe(1);
    expect(some.all).toBeLessThan(all.all);
    const rowsOf = (window: typeof all) => [...window.columns.find(({ id }) => id === 'begin_row')!.values!];
    const known = new Set(rowsOf(all));
    const named = rowsOf(some).filter(row => !Number.isNaN(row));
    expect(named.length).toBeGreaterThan(0);
    for (const row of named) expect(known.has(row)).toBe(true);
  });

  test('are the whole where all events lie in it', async () => {
    const within = { from: 0, to: 1e9 };
    expect((await askTableHead(bench, { ...of, within }, unheard)).firstRow).toBe(0);
  });
});

test('a real table: its window, its CSV and a row’s place agree', async () => {
  const bench = await benchWith('trace-dat/events.dat');
  const { count } = await askTableHead(bench, { table: 'sched.waits' }, unheard);
  expect(count).toBeGreaterThan(10);
  const asked = { table: 'sched.waits', sort: '+time', first: 5, count: 3 };
  const { rows, columns } = await askTableWindow(bench, asked, unheard);
  expect(await askTablePlace(bench, { ...asked, row: rows[2]! }, unheard)).toBe(7);
  const csv = (await askTableCsv(bench, asked, unheard)).split('\r\n').slice(0, 3);
  expect(csv.map(line => Number(line.split(',')[0]))).toEqual([...columns[0]!.values!]);
});
