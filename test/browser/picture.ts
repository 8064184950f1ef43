import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

export const pictures = join(import.meta.dirname, 'pictures');

const allowed = 0.005;

/** How long a page may take until it shows what it is to show, in milliseconds. */
const patience = 20_000;
const pause = 250;

/**
 * Compares what the page shows with `test/browser/pictures/NAME.png`, until it is the same: at most half a percent of the
 * pixels may differ. Throws with the places of what is shown and of the difference; `UPDATE_PICTURES=1` makes it the reference.
 */
export async function expectPicture(page: Page, name: string): Promise<void> {
  const reference = join(pictures, `${name}.png`);
  const take = (): Promise<Buffer> =>
    page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' });
  if (process.env.UPDATE_PICTURES === '1') {
    mkdirSync(dirname(reference), { recursive: true });
    writeFileSync(reference, await take());
    return;
  }
  if (!existsSync(reference)) throw new Error(`the picture ${name} has no reference`);
  const expected = PNG.sync.read(readFileSync(reference));
  const end = Date.now() + patience;
  for (;;) {
    const shown = await take();
    const complaint = compare(shown, expected);
    if (complaint === undefined) return;
    if (Date.now() > end) throw complain(name, shown, complaint);
    await page.waitForTimeout(pause);
  }
}

function complain(name: string, shown: Buffer, complaint: string | Difference): Error {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-picture-'));
  writeFileSync(join(folder, 'shown.png'), shown);
  if (typeof complaint !== 'string') writeFileSync(join(folder, 'difference.png'), complaint.difference);
  const text = typeof complaint === 'string' ? complaint : complaint.text;
  return new Error(`the picture ${name} ${text}: see ${folder}`);
}

interface Difference {
  readonly text: string;
  /** A PNG. */
  readonly difference: Buffer;
}

/** What is wrong with a picture; undefined when it shows the same. */
export function compare(shownBytes: Buffer, expected: PNG): string | Difference | undefined {
  const shown = PNG.sync.read(shownBytes);
  const { width, height } = expected;
  if (shown.width !== width || shown.height !== height) {
    return `is ${shown.width}×${shown.height} instead of ${width}×${height}`;
  }
  const difference = new PNG({ width, height });
  const count = pixelmatch(shown.data, expected.data, difference.data, width, height);
  const share = count / (width * height);
  if (share <= allowed) return undefined;
  return {
    text: `differs in ${(share * 100).toFixed(2)} % of its pixels`,
    difference: PNG.sync.write(difference),
  };
}
