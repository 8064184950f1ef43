import { describe, expect, it } from 'vitest';
import { basicRegex } from './basic-regex.ts';

describe('a POSIX basic regular expression', () => {
  it.each([
    ['sched_.*', 'sched_switch', true],
    ['SCHED', 'a sched b', true],
    ['a+b', 'aab', false],
    ['a+b', 'a+b', true],
    ['a\\+b', 'aab', true],
    ['a\\|b', 'xb', true],
    ['a|b', 'b', false],
    ['\\(ab\\)\\{2\\}', 'abab', true],
    ['\\(ab\\)\\1', 'abab', true],
    ['(ab)', 'ab', false],
    ['*a', '*a', true],
    ['a^b$c', 'a^b$c', true],
    ['^b', 'ab', false],
    ['[[:digit:]]x', '7x', true],
    ['[]a]', ']', true],
    ['[^]a]', 'a', false],
    ['[a\\]', '\\', true],
    ['\\.', 'x', false],
  ])('%s on %s: %s', (pattern, text, matches) => {
    expect(basicRegex(pattern).test(text)).toBe(matches);
  });

  it('may have to match as a whole', () => {
    expect(basicRegex('sched', true).test('sched_switch')).toBe(false);
    expect(basicRegex('a\\|sched_switch', true).test('sched_switch')).toBe(true);
  });

  it.each(['[', '[a', 'a\\', '\\('])('%s is none', pattern => {
    expect(() => basicRegex(pattern)).toThrow(SyntaxError);
  });
});
