import { expect, test } from 'vitest';
import { look, type SliceTile, type TrackHead } from '../../../views/timeline/contract.ts';
import { indexTile } from '../tiles/indexed-tile.ts';
import { drawnModel, hit } from './drawn-model.ts';
import type { DrawnRow } from './scene.ts';

const head: TrackHead = {
  id: 'cpu:0',
  group: 'cpus',
  hasParts: false,
  title: 'CPU 0',
  sentence: '',
  kind: 'slices',
  depths: 2,
  weight: 1,
};

const tile: SliceTile = {
  kind: 'slices',
  track: 'cpu:0',
  from: 0,
  to: 1024,
  pixel: 1,
  depths: 2,
  start: Float64Array.of(0, 100, 150, 20),
  end: Float64Array.of(100, 101, 2000, 60),
  depth: Uint16Array.of(0, 0, 0, 1),
  look: Uint8Array.of(look.full, look.full, look.full, look.full),
  hue: new Uint8Array(4),
  name: Uint32Array.of(0, 1, 2, 3),
  count: Uint32Array.of(1, 1, 1, 1),
  cover: new Uint8Array(4).fill(255),
  item: Uint32Array.of(10, 11, 12, 13),
  names: ['sh', 'short', 'dd', 'timer'],
  lost: new Float64Array(0),
};

const row: DrawnRow = {
  placed: {
    row: { kind: 'track', id: 'cpu:0', head, indent: 0, isExpanded: false, isPinned: false },
    top: 30,
    height: 40,
    lanesTop: 33,
    lanes: 2,
    laneHeight: 17,
  },
  isPinned: false,
  pieces: [
    { indexed: indexTile(tile), from: 0, to: 500 },
    { indexed: indexTile(tile), from: 500, to: 1000 },
  ],
};

const stage = { window: { from: 0, to: 1000 }, width: 1000, height: 300, left: 200, top: 50 };

test('what is drawn is told once a slice, with its box on the page', () => {
  const { tracks, slices } = drawnModel([row], stage, false);
  expect(tracks.map(({ id, left, top, width }) => [id, left, top, width])).toEqual([
    ['cpu:0', 200, 80, 1000],
  ]);
  expect(slices.map(({ name, item, left, top, width }) => [name, item, left, top, width])).toEqual([
    ['sh', 10, 200, 83, 100],
    ['short', 11, 300, 83, 1],
    ['dd', 12, 350, 83, 850],
    ['timer', 13, 220, 100, 40],
  ]);
});

test('a point hits the slice of its lane, or a short one within reach', () => {
  const nameAt = (x: number, y: number): string | undefined => hit([row], stage, x, y)?.slice?.name;
  expect(nameAt(50, 40)).toBe('sh');
  expect(nameAt(50, 55)).toBe('timer');
  expect(nameAt(102, 40)).toBe('short');
  expect(nameAt(125, 40)).toBeUndefined();
  expect(nameAt(999, 40)).toBe('dd');
  expect(hit([row], stage, 50, 5)).toBeUndefined();
  expect(hit([row], stage, 250, 40)?.time).toBe(250);
});
