import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { test } from './chromium.ts';
import { goTo, openRecording, settled, viewsOf } from './open.ts';

const inAddress = (page: Page, name: string): string | null =>
  new URLSearchParams(new URL(page.url()).hash.split('?')[1] ?? '').get(name);

const span = (page: Page): number => Number(inAddress(page, 'to')) - Number(inAddress(page, 'from'));

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await settled(page);
}

describe('the keyboard alone', () => {
  test('reaches everything that can be clicked, and shows where it is', async ({ visit }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with events');
    for (const view of await viewsOf(page)) {
      await goTo(page, view);
      const { missed, unseen } = await walk(page);
      expect(missed, view).toEqual([]);
      expect(unseen, view).toEqual([]);
    }
  });

  test('walks the whole page: views, time, marks, search, help', async ({ visit }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with events');
    await press(page, 'Alt+2');
    expect(page.url()).toContain('#/timeline');
    await press(page, 'w');
    const near = span(page);
    expect(near).toBeGreaterThan(0);
    await press(page, 'w');
    expect(span(page)).toBeCloseTo(near / 2, -3);
    const from = Number(inAddress(page, 'from'));
    await press(page, 'd');
    expect(Number(inAddress(page, 'from'))).toBeGreaterThan(from);
    await press(page, 'a');
    expect(Number(inAddress(page, 'from'))).toBeCloseTo(from, -3);
    await press(page, 's');
    expect(span(page)).toBeCloseTo(near, -3);
    await press(page, ']');
    const first = inAddress(page, 'select');
    expect(first).not.toBeNull();
    await press(page, ']');
    expect(inAddress(page, 'select')).not.toBe(first);
    await press(page, '[');
    expect(inAddress(page, 'select')).toBe(first);
    const before = page.url();
    await press(page, 'm');
    expect(page.url()).not.toBe(before);
    await press(page, 'f');
    await press(page, '0');
    expect(Number(inAddress(page, 'from'))).toBeLessThanOrEqual(0);
    expect(span(page)).toBeGreaterThanOrEqual(760_000_000);
    await press(page, '/');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    await page.keyboard.type('dd');
    await press(page, 'Enter');
    expect(inAddress(page, 'find')).toBe('dd');
    await press(page, 'Escape');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await press(page, '?');
    expect(await page.getByRole('dialog').locator('kbd').count()).toBeGreaterThan(15);
    await press(page, 'Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await press(page, 'Escape');
    await press(page, 'Escape');
    expect(inAddress(page, 'select')).toBeNull();
  });
});

/** Presses Tab until the focus comes round; answers what it never came to, and where it could not be seen. */
async function walk(page: Page): Promise<{ missed: readonly string[]; unseen: readonly string[] }> {
  const count = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const all = document.querySelectorAll<HTMLElement>(
      'a[href], button, input, select, summary, textarea, [tabindex="0"]',
    );
    const seen = [...all].filter(
      each => each.checkVisibility() && !each.matches(':disabled, [tabindex="-1"]'),
    );
    for (const each of seen) each.dataset.untouched = each.outerHTML.slice(0, 120);
    // From the top: what was clicked last is where Tab goes on from else.
    seen[0]?.focus();
    delete seen[0]?.dataset.untouched;
    return seen.length;
  });
  const unseen: string[] = [];
  for (let step = 0; step < 2 * count + 5; step++) {
    await page.keyboard.press('Tab');
    const bare = await page.evaluate(() => {
      const now = document.activeElement as HTMLElement;
      delete now.dataset.untouched;
      if (now === document.body) return undefined;
      const { outlineStyle, boxShadow } = getComputedStyle(now);
      return outlineStyle === 'none' && boxShadow === 'none' ? now.outerHTML.slice(0, 120) : undefined;
    });
    if (bare !== undefined) unseen.push(bare);
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-untouched]')].map(({ dataset }) => dataset.untouched!),
  );
  return { missed, unseen };
}
