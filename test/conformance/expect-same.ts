import { expect } from 'vitest';

/** Says where two texts differ first instead of showing megabytes. */
export function expectSame(found: Uint8Array, expected: Uint8Array): void {
  const [a, b] = [Buffer.from(found), Buffer.from(expected)];
  if (a.equals(b)) return;
  const ours = a.toString('latin1').split('\n');
  const theirs = b.toString('latin1').split('\n');
  const differs = theirs.findIndex((text, index) => text !== ours[index]);
  const line = differs < 0 ? theirs.length : differs;
  expect({ line, text: ours[line], lines: ours.length }).toEqual({
    line,
    text: theirs[line],
    lines: theirs.length,
  });
}
