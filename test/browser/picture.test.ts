import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { compare, pictures } from './picture.ts';

/** White with a black square of so many pixels a side. */
function square(side: number): PNG {
  const picture = new PNG({ width: 100, height: 100 });
  picture.data.fill(255);
  for (let y = 0; y < side; y++) picture.data.fill(0, (y + 20) * 400 + 80, (y + 20) * 400 + 80 + side * 4);
  for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
  return picture;
}

describe('a picture', () => {
  test('is the same with half a percent of other pixels, and not with one more', () => {
    expect(compare(PNG.sync.write(square(7)), square(0))).toBeUndefined();
    expect(compare(PNG.sync.write(square(8)), square(0))).toMatchObject({
      text: 'differs in 0.64 % of its pixels',
    });
  });

  test('of another size is another', () => {
    const small = new PNG({ width: 10, height: 10 });
    expect(compare(PNG.sync.write(small), square(0))).toBe('is 10×10 instead of 100×100');
  });
});

test('the reference pictures take no more than 10 MB', () => {
  const names = existsSync(pictures) ? readdirSync(pictures, { recursive: true, encoding: 'utf8' }) : [];
  const bytes = names.reduce((sum, name) => sum + statSync(join(pictures, name)).size, 0);
  expect(bytes).toBeLessThanOrEqual(10_000_000);
});
