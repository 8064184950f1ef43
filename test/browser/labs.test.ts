import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from './accessible.ts';
import { test } from './chromium.ts';
import { goTo, settled, viewsOf } from './open.ts';
import { type Served, serveRecordings } from './serve.ts';

const data = mkdtempSync(join(tmpdir(), 'ringside-labs-'));
let served: Served;

beforeAll(async () => {
  const progress = join(data, 'ringside/labs');
  mkdirSync(progress, { recursive: true });
  const done = { 'fault-trace': { checkedAt: '2026-01-01T00:00:00Z' } };
  writeFileSync(join(progress, 'progress.json'), JSON.stringify(done));
  served = await serveRecordings([], data);
}, 60_000);
afterAll(async () => {
  await served.close();
  rmSync(data, { recursive: true, force: true });
});

const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => {
    const view = document.querySelector('main.view')!;
    return (
      view.scrollWidth > view.clientWidth || document.documentElement.scrollWidth > document.body.clientWidth
    );
  });

describe('the course in the page', () => {
  test.for([
    ['en', 'Tracing page faults', 'checked', 'Why it is so', 'Its own start has faults too'],
    ['ko', '페이지 폴트 추적', '확인함', '왜 그런가', '프로그램이 시작될 때에도 폴트가 납니다'],
  ] as const)(
    'the catalogue and a text, answers folded: %s',
    async ([language, title, state, heading, answer], { visit }) => {
      const page = await visit.newPage({ language });
      await page.goto(`${served.address}#/labs`);
      const entry = page.getByRole('link', { name: title });
      expect(await entry.textContent()).toContain(state);
      expect(await page.locator('.lab-entry.is-coming').count()).toBeGreaterThan(3);
      await entry.click();
      expect(page.url()).toContain('#/labs?lab=fault-trace');
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([title]);
      expect(await page.locator('.lab-text table th').count()).toBe(3);
      expect(await page.locator('.lab-code.is-guest pre').first().textContent()).toContain('cat trace');
      const folded = page.getByText(answer);
      expect(await folded.isVisible()).toBe(false);
      await page.locator('.lab-answer summary').first().click();
      expect(await folded.isVisible()).toBe(true);
      await page.goBack();
      await entry.waitFor();
    },
  );

  test('everything of a lab is reached by keyboard, and a command is copied', async ({ visit }) => {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/labs?lab=fault-trace`);
    await page.getByRole('link', { name: 'All labs' }).focus();
    const reached = new Set<string>();
    for (let step = 0; step < 40; step++) {
      reached.add(await page.evaluate(() => document.activeElement?.closest('[class]')?.className ?? ''));
      await page.keyboard.press('Tab');
    }
    expect([...reached]).toEqual(
      expect.arrayContaining([
        'primary lab-button',
        'lab-button',
        'copy-button',
        'lab-answer',
        'run-in-guest',
      ]),
    );
    await page.getByRole('button', { name: 'Copy' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
  });

  test.for([
    { theme: 'light', width: 1440 },
    { theme: 'dark', width: 390 },
  ] as const)(
    'axe finds nothing serious, and nothing is wider than the window: $theme, $width',
    async (look, { visit }) => {
      const page = await visit.newPage(look);
      await page.goto(served.address);
      await page.locator('.rail-link').first().waitFor();
      for (const place of ['labs', 'labs?lab=fault-trace']) {
        await goTo(page, place);
        await page.locator('.lab-entry, .lab-text').first().waitFor();
        expect(await seriousFindings(page), place).toEqual([]);
        expect(await isTooWide(page), place).toBe(false);
      }
    },
  );

  test('a lab that is none says so, and leads back', async ({ visit }) => {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/labs?lab=none`);
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'All labs' }).click();
    await page.locator('.lab-entry').first().waitFor();
    expect(visit.takeTroubles().join()).toContain('404');
  });

  test('without a server the view says what it needs', async ({ visit }) => {
    const page = await visit.newPage();
    await page.goto(`${visit.address}#/labs`);
    await page.getByText('ringside open', { exact: true }).waitFor();
    await settled(page);
    expect(await viewsOf(page)).not.toContain('labs');
  });
});
