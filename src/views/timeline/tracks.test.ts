import { expect, test } from 'vitest';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import type { Workbench } from '../index.ts';
import { unheard } from '../question.ts';
import { type CounterTile, hues, type SliceTile, type TrackHead, trackGroups } from './contract.ts';
import {
  askArrows,
  askArrowsWithin,
  askFollow,
  askItem,
  askItemAt,
  askNeighbour,
  askOffers,
  askOfRow,
  askParts,
  askTiles,
  askTracks,
} from './questions.ts';
import { benchOf, benchWith } from './testing/opened.ts';

async function allHeads(bench: Workbench): Promise<readonly TrackHead[]> {
  const heads = await askTracks(bench, {}, unheard);
  const parts: TrackHead[] = [];
  for (const { id, hasParts } of heads)
    if (hasParts) parts.push(...(await askParts(bench, { track: id }, unheard)));
  return [...heads, ...parts];
}

async function tilesOf(
  bench: Workbench,
  tracks: readonly string[],
  pixels = 1000,
): Promise<readonly SliceTile[]> {
  const { trace } = bench.recording();
  const to = trace.time[trace.count - 1]! + 1;
  const wishes = tracks.map(track => ({ track, from: 0, to, pixel: to / pixels }));
  return (await askTiles(bench, { wishes }, unheard)) as readonly SliceTile[];
}

async function expectFull(bench: Workbench): Promise<readonly TrackHead[]> {
  const heads = await allHeads(bench);
  const groups = heads
    .filter(({ parent }) => parent === undefined)
    .map(({ group }) => trackGroups.indexOf(group));
  expect(groups).toEqual([...groups].sort((a, b) => a - b));
  expect(new Set(heads.map(({ id }) => id)).size).toBe(heads.length);
  for (const { id } of heads) {
    const [tile] = await tilesOf(bench, [id]);
    const length =
      tile!.kind === ('counter' as string)
        ? (tile as unknown as CounterTile).last.length
        : tile!.start.length;
    expect({ id, isEmpty: length === 0 }).toEqual({ id, isEmpty: false });
    expect(length).toBeLessThanOrEqual(2002 * (tile!.depths ?? 1));
  }
  return heads;
}

const ids = (heads: readonly TrackHead[]): readonly string[] => heads.map(({ id }) => id);

test.each([
  'trace-dat/events.dat',
  'trace-dat/fgraph.dat',
  'trace-dat/kernels/6.1-all.dat',
  'trace-dat/kernels/6.12-blk.dat',
  'trace-dat/kernels/6.12-lost-oldest.dat',
  'uftrace/mv.uftrace.tar.gz',
  'perf/sched.perf.gz',
])('%s: every track and every part has something on it, each group in its place', async path => {
  expect((await expectFull(await benchWith(path))).length).toBeGreaterThan(3);
});

test('a recording of everything has tracks of each kind (issue 5, Timeline: tracks)', async () => {
  const bench = await benchWith('trace-dat/events.dat');
  const heads = await allHeads(bench);
  const kinds = new Set(
    ids(heads).map(id =>
      id.replace(/\d+(?=$|:)/, 'N').replace(/^(events|device|counter|worker|lane):.*/, '$1'),
    ),
  );
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'cpu:N',
      'task:N',
      'device',
      'worker',
      'counter',
      'events',
      'task:N:syscalls.calls',
      'task:N:memory.faults',
      'task:N:events',
    ]),
  );
});

test('a function graph lies in each other, with the names of functions and the hues of their parts (issue 5, Timeline: function graph as nested slices)', async () => {
  const bench = await benchWith('trace-dat/fgraph.dat');
  const calls = (await allHeads(bench)).filter(({ id }) => id.endsWith(':calls'));
  const [deepest] = [...calls].sort((a, b) => b.depths - a.depths);
  const [tile] = await tilesOf(bench, [deepest!.id]);
  expect(tile!.depths).toBeGreaterThan(3);
  expect(new Set(tile!.hue).size).toBeGreaterThan(3);
  expect(tile!.names.every(name => name !== '')).toBe(true);
});

test('functions of a program lie above those of the kernel that it called (issue 5, Timeline: user functions above kernel)', async () => {
  const bench = await benchWith('uftrace/mv.uftrace.tar.gz');
  const [calls] = (await allHeads(bench)).filter(({ id }) => id.endsWith(':calls'));
  const [tile] = await tilesOf(bench, [calls!.id], 8000);
  const all = [...tile!.start.keys()];
  const isProgram = (index: number): boolean => ['user', 'library'].includes(hues[tile!.hue[index]!]!);
  const isKernel = (index: number): boolean => !isProgram(index) && hues[tile!.hue[index]!] !== 'wait';
  const inProgram = all.filter(
    inner =>
      isKernel(inner) &&
      all.some(
        outer =>
          isProgram(outer) &&
          tile!.depth[outer]! < tile!.depth[inner]! &&
          tile!.start[outer]! <= tile!.start[inner]! &&
          tile!.end[outer]! >= tile!.end[inner]!,
      ),
  );
  expect(inProgram.length).toBeGreaterThan(10);
});

