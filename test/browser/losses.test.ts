import { expect } from 'vitest';
import { test } from './chromium.ts';
import { type Row, recorded, ringside } from './command.ts';
import { openDropped, settled } from './open.ts';

const lost = recorded('perf/lost.perf.gz');
const file = recorded('trace-dat/kernels/6.12-lost-newest.dat');

test('Losses: every problem that the report has is a row, what is lost before what is noted', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openDropped(page, visit, [file], 'losses');
  await settled(page);
  const { problems } = JSON.parse(await ringside('report', file, '--json')) as { readonly problems: Row[] };
  expect(problems.length).toBeGreaterThan(0);
  const rows = page.locator('.ledger-rows').first().locator('li');
  expect(await rows.count()).toBe(problems.length);
  for (const { name, sentence, count, place } of problems) {
    const text = (await rows.filter({ hasText: String(name) }).textContent())!;
    expect(text).toContain(sentence);
    expect(text).toContain(Number(count).toLocaleString('en'));
    expect(text).toContain(place);
  }
  expect(await page.locator('h1.harm').count()).toBe(1);
});

test('Losses: stretches without events say when, how long and how many, and lead to the timeline', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openDropped(page, visit, [lost], 'losses');
  await settled(page);
  const links = page.locator('.lost-stretches a');
  const count = await links.count();
  expect(await page.locator('.lost-stretches tbody tr').count()).toBe(count);
  const { problems } = JSON.parse(await ringside('report', lost, '--json')) as { readonly problems: Row[] };
  const all = problems.find(({ name }) => name === 'tracer.lost-events')!.count;
  const shown = await page.locator('.lost-stretches tbody tr td:last-child').allTextContents();
  expect(shown.reduce((sum, text) => sum + Number(text.replaceAll(',', '')), 0)).toBe(all);
  await links.first().click();
  await page.waitForURL(/#\/timeline\?.*from=/);
});
