import { describe, expect } from 'vitest';
import { test } from './chromium.ts';
import { goTo, openRecording, type RecordingName, recordings, viewsOf } from './open.ts';

describe('every view of a recording shows something of it or says why not', () => {
  for (const name of Object.keys(recordings) as RecordingName[]) {
    test(name, async ({ visit }) => {
      const page = await visit.newPage();
      await openRecording(page, visit, name);
      for (const view of await viewsOf(page)) {
        await goTo(page, view);
        const main = page.locator('main.view');
        expect(await main.locator('.trouble').allTextContents(), view).toEqual([]);
        const canvases = await main.locator('canvas').count();
        expect(canvases > 0 || ((await main.textContent()) ?? '').length > 40, `${view} is empty`).toBe(true);
        // Nothing of a view is wider than the window.
        expect(await page.evaluate(() => document.documentElement.scrollWidth), view).toBeLessThanOrEqual(
          1440,
        );
      }
    });
  }
});
