import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test } from './chromium.ts';
import { settled } from './open.ts';
import { serveRecordings } from './serve.ts';

test('Record: the plans are the server’s, one is chosen by keys, and a command that cannot be is refused', async ({
  visit,
}) => {
  const data = mkdtempSync(join(tmpdir(), 'ringside-record-'));
  const served = await serveRecordings([], data);
  try {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/record`);
    await page.locator('.record-plan').first().waitFor();
    await settled(page);
    const answer = await page.request.get(`${served.address}api/plans`);
    const plans = (await answer.json()) as readonly {
      readonly name: string;
      readonly sentence: { en: string };
    }[];
    expect(await page.locator('.record-plan strong').allTextContents()).toEqual(
      plans.map(({ name }) => name),
    );
    for (const [index, { sentence }] of plans.entries()) {
      expect(await page.locator('.record-plan').nth(index).textContent()).toContain(sentence.en);
    }
    const chosen = page.locator('.record-plan input:checked');
    const place = async (): Promise<string> => (await chosen.locator('xpath=..').textContent()) ?? '';
    const before = await place();
    await chosen.focus();
    await page.keyboard.press('ArrowDown');
    expect(await place()).not.toBe(before);
    const command = page.getByRole('textbox', { name: 'Command' });
    await command.fill("sh -c 'unclosed");
    await command.press('Enter');
    expect(await command.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator('.record-run').count()).toBe(0);
  } finally {
    await served.close();
    rmSync(data, { recursive: true, force: true });
  }
}, 60_000);
