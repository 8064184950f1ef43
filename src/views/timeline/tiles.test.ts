import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handMade, type MadeEvent } from '../../analyses/testing/hand-made.ts';
import { unheard } from '../question.ts';
import { hues, look, type SliceTile } from './contract.ts';
import { counterLane } from './counter-lane.ts';
import { counterTile } from './counter-tile.ts';
import { type Lane, nowhere, SliceCollector } from './lane.ts';
import { askTiles, askTracks } from './questions.ts';
import { risingOrder } from './rising-order.ts';
import { sliceTile } from './slice-tile.ts';
import { benchOf } from './testing/opened.ts';

const switchTo = (time: number, pid: number, next: number, state = 1): MadeEvent => ({
  time,
  pid,
  comm: pid === 0 ? 'swapper' : `t${pid}`,
  event: 'sched:sched_switch',
  fields: {
    prev_pid: pid,
    prev_state: state,
    next_pid: next,
    next_comm: next === 0 ? 'swapper' : `t${next}`,
  },
});

const wake = (time: number, pid: number, woken: number): MadeEvent => ({
  time,
  pid,
  event: 'sched:sched_waking',
  fields: { pid: woken, target_cpu: 0 },
});

const softirq = (time: number, pid: number, isEntry: boolean): MadeEvent => ({
  time,
  pid,
  event: `irq:softirq_${isEntry ? 'entry' : 'exit'}`,
  fields: { vec: 3 },
});

const life = handMade([
  switchTo(100, 0, 7),
  softirq(150, 7, true),
  softirq(160, 7, false),
  switchTo(200, 7, 0, 2),
  wake(300, 0, 7),
  switchTo(400, 0, 7),
  switchTo(450, 7, 0, 1),
  { time: 500, event: 'a:x' },
]);

async function tileOf(track: string, from = 0, to = 1000, pixel = 1): Promise<SliceTile> {
  const [tile] = await askTiles(benchOf(life), { wishes: [{ track, from, to, pixel }] }, unheard);
  return tile as SliceTile;
}

const shown = (tile: SliceTile): unknown =>
  Array.from(tile.start, (start, index) => [
    start,
    tile.end[index],
    tile.depth[index],
    tile.names[tile.name[index]!],
    tile.look[index],
  ]);

test('a CPU shows its tasks, interrupts and softirqs above them, and nothing while it idles (issue 5, Timeline: tracks per CPU)', async () => {
  const tile = await tileOf('cpu:0');
  expect(shown(tile)).toEqual([
    [100, 200, 0, 't7 7', look.full],
    [400, 450, 0, 't7 7', look.full],
    [150, 160, 1, 'NET_RX', look.full],
  ]);
  expect(hues[tile.hue[2]!]).toBe('deferred');
  expect(tile.depths).toBe(2);
});

test('a task shows what it did at every time, waiting as well as running (issue 5, Timeline: tracks per task)', async () => {
  const heads = await askTracks(benchOf(life), {}, unheard);
  const task = heads.find(({ group }) => group === 'tasks')!;
  expect(task).toMatchObject({ title: 't7 7', kind: 'slices' });
  expect(shown(await tileOf(task.id))).toEqual([
    [100, 200, 0, 'CPU 0', look.full],
    [200, 300, 0, 'blocked', look.thick],
    [300, 400, 0, 'waiting for a CPU', look.hatched],
    [400, 450, 0, 'CPU 0', look.full],
    [450, 500, 0, 'sleeping', look.thin],
  ]);
});

test('idle tasks have no tracks, events of each type do', async () => {
  const heads = await askTracks(benchOf(life), {}, unheard);
  expect(heads.map(({ id }) => id)).toEqual([
    'cpu:0',
    expect.stringMatching(/^task:\d+$/),
    'counter:sched.runqueue:0',
    'events:sched:sched_switch',
    'events:irq:softirq_entry',
    'events:irq:softirq_exit',
    'events:sched:sched_waking',
    'events:a:x',
  ]);
});

test('a track that is not there is empty, whatever it is called', async () => {
  for (const track of [
    '',
    'cpu',
    'cpu:x',
    'task:99',
    'task:-1',
    'events:no:such',
    '<script>',
    'cpu:0:nothing',
  ]) {
    expect((await tileOf(track)).start).toHaveLength(0);
  }
});

/** Slices of which some overlap, some have no length, and some come late. */
const someSlices = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 3000 }),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2000 })),
    depth: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 600 },
);

function laneOf(
  slices: readonly { start: number; length: number; depth: number }[],
  way: 'asGiven' | 'stacked',
): Lane {
  const collector = new SliceCollector();
  for (const [index, { start, length, depth }] of slices.entries())
    collector.add(start, start + length, index, index, depth);
  const styleOf = (style: number) => ({ name: `${style}`, hue: 0, look: look.full });
  return collector[way]({ kind: 'slices', styleOf, originOf: () => nowhere });
}

const ways = fc.constantFrom<('asGiven' | 'stacked')[]>('asGiven', 'stacked');

