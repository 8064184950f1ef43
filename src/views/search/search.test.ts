import { expect, test } from 'vitest';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { type Asked, unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import { askFind, askNextEvent } from './index.ts';

const bench = benchOf(
  handMade([
    { time: 0, pid: 5, comm: 'Reader', event: 'net:send' },
    { time: 10, pid: 6, comm: 'other', event: 'net:read' },
    { time: 20, pid: 6, event: 'net:send' },
    { time: 30, pid: 7, comm: 'x<y', event: 'a:b' },
    { time: 40, pid: 5, event: 'a:b' },
  ]),
);

const rowsOf = async (text: string): Promise<readonly number[]> => [
  ...(await askFind(bench, { text }, unheard))!.rows,
];

test('a text is found in names of events and tasks, whatever the case; a number is a tid (issue 5, Timeline: search)', async () => {
  expect(await rowsOf('read')).toEqual([0, 1, 4]);
  expect(await rowsOf('NET:send')).toEqual([0, 2]);
  expect(await rowsOf('X<Y')).toEqual([3]);
  expect(await rowsOf('6')).toEqual([1, 2]);
  expect(await rowsOf('nothing')).toEqual([]);
  expect(await rowsOf('')).toEqual([]);
});

test('hits stand on a minimap, and each leads to the next and the previous (issue 5, Timeline: hits on a minimap)', async () => {
  const found = (await askFind(bench, { text: 'read' }, unheard))!;
  expect(found).toMatchObject({ total: 3, from: 0, to: 40, events: ['net:read'], tasks: ['Reader'] });
  expect([...found.histogram].flatMap((count, part) => (count > 0 ? [part] : []))).toEqual([0, 128, 511]);
  const next = (row: number, direction: 1 | -1) =>
    askNextEvent(bench, { text: 'read', row, direction }, unheard);
  expect([await next(-1, 1), await next(0, 1), await next(2, 1), await next(4, 1)]).toEqual([
    0,
    1,
    4,
    undefined,
  ]);
  expect([await next(4, -1), await next(3, -1), await next(0, -1)]).toEqual([1, 1, undefined]);
});

test('functions are found by their names', async () => {
  const graph = await benchWith('trace-dat/fgraph.dat');
  const { trace } = graph.recording();
  const found = (await askFind(graph, { text: 'vfs_' }, unheard))!;
  expect(found.total).toBeGreaterThan(0);
  for (const row of found.rows) expect(trace.formats[trace.event[row]!]!.name).toBe('funcgraph_entry');
});

test('the printed text of events is looked into where that is wanted', async () => {
  const events = await benchWith('trace-dat/events.dat');
  const text = '] D ==>';
  expect((await askFind(events, { text }, unheard))!.total).toBe(0);
  const found = (await askFind(events, { text, printed: true }, unheard))!;
  expect(found.total).toBeGreaterThan(0);
  const { trace } = events.recording();
  for (const row of found.rows) expect(trace.formats[trace.event[row]!]!.name).toBe('sched_switch');
});

test('a search that nobody waits for any more ends', async () => {
  const events = await benchWith('trace-dat/events.dat');
  const gone: Asked = { ...unheard, isCancelled: () => true };
  expect(await askFind(events, { text: 'a', printed: true }, gone)).toBeUndefined();
});
