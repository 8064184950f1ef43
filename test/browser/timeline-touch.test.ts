import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { DrawnModel } from '../../src/web/timeline/canvas/drawn-model.ts';
import { narrow, test } from './chromium.ts';
import { openRecording, settled } from './open.ts';

interface Drawing extends HTMLElement {
  readonly drawnModel: DrawnModel;
}

const drawn = (page: Page): Promise<DrawnModel> =>
  page.locator('.timeline').evaluate(element => (element as Drawing).drawnModel);

interface Finger {
  readonly x: number;
  readonly y: number;
}

/** Moves fingers from one place to another in steps, as a hand does. */
async function move(session: CDPSession, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
  const send = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    fingers: readonly Finger[],
  ): Promise<unknown> =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: fingers.map(({ x, y }, id) => ({ x, y, id })),
    });
  await send('touchStart', from);
  for (let step = 1; step <= 8; step++) {
    const at = (a: number, b: number): number => a + ((b - a) * step) / 8;
    await send(
      'touchMove',
      from.map(({ x, y }, finger) => ({ x: at(x, to[finger]!.x), y: at(y, to[finger]!.y) })),
    );
  }
  await send('touchEnd', []);
}

test('Timeline: two fingers zoom at the place between them, one finger moves it, a tap selects', async ({
  visit,
}) => {
  const page = await visit.newPage(narrow);
  await openRecording(page, visit, 'trace.dat with events', 'timeline');
  await expect.poll(async () => (await drawn(page)).slices.length, { timeout: 20_000 }).toBeGreaterThan(5);
  await settled(page);
  const session = await page.context().newCDPSession(page);
  const box = (await page.locator('.timeline-stage').boundingBox())!;
  const [middle, y] = [box.x + box.width / 2, box.y + 120];
  const before = (await drawn(page)).window;
  await move(
    session,
    [
      { x: middle - 30, y },
      { x: middle + 30, y },
    ],
    [
      { x: middle - 120, y },
      { x: middle + 120, y },
    ],
  );
  const near = (await drawn(page)).window;
  const length = ({ from, to }: { readonly from: number; readonly to: number }): number => to - from;
  expect(length(near)).toBeLessThan(length(before) / 3);
  expect(length(near)).toBeGreaterThan(length(before) / 5);
  expect(Math.abs((near.from + near.to - before.from - before.to) / 2)).toBeLessThan(length(before) / 20);

  await move(session, [{ x: middle + 80, y }], [{ x: middle - 20, y }]);
  const later = (await drawn(page)).window;
  expect(length(later)).toBeCloseTo(length(near), -1);
  expect((later.from - near.from) / length(near)).toBeCloseTo(100 / box.width, 1);

  await settled(page);
  const slice = (await drawn(page)).slices.find(
    ({ width, left, height }) => width > 20 && height > 8 && left > box.x && left + width < box.x + box.width,
  )!;
  await page.touchscreen.tap(slice.left + slice.width / 2, slice.top + slice.height / 2);
  await page.waitForURL(/select=/);
});