test('tiles of any zoom hold every slice of their time, the long ones as they are, and no more than two a pixel', () => {
  fc.assert(
    fc.property(
      someSlices,
      ways,
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 1, max: 4000 }),
      fc.integer({ min: 1, max: 700 }),
      (slices, way, from, length, pixel) => {
        const lane = laneOf(slices, way);
        const to = from + length;
        const tile = sliceTile(lane, { track: '', from, to, pixel }, new Float64Array());
        for (let depth = 0; depth < lane.depths; depth++) {
          const [own, shownOnes] = [
            { count: 0, covered: 0 },
            { count: 0, covered: 0, sure: 0 },
          ];
          for (let item = lane.first[depth]!; item < lane.first[depth + 1]!; item++) {
            const isIn = lane.start[item]! < to && (lane.end[item]! > from || lane.start[item]! >= from);
            if (!isIn) continue;
            own.count++;
            own.covered += lane.end[item]! - lane.start[item]!;
          }
          let before = Number.NEGATIVE_INFINITY;
          let many = 0;
          for (let index = 0; index < tile.start.length; index++) {
            if (tile.depth[index] !== depth) continue;
            const span = tile.end[index]! - tile.start[index]!;
            many++;
            expect(tile.start[index]).toBeGreaterThanOrEqual(before);
            expect(tile.cover[index]).toBeGreaterThan(0);
            before = tile.end[index]!;
            shownOnes.count += tile.count[index]!;
            shownOnes.covered += (span * tile.cover[index]!) / 255;
            shownOnes.sure += span / 255;
            if (tile.count[index]! > 1) expect(span).toBeLessThan(2 * pixel);
            const longest = lane.end[tile.item[index]!]! - lane.start[tile.item[index]!]!;
            if (longest >= pixel) expect(tile.count[index]).toBe(1);
          }
          expect(shownOnes.count).toBe(own.count);
          expect(Math.abs(shownOnes.covered - own.covered)).toBeLessThanOrEqual(shownOnes.sure + 1e-6);
          expect(many).toBeLessThanOrEqual(2 * (length / pixel + 2));
        }
      },
    ),
  );
});

test('slices of a depth never overlap, and none is lost when they are stacked', () => {
  fc.assert(
    fc.property(someSlices, ways, (slices, way) => {
      const lane = laneOf(slices, way);
      expect(lane.count).toBe(slices.length);
      for (let depth = 0; depth < lane.depths; depth++)
        for (let item = lane.first[depth]! + 1; item < lane.first[depth + 1]!; item++)
          expect(lane.start[item]).toBeGreaterThanOrEqual(lane.end[item - 1]!);
    }),
  );
});

test('blocks say of any slices what counting says', () => {
  fc.assert(
    fc.property(someSlices, fc.nat(), fc.nat(), (slices, one, other) => {
      const lane = laneOf(
        [...slices, ...slices.map(slice => ({ ...slice, start: slice.start + 5000 }))],
        'asGiven',
      );
      const [from, to] = [one % (lane.count + 1), other % (lane.count + 1)].sort((a, b) => a - b) as [
        number,
        number,
      ];
      const lengths = Array.from(lane.start, (start, item) => lane.end[item]! - start).slice(from, to);
      expect(lane.blocks.covered(from, to)).toBe(lengths.reduce((sum, length) => sum + length, 0));
      if (to > from) expect(lengths[lane.blocks.longest(from, to) - from]).toBe(Math.max(...lengths));
    }),
  );
});

test('an order is the one that sorting says', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 })), values => {
      const sorted = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
      expect([...risingOrder(values)]).toEqual(sorted);
    }),
  );
});

test('a counter has the least, the most and the last value of each pixel', () => {
  const lane = counterLane(Float64Array.of(10, 12, 14, 30), Float64Array.of(1, 9, 4, 2));
  const tile = counterTile(lane, { track: 'c', from: 0, to: 50, pixel: 10 }, new Float64Array());
  expect([...tile.least]).toEqual([Number.NaN, 1, 4, 2, 2]);
  expect([...tile.most]).toEqual([Number.NaN, 9, 4, 4, 2]);
  expect([...tile.last]).toEqual([Number.NaN, 4, 4, 2, 2]);
  expect(tile.top).toBe(9);
});

test('a wish for more pixels than a screen has is answered by as many as it has', async () => {
  const tile = await tileOf('cpu:0', 0, 1e18, 1);
  expect(tile.pixel).toBeGreaterThanOrEqual(1e18 / 8192);
  expect(tile.start.length).toBeLessThan(8192);
});

test('in a recording without switches tasks stand where they were seen (issue 5, Timeline: a row is never empty)', async () => {
  const bench = benchOf(
    handMade([
      { time: 1, cpu: 0, pid: 5, comm: 'a', event: 'x:y' },
      { time: 9, cpu: 0, pid: 5, event: 'x:y' },
      { time: 12, cpu: 0, pid: 6, comm: 'b', event: 'x:y' },
    ]),
  );
  const wish = { from: 0, to: 100, pixel: 0.1 };
  const tracks = ['cpu:0', 'task:0', 'task:1'].map(track => ({ track, ...wish }));
  const tiles = (await askTiles(bench, { wishes: tracks }, unheard)) as readonly SliceTile[];
  expect(tiles.map(shown)).toEqual([
    [
      [1, 9, 0, 'a 5', look.unknown],
      [12, 12, 0, 'b 6', look.unknown],
    ],
    [[1, 9, 0, 'seen on CPU 0', look.unknown]],
    [[12, 12, 0, 'seen on CPU 0', look.unknown]],
  ]);
});

test('lost stretches stand in tiles of their CPU and of tasks (issue 5, Timeline: hatched, never blank)', async () => {
  const bench = benchOf(
    handMade([
      { time: 10, cpu: 0, pid: 5, event: 'x:y' },
      { time: 90, cpu: 0, pid: 5, event: 'x:y', lost: 3 },
      { time: 95, cpu: 1, pid: 6, event: 'x:y' },
    ]),
  );
  const wishes = ['cpu:0', 'cpu:1', 'task:0'].map(track => ({ track, from: 0, to: 100, pixel: 1 }));
  const tiles = await askTiles(bench, { wishes }, unheard);
  expect(tiles.map(({ lost }) => [...lost])).toEqual([[10, 90], [], [10, 90]]);
});
