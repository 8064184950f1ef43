import { expect, test } from 'vitest';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import { Trace } from '../../store/index.ts';
import type { Workbench } from '../index.ts';
import { unheard } from '../question.ts';
import type { CounterTile, SliceTile, Tile } from './contract.ts';
import { askArrowsWithin, askItem, askParts, askRange, askStrip, askTiles, askTracks } from './questions.ts';
import { benchOf } from './testing/opened.ts';

const century = 3.2e18;

const switched = (time: number, cpu: number, prev: number, next: number): MadeEvent => ({
  time,
  cpu,
  pid: prev,
  comm: `<script>${prev}`,
  event: 'sched:sched_switch',
  fields: { prev_pid: prev, prev_state: 1, next_pid: next, next_comm: `</td>${next}` },
});

/** A trace whose clock jumps back in its middle, as no reader sorts it. */
function backwards(trace: Trace): Trace {
  const { fields: _fields, ...rest } = trace;
  const time = trace.time.slice();
  const half = time.length >> 1;
  for (let row = half; row < time.length; row++) time[row] = time[row - half]! / 2;
  return new Trace({ ...rest, time, fields: () => trace.fields });
}

const wild = handMade([
  switched(0, 0, 0, 5),
  switched(0, 0, 5, 5),
  switched(5, 0, 5, 6),
  switched(5, 1, 0, 6),
  switched(6, 1, 6, 0),
  switched(century, 0, 6, 5),
  { time: century, cpu: 0, pid: 5, event: 'raw_syscalls:sys_enter', fields: { id: 1, args: [1, 2] } },
  { time: century, cpu: 0, pid: -7, event: 'a:x', fields: { n: 1 }, lost: -1 },
  { time: century, cpu: 4000, pid: 2_000_000_000, event: 'a:x', fields: { n: Number.NaN } },
]);

async function lookAtAll(bench: Workbench): Promise<readonly Tile[]> {
  const heads = [...(await askTracks(bench, {}, unheard))];
  for (const { id, hasParts } of [...heads])
    if (hasParts) heads.push(...(await askParts(bench, { track: id }, unheard)));
  const stretches = [
    [0, century + 1, century / 1000],
    [0, 10, 0.01],
    [century - 1, century * 2, 1],
    [5, 5, 0],
    [10, 0, -1],
    [0, Number.POSITIVE_INFINITY, 1],
    [Number.NaN, Number.NaN, Number.NaN],
  ] as const;
  const wishes = heads.flatMap(({ id }) =>
    stretches.map(([from, to, pixel]) => ({ track: id, from, to, pixel })),
  );
  const tiles = await askTiles(bench, { wishes }, unheard);
  for (const { id } of heads) await askItem(bench, { track: id, item: 0 }, unheard);
  for (const { id } of heads) await askItem(bench, { track: id, item: 1e9 }, unheard);
  await askArrowsWithin(bench, { from: 0, to: century, most: 1e9 }, unheard);
  await askRange(bench, { from: -1, to: century * 2 }, unheard);
  await askStrip(bench, { parts: 1e9 }, unheard);
  return tiles;
}

const lengthOf = (tile: Tile): number =>
  tile.kind === 'counter' ? (tile as CounterTile).last.length : (tile as SliceTile).start.length;

test.each([
  ['zero-length and century-long slices, one task on two CPUs, pids that no kernel gives', wild],
  ['a clock that goes backwards', backwards(wild)],
  ['nothing at all', handMade([])],
])('%s: every track draws within bounds (issue 5, what must be shown: 5)', async (_, trace) => {
  const tiles = await lookAtAll(benchOf(trace));
  for (const tile of tiles) {
    expect(lengthOf(tile)).toBeLessThanOrEqual(8192 * 2 + 2);
    if (tile.kind === 'counter') continue;
    for (let index = 0; index < tile.start.length; index++)
      expect(tile.end[index]! - tile.start[index]!).toBeGreaterThanOrEqual(0);
  }
});

test('stacks of a thousand calls have a thousand depths', async () => {
  const deep: MadeEvent[] = [];
  const call = (time: number, depth: number, isEntry: boolean): MadeEvent => ({
    time,
    pid: 5,
    comm: 'deep',
    event: `ftrace:funcgraph_${isEntry ? 'entry' : 'exit'}`,
    fields: isEntry
      ? { func: BigInt(4096 * (depth + 1)), depth }
      : { func: BigInt(4096 * (depth + 1)), depth, calltime: 0n, rettime: 0n },
  });
  for (let depth = 0; depth < 1000; depth++) deep.push(call(depth, depth, true));
  for (let depth = 999; depth >= 0; depth--) deep.push(call(2000 - depth, depth, false));
  const bench = benchOf(handMade(deep));
  const task = (await askTracks(bench, {}, unheard)).find(({ group }) => group === 'tasks')!;
  const [calls] = await askParts(bench, { track: task.id }, unheard);
  expect(calls).toMatchObject({ id: `${task.id}:calls`, depths: 1000 });
  const [tile] = await askTiles(
    bench,
    { wishes: [{ track: calls!.id, from: 0, to: 3000, pixel: 10 }] },
    unheard,
  );
  expect(lengthOf(tile!)).toBe(1000);
});
