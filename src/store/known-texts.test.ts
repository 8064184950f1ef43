import { expect, test } from 'vitest';
import { KnownTexts } from './known-texts.ts';

function viewOf(...texts: readonly string[]): { view: DataView; places: readonly [number, number][] } {
  const encoded = texts.map(text => new TextEncoder().encode(text));
  // Something stands before and behind each, as in a record.
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length + 2, 3)).fill(0x41);
  const places: [number, number][] = [];
  let at = 3;
  for (const one of encoded) {
    bytes.set(one, at);
    bytes[at + one.length] = 0;
    places.push([at - 3, one.length]);
    at += one.length + 2;
  }
  return { view: new DataView(bytes.buffer, 3), places };
}

test('texts are those that stand there, however often they come', () => {
  const names = Array.from({ length: 2000 }, (_, index) => `name-${index % 700}`);
  const { view, places } = viewOf(
    ...names,
    '',
    'é',
    '\ud83d\ude00',
    'x'.repeat(32),
    'y'.repeat(33),
    'z'.repeat(99),
  );
  const expected = places.map(([start, length]) =>
    new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + start, length)),
  );
  const known = new KnownTexts();
  for (let round = 0; round < 2; round++)
    expect(places.map(([start, length]) => known.at(view, start, length + 1))).toEqual(expected);
});

test('a text ends with its first NUL or its last byte', () => {
  const known = new KnownTexts();
  const { view } = viewOf('sshd\0garbage');
  expect(known.at(view, 0, 12)).toBe('sshd');
  expect(known.at(view, 0, 4)).toBe('sshd');
  expect(known.at(view, 0, 3)).toBe('ssh');
  expect(known.at(view, 0, 0)).toBe('');
});

test('bytes that are no UTF-8 become U+FFFD', () => {
  const view = new DataView(Uint8Array.of(0x61, 0xff, 0x62, 0).buffer);
  expect(new KnownTexts().at(view, 0, 4)).toBe('a\ufffdb');
});