const inFlight = (name: string, time: number, sector: number, pid = 9): MadeEvent => ({
  time,
  pid,
  comm: 'dd',
  event: `block:block_${name}`,
  fields: {
    dev: 0x80_0000,
    sector: BigInt(sector),
    nr_sector: 8,
    rwbs: 'W',
    bytes: 4096,
    comm: 'dd',
    error: 0,
    cmd: '',
  },
});

const disk = handMade([
  inFlight('bio_queue', 10, 100),
  inFlight('getrq', 12, 100),
  inFlight('rq_insert', 15, 100),
  inFlight('bio_queue', 18, 500),
  inFlight('getrq', 19, 500),
  inFlight('rq_insert', 20, 500),
  inFlight('rq_issue', 25, 100),
  inFlight('rq_issue', 30, 500),
  inFlight('rq_complete', 60, 100),
  inFlight('rq_complete', 90, 500),
]);

test('requests in flight lie beside each other from queueing to completion, and know their steps (issue 5, Timeline: per device)', async () => {
  const bench = benchOf(disk);
  const heads = await askTracks(bench, {}, unheard);
  const device = heads.find(({ group }) => group === 'devices')!;
  expect(device).toMatchObject({ id: 'device:8,0', kind: 'slices' });
  const [tile] = await tilesOf(bench, [device.id]);
  expect([...tile!.start].map((start, index) => [start, tile!.end[index], tile!.depth[index]])).toEqual([
    [10, 60, 0],
    [18, 90, 1],
  ]);
  const item = await askItem(bench, { track: device.id, item: 0 }, unheard);
  expect(item).toMatchObject({ table: 'block.bios', tableRow: 0, beginRow: 0, endRow: 8 });
  expect(item!.phases).toEqual([
    { name: 'Q2G', start: 10, end: 12 },
    { name: 'G2I', start: 12, end: 15 },
    { name: 'I2D', start: 15, end: 25 },
    { name: 'D2C', start: 25, end: 60 },
  ]);
});

const switched = (time: number, cpu: number, prev: number, next: number): MadeEvent => ({
  time,
  cpu,
  pid: prev,
  ...(prev === 0 ? {} : { comm: `t${prev}` }),
  event: 'sched:sched_switch',
  fields: { prev_pid: prev, prev_state: 1, next_pid: next, next_comm: `t${next}` },
});
const waking = (time: number, cpu: number, pid: number, woken: number): MadeEvent => ({
  time,
  cpu,
  pid,
  event: 'sched:sched_waking',
  fields: { pid: woken, target_cpu: 1 },
});

/** 5 wakes 6 on the other CPU, 6 wakes 7, and 6 goes on there where 5 was. */
const chained = handMade([
  waking(5, 0, 0, 5),
  switched(10, 0, 0, 5),
  waking(20, 0, 5, 6),
  switched(30, 1, 0, 6),
  switched(32, 0, 5, 0),
  waking(40, 1, 6, 7),
  switched(50, 1, 6, 7),
  waking(60, 1, 7, 6),
  switched(70, 0, 0, 6),
  switched(80, 0, 6, 0),
]);
const chainedBench = benchOf(chained);
const taskOf = (pid: number): number => tasksOf(chained).of(pid, chained.count - 1);

test('the arrow of a waking goes from the waker to the task that then ran, and its chain to what woke the waker (issue 5, Timeline: wakeup arrows and causes)', async () => {
  const runOf7 = (await askOfRow(chainedBench, { row: 7 }, unheard)).find(
    ({ track }) => track === `task:${taskOf(7)}`,
  )!;
  expect(runOf7).toMatchObject({ start: 50, name: 'CPU 1' });
  const arrows = await askArrows(
    chainedBench,
    { track: runOf7.track, item: runOf7.item, chain: false },
    unheard,
  );
  expect(
    arrows.map(({ fromTime, toTime, fromTracks, toTracks }) => [
      fromTime,
      toTime,
      fromTracks[0],
      toTracks[0],
    ]),
  ).toEqual([
    [40, 50, `task:${taskOf(6)}`, `task:${taskOf(7)}`],
    [60, 70, `task:${taskOf(7)}`, `task:${taskOf(6)}`],
  ]);
  const chain = await askArrows(
    chainedBench,
    { track: runOf7.track, item: runOf7.item, chain: true },
    unheard,
  );
  expect(chain.map(({ fromTime, toTime }) => [fromTime, toTime])).toEqual([
    [5, 10],
    [20, 30],
    [40, 50],
    [60, 70],
  ]);
});

