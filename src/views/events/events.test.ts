import { expect, test } from 'vitest';
import { handMade } from '../../analyses/testing/hand-made.ts';
import { unheard } from '../question.ts';
import { benchOf, benchWith } from '../timeline/testing/opened.ts';
import { askEventAt, askEventCsv, askEventPlace, askEventWindow } from './index.ts';

const bench = benchOf(
  handMade([
    { time: 0, cpu: 0, pid: 5, comm: 'reader', event: 'net:send', fields: { size: 3, to: 'eth0' } },
    { time: 10, cpu: 1, pid: 6, comm: 'writer', event: 'net:read', fields: { size: 9 } },
    { time: 20, cpu: 1, pid: 5, comm: 'reader', event: 'a:b', fields: { n: 1 } },
  ]),
);

const rowsOf = async (wishes: object): Promise<readonly number[]> => [
  ...(await askEventWindow(bench, { ...wishes, first: 0, count: 10 }, unheard)).rows,
];

test('events come by time, those that columns and a stretch let through', async () => {
  expect(await rowsOf({})).toEqual([0, 1, 2]);
  expect(await rowsOf({ contains: { comm: 'READ' } })).toEqual([0, 2]);
  expect(await rowsOf({ contains: { event: 'net:' } })).toEqual([0, 1]);
  expect(await rowsOf({ contains: { cpu: '1', pid: '5' } })).toEqual([2]);
  expect(await rowsOf({ within: { from: 5, to: 20 } })).toEqual([1, 2]);
  expect(await rowsOf({ where: 'net/send' })).toEqual([0]);
  expect(await rowsOf({ where: 'net/.*: size > 5' })).toEqual([1]);
});

test('a filter that is none is told, with its place', async () => {
  await expect(rowsOf({ where: 'nosuch/event' })).rejects.toThrow('⟨?⟩');
});

test('an event’s place and the event of a time are found', async () => {
  expect(await askEventPlace(bench, { row: 2, contains: { comm: 'reader' } }, unheard)).toBe(1);
  expect(await askEventAt(bench, { time: 11 }, unheard)).toBe(2);
  expect(await askEventAt(bench, { time: 1e9 }, unheard)).toBe(2);
});

test('what an event says is what its tool prints, without who, where and when', async () => {
  const events = await benchWith('trace-dat/events.dat');
  const { columns } = await askEventWindow(
    events,
    { contains: { event: 'sched:sched_switch' }, first: 0, count: 3 },
    unheard,
  );
  const texts = columns.find(({ id }) => id === 'text')!.texts;
  for (const text of texts) expect(text).toMatch(/^\S.* \[\d+\] \S+ ==> /);
});

test('CSV of events has numbers as they are', async () => {
  const csv = await askEventCsv(bench, { first: 0, count: 1 }, unheard);
  expect(csv.split('\r\n')[0]).toBe('time,cpu,comm,pid,event,row,text');
  expect(csv.split('\r\n')[1]).toMatch(/^0,0,reader,5,net:send,0,/);
});
