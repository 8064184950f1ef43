import { expect, test } from 'vitest';
import type { SliceTile, TileWish } from '../../../views/timeline/contract.ts';
import { tileSpan } from './levels.ts';
import { TileCache } from './tile-cache.ts';

function tileFor({ track, from, to, pixel }: TileWish, slices = 1): SliceTile {
  return {
    kind: 'slices',
    track,
    from,
    to,
    pixel,
    depths: 1,
    start: new Float64Array(slices).fill(from),
    end: new Float64Array(slices).fill(to),
    depth: new Uint16Array(slices),
    look: new Uint8Array(slices),
    hue: new Uint8Array(slices),
    name: new Uint32Array(slices),
    count: new Uint32Array(slices).fill(1),
    cover: new Uint8Array(slices).fill(255),
    item: new Uint32Array(slices),
    names: ['x'],
    lost: new Float64Array(0),
  };
}

interface Asked {
  readonly wishes: readonly TileWish[];
  readonly signal: AbortSignal;
  readonly answer: (slices?: number) => Promise<void>;
  readonly fail: () => Promise<void>;
}

function cacheWith(options: { mostBytes?: number; batch?: number } = {}) {
  const asked: Asked[] = [];
  let changes = 0;
  const cache = new TileCache({
    ...options,
    changed: () => changes++,
    ask: (wishes, signal) =>
      new Promise((resolve, reject) => {
        const settle = async (act: () => void): Promise<void> => {
          act();
          await Promise.resolve();
          await Promise.resolve();
        };
        asked.push({
          wishes,
          signal,
          answer: slices => settle(() => resolve(wishes.map(wish => tileFor(wish, slices)))),
          fail: () => settle(() => reject(new Error('no'))),
        });
      }),
  });
  return { cache, asked, changes: () => changes };
}

test('what is not here is asked for once, and drawn when it came', async () => {
  const { cache, asked, changes } = cacheWith();
  expect(cache.pieces('cpu:0', 0, 3000, 1)).toEqual([]);
  cache.send();
  cache.pieces('cpu:0', 0, 3000, 1);
  cache.send();
  expect(asked.map(({ wishes }) => wishes.map(({ from, to, pixel }) => [from, to, pixel]))).toEqual([
    [
      [0, 1024, 1],
      [1024, 2048, 1],
      [2048, 3072, 1],
    ],
  ]);
  await asked[0]!.answer();
  expect(changes()).toBe(1);
  expect(cache.pieces('cpu:0', 100, 3000, 1).map(({ from, to }) => [from, to])).toEqual([
    [100, 1024],
    [1024, 2048],
    [2048, 3000],
  ]);
  expect(cache.isWaiting).toBe(false);
});

test('a level between two powers of two takes the finer one', async () => {
  const { cache, asked } = cacheWith();
  cache.pieces('cpu:0', 0, 10, 7.9);
  cache.send();
  expect(asked[0]!.wishes[0]!.pixel).toBe(4);
});

test('another level stands in until the right one is here: never blank', async () => {
  const { cache, asked } = cacheWith();
  cache.prefetch('cpu:0', 0, tileSpan(6), 6);
  cache.send();
  await asked[0]!.answer();
  const nearer = cache.pieces('cpu:0', 2048, 3000, 1);
  expect(nearer.map(({ indexed, from, to }) => [indexed.tile.pixel, from, to])).toEqual([[64, 2048, 3000]]);
  cache.send();
  await asked[1]!.answer();
  cache.pieces('cpu:9', 0, 1, 1);
  const finer = cacheWith();
  finer.cache.pieces('cpu:0', 0, 2048, 1);
  finer.cache.send();
  await finer.asked[0]!.answer();
  const farther = finer.cache.pieces('cpu:0', 0, 4096, 4);
  expect(farther.map(({ indexed, from, to }) => [indexed.tile.pixel, from, to])).toEqual([
    [1, 0, 1024],
    [1, 1024, 2048],
  ]);
});

test('what nobody wishes for any more is given up', async () => {
  const { cache, asked } = cacheWith();
  cache.pieces('cpu:0', 0, 1000, 1);
  cache.send();
  cache.pieces('cpu:0', 1e6, 1e6 + 1000, 1);
  cache.send();
  expect(asked[0]!.signal.aborted).toBe(true);
  expect(asked[1]!.signal.aborted).toBe(false);
  await asked[0]!.answer();
  expect(cache.pieces('cpu:0', 0, 1000, 1)).toEqual([]);
});

test('batches are small and at most two are on their way', async () => {
  const { cache, asked } = cacheWith({ batch: 2 });
  const look = (): void => {
    cache.pieces('cpu:0', 0, 5000, 1);
    cache.send();
  };
  look();
  expect(asked.map(({ wishes }) => wishes.length)).toEqual([2, 2]);
  await asked[0]!.answer();
  look();
  expect(asked.map(({ wishes }) => wishes.length)).toEqual([2, 2, 1]);
});

test('the least used tiles go when there are too many bytes', async () => {
  const { cache, asked } = cacheWith({ mostBytes: 10_000 });
  for (let number = 0; number < 8; number++) {
    cache.pieces('cpu:0', number * 1024, number * 1024 + 10, 1);
    cache.send();
    await asked[number]!.answer(50);
    cache.pieces('cpu:0', 0, 10, 1);
  }
  expect(cache.bytes).toBeLessThanOrEqual(10_000);
  expect(cache.pieces('cpu:0', 0, 10, 1)).toHaveLength(1);
  expect(cache.pieces('cpu:0', 1024, 1034, 1)).toHaveLength(0);
});

test('what failed is not asked for again and again', async () => {
  const { cache, asked } = cacheWith();
  cache.pieces('cpu:0', 0, 10, 1);
  cache.send();
  await asked[0]!.fail();
  cache.pieces('cpu:0', 0, 10, 1);
  cache.send();
  expect(asked).toHaveLength(1);
  cache.clear();
  cache.pieces('cpu:0', 0, 10, 1);
  cache.send();
  expect(asked).toHaveLength(2);
});
