import { join } from 'node:path';
import { expect } from 'vitest';
import { root, test } from './chromium.ts';
import { serveRecordings } from './serve.ts';

const recording = join(root, 'recordings/trace-dat/events.dat');

test('Query: a statement is completed, run by keys, charted, and put on the timeline', async ({ visit }) => {
  const served = await serveRecordings([recording]);
  try {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/query`);
    const editor = page.locator('.query-editor .cm-content');
    await page.getByRole('combobox', { name: 'Tables' }).waitFor();
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('SELECT comm, count(*) AS n FROM sched.sched_sw', { delay: 5 });
    await page.locator('.cm-tooltip-autocomplete').getByText('sched_switch').first().waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('SELECT count(*) AS n FROM events');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('cell', { name: /^\d+$/ }).waitFor();

    await page.keyboard.press('Control+A');
    await page.keyboard.type(
      "SELECT row, time, comm, 1000 AS duration FROM events WHERE event = 'sched:sched_switch'",
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    const link = page.locator('.query-rows td a').first();
    await link.waitFor();
    expect(await link.getAttribute('href')).toMatch(/^#\/timeline\?.*select=row/);
    await page.getByRole('button', { name: 'Chart' }).click();
    await page.locator('.query-bars li').first().waitFor();
    await page.getByRole('button', { name: 'On the timeline' }).click();
    await page.waitForURL(/#\/timeline/);
    await page.locator('.timeline-title').getByText('Query 1').waitFor();
  } finally {
    await served.close();
  }
}, 60_000);

test('Query: an error shows its place, and a query that takes long is cancelled', async ({ visit }) => {
  const served = await serveRecordings([recording]);
  try {
    const page = await visit.newPage({ language: 'ko', theme: 'dark', width: 390, height: 844 });
    await page.goto(`${served.address}#/query?sql=SELECT%20nothing%20FROM%20events`);
    const editor = page.locator('.query-editor .cm-content');
    await editor.waitFor();
    await page.getByRole('button', { name: '실행' }).click();
    await page
      .getByRole('alert')
      .getByText(/nothing/)
      .waitFor();
    // The browser says of each refused request that it was: this one is meant to be.
    expect(visit.takeTroubles().join()).toContain('400');
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(
      'SELECT count(*) FROM events a, events b, events c WHERE a.row + b.row + c.row = 7',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: '취소' }).click();
    await page.keyboard.press('Tab');
    await editor.click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('SELECT 41 + 1 AS n');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('cell', { name: '42' }).waitFor();
  } finally {
    await served.close();
  }
}, 60_000);