test('arrows of a stretch are those with an end in it, the longest where there are too many', async () => {
  const within = async (from: number, to: number, most: number): Promise<unknown> =>
    (await askArrowsWithin(chainedBench, { from, to, most }, unheard)).map(({ fromTime, toTime }) => [
      fromTime,
      toTime,
    ]);
  expect(await within(0, 100, 10)).toEqual([
    [5, 10],
    [20, 30],
    [40, 50],
    [60, 70],
  ]);
  expect(await within(25, 45, 10)).toEqual([
    [20, 30],
    [40, 50],
  ]);
  expect(await within(0, 100, 0)).toEqual([]);
});

test('a task is followed from CPU to CPU (issue 5, Timeline: follow a task across CPUs)', async () => {
  const { start, end, cpu } = await askFollow(chainedBench, { task: taskOf(6) }, unheard);
  expect([[...start], [...end], [...cpu]]).toEqual([
    [30, 70],
    [50, 80],
    [1, 0],
  ]);
  const second = { track: 'cpu:0', time: start[1]! };
  expect(await askItemAt(chainedBench, second, unheard)).toMatchObject({
    track: 'cpu:0',
    start: 70,
    task: taskOf(6),
  });
  expect(await askItemAt(chainedBench, { track: 'cpu:9', time: 0 }, unheard)).toBeUndefined();
});

test('the next of the same name is the next of the same depth, and there is none behind the last (issue 5, keyboard: [ and ])', async () => {
  const track = `task:${taskOf(6)}`;
  const items = [];
  for (let item = 0; item < 10; item++) items.push(await askItem(chainedBench, { track, item }, unheard));
  const known = items.flatMap(item => (item === undefined ? [] : [item]));
  const first = known.findIndex(({ name }) => name === 'waiting for a CPU');
  const next = await askNeighbour(chainedBench, { track, item: first, step: 1, sameName: true }, unheard);
  expect(next).toMatchObject({ name: 'waiting for a CPU', start: 60, end: 70 });
  expect(
    await askNeighbour(chainedBench, { track, item: next!.item, step: 1, sameName: true }, unheard),
  ).toBeUndefined();
  expect(await askNeighbour(chainedBench, { track, item: first, step: 1, sameName: false }, unheard)).toEqual(
    known[first + 1],
  );
  expect(await askItem(chainedBench, { track: 'no:such', item: 0 }, unheard)).toBeUndefined();
});

test('the rate of an event and the values of a field may be added (issue 5, Timeline: rates of any event or field)', async () => {
  const bench = benchOf(
    handMade([3, 5, 4].map((level, index) => ({ time: index * 1e9, event: 'a:x', fields: { level } }))),
  );
  const offers = await askOffers(bench, {}, unheard);
  expect(offers.map(({ track }) => track)).toEqual(['rate:a:x', 'field:a:x:level']);
  const wishes = offers.map(({ track }) => ({ track, from: 0, to: 3e9, pixel: 1e9 }));
  const [rate, field] = (await askTiles(bench, { wishes }, unheard)) as readonly CounterTile[];
  expect([...field!.last]).toEqual([3, 5, 4]);
  expect(rate!.top).toBe(1.5);
});

test('a task of another life with the same pid has calls and events of its own', async () => {
  const bench = benchOf(
    handMade([
      { time: 1, pid: 20, comm: 'first', event: 'a:x' },
      {
        time: 2,
        pid: 3,
        event: 'sched:sched_process_fork',
        fields: { parent_pid: 3, child_pid: 20, child_comm: 'second' },
      },
      { time: 5, pid: 20, event: 'a:x' },
      { time: 6, pid: 20, event: 'a:x' },
    ]),
  );
  const heads = (await allHeads(bench)).filter(({ id }) => /^task:\d+:events$/.test(id));
  const counts = new Map(heads.map(({ parent, weight }) => [parent, weight]));
  const second = (await askTracks(bench, {}, unheard)).find(({ title }) => title === 'second 20')!;
  expect(counts.get(second.id)).toBe(2);
});

test('ten thousand tasks are ten thousand heads, and their parts wait to be asked for (issue 5, security)', async () => {
  const bench = benchOf(
    handMade(
      Array.from({ length: 20_000 }, (_, index) => ({
        time: index,
        pid: 1 + (index >> 1),
        comm: '<b>'.repeat(100),
        event: 'a:x',
      })),
    ),
  );
  const heads = await askTracks(bench, {}, unheard);
  expect(heads.filter(({ group }) => group === 'tasks')).toHaveLength(10_000);
  expect(Math.max(...heads.map(({ title }) => title.length))).toBeLessThan(110);
});
