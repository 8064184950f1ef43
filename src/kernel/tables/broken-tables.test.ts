import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../base/index.ts';
import { loadInlines } from '../inlines/load-inlines.ts';
import { loadParts } from '../parts/load-parts.ts';

const bytesOf = (text: string) => new Uint8Array([...text].map(char => char.charCodeAt(0)));

const functions = `ringside-functions 1
kernel 6.1.0-1-amd64
architecture x86_64
from a-package 1

+fs/ext4 ext4
/fs/ext4/namei.c ext4
ext4_find a
ext4_rename2 2z
/include/strange.h * =ext4
helper
.3
`;

const inlines = `ringside-inlines 1
kernel 6.1.0-1-amd64

/mm/memory.c
=__handle_mm_fault:*,pgd_clear_bad
 handle_pte_fault:do_fault
  do_anonymous_page
.1
`;

const openParts = (text: string) => loadParts([bytesOf(text)]);
const openInlines = (text: string) => loadInlines(bytesOf(text));

test('the whole ones are read', () => {
  const parts = openParts(functions);
  expect(parts.find('ext4_rename2')).toEqual({
    file: 'fs/ext4/namei.c',
    line: 10 + 107,
    part: 'ext4',
    known: 'table',
    candidates: [],
  });
  expect(parts.find('helper')).toMatchObject({ file: 'include/strange.h', line: undefined, part: 'ext4' });
  expect(openInlines(inlines).pathTo('__handle_mm_fault', 'do_fault')).toEqual(['handle_pte_fault']);
});

describe.each([
  ['functions', functions, openParts],
  ['inlines', inlines, openInlines],
])('a broken table of %s', (_, whole, open) => {
  test('cut anywhere is refused', () => {
    for (let length = 0; length < whole.length; length++)
      expect(() => open(whole.slice(0, length)), `cut at ${length}`).toThrow(FormatError);
  });

  test('of random bytes is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        expect(() => open(String.fromCharCode(...bytes))).toThrow(FormatError);
      }),
    );
  });

  test('with one byte changed is read or refused, never worse', () => {
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        try {
          open(whole.slice(0, at) + String.fromCharCode(byte) + whole.slice(at + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('of a later version, of another kind, or with a wrong count is refused', () => {
    expect(() => open(whole.replace(' 1\n', ' 2\n'))).toThrow(/expected the line/);
    expect(() => open(whole.replace('ringside', 'sideshow'))).toThrow(FormatError);
    expect(() => open(whole.replace(/\.\d\n$/, '.7\n'))).toThrow(/count of 7/);
  });

  test('with a terminal escape in it is refused, at its place', () => {
    const text = whole.replace('/mm/memory.c', '/mm/\x1b[31m').replace('ext4_find', 'ext4\x1b[31m');
    expect(() => open(text)).toThrow(/at byte \d+: expected printable ASCII, found byte 27/);
  });
});

test('a function before any file, a line too big and a level too deep are refused', () => {
  expect(() => openParts(functions.replace('/fs/ext4/namei.c ext4\n', ''))).toThrow(/a file before/);
  expect(() => openParts(functions.replace('ext4_find a', 'ext4_find zzzzzzzzz'))).toThrow(/line number/);
  expect(() => openParts(functions.replace('ext4_find a', 'ext4_find A'))).toThrow(/base 36/);
  expect(() => openInlines(inlines.replace('  do_anon', '   do_anon'))).toThrow(/level 3/);
  expect(() => openInlines(inlines.replace('=__handle_mm_fault:*,pgd_clear_bad\n', ''))).toThrow(FormatError);
});
