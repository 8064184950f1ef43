import { describe, expect } from 'vitest';
import { seriousFindings } from './accessible.ts';
import { test } from './chromium.ts';
import { goTo, openRecording, viewsOf } from './open.ts';

describe('axe finds nothing serious', () => {
  for (const theme of ['light', 'dark'] as const) {
    test(`in any view, ${theme}`, async ({ visit }) => {
      const page = await visit.newPage({ theme });
      await page.goto(visit.address);
      await page.locator('.drop-area').waitFor();
      const findings: Record<string, readonly string[]> = { welcome: await seriousFindings(page) };
      await openRecording(page, visit, 'trace.dat with events');
      for (const view of await viewsOf(page)) {
        await goTo(page, view);
        findings[view] = await seriousFindings(page);
      }
      const bad = Object.entries(findings).filter(([, found]) => found.length > 0);
      expect(Object.fromEntries(bad)).toEqual({});
    });
  }

  test('in small windows in Korean', async ({ visit }) => {
    const page = await visit.newPage({ language: 'ko', width: 390, height: 844 });
    await openRecording(page, visit, 'trace.dat with a function graph');
    for (const view of await viewsOf(page)) {
      await goTo(page, view);
      expect(await seriousFindings(page), view).toEqual([]);
    }
  });
});
