import { expect, test } from 'vitest';
import { hues, type Look, look, type SliceTile } from '../../../views/timeline/contract.ts';
import { indexTile } from '../tiles/indexed-tile.ts';
import { paintCounter } from './counter-painter.ts';
import { cutMiddle, cutToFit, TextWidths } from './cut.ts';
import { LanePainter, type Paints } from './lane-painter.ts';
import { Names } from './names.ts';
import { mix, type Pixels } from './pixels.ts';

const white = 0xffffffff;
const hue = 0xff0000ff;
const paints: Paints = {
  hues: new Uint32Array(hues.length).fill(hue),
  lane: white,
  groundRow: new Uint32Array(1024).fill(white),
};
const scale = { from: 0, pixel: 1, ratio: 1 };

interface Slice {
  readonly start: number;
  readonly end: number;
  readonly how?: Look;
  readonly count?: number;
  readonly cover?: number;
  readonly depth?: number;
  readonly name?: string;
}

function tileOf(slices: readonly Slice[], to = 1024): SliceTile {
  return {
    kind: 'slices',
    track: 'cpu:0',
    from: 0,
    to,
    pixel: 1,
    depths: 1 + Math.max(...slices.map(({ depth = 0 }) => depth)),
    start: Float64Array.from(slices, slice => slice.start),
    end: Float64Array.from(slices, slice => slice.end),
    depth: Uint16Array.from(slices, slice => slice.depth ?? 0),
    look: Uint8Array.from(slices, slice => slice.how ?? look.full),
    hue: new Uint8Array(slices.length),
    name: Uint32Array.from(slices, (_, at) => at),
    count: Uint32Array.from(slices, slice => slice.count ?? 1),
    cover: Uint8Array.from(slices, slice => slice.cover ?? 255),
    item: Uint32Array.from(slices, (_, at) => at),
    names: slices.map(slice => slice.name ?? ''),
    lost: new Float64Array(0),
  };
}

function paint(
  slices: readonly Slice[],
  { width = 20, height = 7, depth = 0, pixel = 1, from = 0 } = {},
): Pixels {
  const pixels = { data: new Uint32Array(width * height), width, height };
  const pieces = [{ indexed: indexTile(tileOf(slices)), from: 0, to: 1024 }];
  const band = { top: 0, bottom: height };
  new LanePainter().paint(pixels, band, pieces, depth, { from, pixel, ratio: 1 }, paints, 1000, () => {});
  return pixels;
}

/** A row of pixels as letters: `.` ground, `#` the hue, `o` something between. */
function row({ data, width }: Pixels, y: number): string {
  return Array.from(data.subarray(y * width, (y + 1) * width), pixel =>
    pixel === white ? '.' : pixel === hue ? '#' : 'o',
  ).join('');
}

test('running is full height, and neighbours are told apart by the last pixel', () => {
  const pixels = paint([
    { start: 2, end: 8 },
    { start: 8, end: 14 },
  ]);
  for (let y = 0; y < pixels.height; y++) expect(row(pixels, y)).toBe('..#####.#####.......');
});

test('sleeping is a thin line, blocked a thick one, stopped dots, runnable hatched: each is seen', () => {
  const thin = paint([{ start: 2, end: 8, how: look.thin }]);
  expect([0, 1, 2, 3, 4, 5, 6].filter(y => row(thin, y).includes('#'))).toEqual([3]);
  expect(row(thin, 3)).toBe('..######............');
  const thick = paint([{ start: 2, end: 8, how: look.thick }]);
  expect([0, 1, 2, 3, 4, 5, 6].filter(y => row(thick, y) === '..######............')).toEqual([2, 3, 4]);
  const dotted = paint([{ start: 0, end: 12, how: look.dotted }]);
  expect(row(dotted, 3)).toBe('##....##....##......'.slice(0, 12) + '........');
  const hatched = paint([{ start: 0, end: 12, how: look.hatched }]);
  expect(row(hatched, 0)).toBe('##oooo##oooo........');
  expect(row(hatched, 1)).toBe('#oooo##oooo#........');
});

test('a wide lane does not change what is drawn beside the band of another', () => {
  const pixels = { data: new Uint32Array(10 * 6), width: 10, height: 6 };
  const pieces = [{ indexed: indexTile(tileOf([{ start: 0, end: 10 }])), from: 0, to: 1024 }];
  new LanePainter().paint(pixels, { top: 2, bottom: 4 }, pieces, 0, scale, paints, 1000, () => {});
  expect(Array.from(pixels.data.subarray(0, 20)).every(pixel => pixel === 0)).toBe(true);
  expect(Array.from(pixels.data.subarray(40)).every(pixel => pixel === 0)).toBe(true);
  expect(row(pixels, 2)).toBe('#########.');
});

