import { expect, test } from 'vitest';
import { inOneLine, printable } from './printable.ts';

test('what steers a terminal or turns its text is shown as what it is, and nothing else changes', () => {
  expect(printable('a\x1b[31mb\tc')).toBe('a\\x1b[31mb\tc');
  expect(printable('evil\u202egnp.exe')).toBe('evil\\u202egnp.exe');
  expect(printable('\u2066x\u2069\u200f\u061c\u2028')).toBe('\\u2066x\\u2069\\u200f\\u061c\\u2028');
  expect(printable('커널 ’…– é')).toBe('커널 ’…– é');
});

test('what a program said stands in one line', () => {
  expect(inOneLine('no\n\x1b[1mspace\u202e')).toBe('no [1mspace\\u202e');
});
