import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { test } from './chromium.ts';
import { hostileText, writeHostileUftrace } from './hostile.ts';
import { goTo, openDropped, viewsOf } from './open.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-hostile-'));
  writeFileSync(join(folder, 'hostile.txt'), hostileText());
  writeHostileUftrace(join(folder, 'hostile.uftrace'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const longestFreeze = 5_000;

describe('a hostile recording does no harm and is drawn', () => {
  for (const name of ['hostile.txt', 'hostile.uftrace']) {
    test(name, async ({ visit }) => {
      const page = await visit.newPage();
      await page.addInitScript(watchFreezes);
      await openDropped(page, visit, [join(folder, name)]);
      for (const view of await viewsOf(page)) {
        await goTo(page, view);
        await expectUnharmed(page, view);
        expect(await page.locator('main.view .trouble').allTextContents(), view).toEqual([]);
        expect((await page.locator('main.view').textContent())?.length, view).toBeGreaterThan(20);
      }
      expect(await page.evaluate(() => (window as unknown as Watched).longestFreeze)).toBeLessThan(
        longestFreeze,
      );
    });
  }
});

interface Watched {
  longestFreeze: number;
}

function watchFreezes(): void {
  const watched = window as unknown as Watched;
  let last = performance.now();
  watched.longestFreeze = 0;
  setInterval(() => {
    const now = performance.now();
    watched.longestFreeze = Math.max(watched.longestFreeze, now - last);
    last = now;
  }, 50);
}

/** No element that only a name could have made, none that is not the page's own, and the page is still to be seen. */
async function expectUnharmed(page: Page, view: string): Promise<void> {
  const injected = await page.evaluate(() => {
    const made = document.querySelectorAll(
      'body script, body style, img, iframe, object, embed, [onerror], [onload]',
    );
    const links = [...document.querySelectorAll('a[href]')].filter(
      link => !(link as HTMLAnchorElement).href.startsWith(location.href.split('#')[0]!),
    );
    return [...made, ...links].map(element => element.outerHTML.slice(0, 200));
  });
  expect(injected, view).toEqual([]);
  expect(await page.title()).not.toContain('owned');
  expect(await page.locator('.rail').isVisible(), view).toBe(true);
}