test('what is shorter than a pixel melts into density, never into nothing', () => {
  const lone = paint([{ start: 5.2, end: 5.20001 }]);
  expect(row(lone, 0)).toBe('.....o..............');
  expect(lone.data[5]).toBe(mix(white, hue, 0.4));
  const dense = paint(
    Array.from({ length: 10 }, (_, at) => ({ start: 5 + at / 10, end: 5 + at / 10 + 0.05 })),
  );
  expect(dense.data[5]).toBe(mix(white, hue, 0.7));
  expect(row(paint([{ start: 3, end: 3 }]), 0)).toBe('...o................');
});

test('a lone long slice among thousands of short ones stays visible', () => {
  const short = Array.from({ length: 1000 }, (_, at) => ({ start: at / 100, end: at / 100 + 0.001 }));
  const pixels = paint([...short, { start: 10, end: 15 }, { start: 15.1, end: 15.2 }]);
  expect(row(pixels, 0)).toBe('oooooooooo####.o....');
});

test('several that are one are as light as little of their time is covered', () => {
  const pixels = paint([{ start: 0, end: 10, count: 50, cover: 0 }]);
  expect(pixels.data[4]).toBe(mix(white, hue, 0.4));
  expect(paint([{ start: 0, end: 10, count: 50, cover: 255 }]).data[4]).toBe(hue);
});

test('depths are lanes, and a slice that begins far before is drawn from the edge', () => {
  const slices = [
    { start: -500, end: 6, depth: 0 },
    { start: 2, end: 5, depth: 1 },
  ];
  expect(row(paint(slices), 0)).toBe('#####...............');
  expect(row(paint(slices, { depth: 1 }), 0)).toBe('..###...............');
  expect(row(paint(slices, { depth: 2 }), 0)).toBe('....................');
  expect(row(paint(slices, { pixel: 0.5, from: 2 }), 0)).toBe('#######.............');
});

test('lengths without end and without sense do no harm', () => {
  const pixels = paint([
    { start: 1, end: 3e18 },
    { start: 3e18, end: 2 },
  ]);
  expect(row(pixels, 0)).toBe('.###################');
});

test('a counter stands on the bottom, as high as its value', () => {
  const pixels = { data: new Uint32Array(4 * 11).fill(white), width: 4, height: 11 };
  const values = Float64Array.of(0, 5, 10, Number.NaN);
  const tile = {
    kind: 'counter',
    track: 'c',
    from: 0,
    to: 4,
    pixel: 1,
    least: values,
    most: values,
    last: values,
    top: 10,
    lost: new Float64Array(0),
  } as const;
  const pieces = [{ indexed: indexTile(tile), from: 0, to: 4 }];
  paintCounter(pixels, { top: 0, bottom: 11 }, pieces, scale, hue, white);
  expect(row(pixels, 10)).toBe('#oo.');
  expect(row(pixels, 6)).toBe('.#o.');
  expect(row(pixels, 1)).toBe('..#.');
});

const letters = new TextWidths(text => text.length * 10);

test('names are cut in the middle and only written where they fit', () => {
  expect(cutToFit('vfs_read', 80, letters)).toBe('vfs_read');
  expect(cutToFit('__generic_file_write_iter', 150, letters)).toBe('__gener…te_iter');
  expect(cutToFit('vfs_read', 30, letters)).toBeUndefined();
  expect(cutMiddle('a😀😀b', 4)).toBe('a…b');
});

test('a name is written once though its slice lies in two tiles, and two never overlap', () => {
  const names = new Names(10);
  names.begin();
  names.lane(0, 20);
  const indexed = indexTile(
    tileOf([
      { start: 0, end: 200, name: 'read' },
      { start: 200, end: 260, name: 'write' },
    ]),
  );
  if (indexed.begins === undefined) throw new Error('slices');
  names.add(indexed, 0, 0, 100);
  names.add(indexed, 0, 100, 200);
  names.add(indexed, 1, 200, 260);
  expect(names.written(letters, 4).map(({ text, x }) => [text, x])).toEqual([
    ['read', 4],
    ['write', 204],
  ]);
});
