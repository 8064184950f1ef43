import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { test } from '../browser/chromium.ts';
import { serveRecordings } from '../browser/serve.ts';

test('Record (server mode): choose target, plan, command; watch it run; it opens', async ({ visit }) => {
  const data = mkdtempSync(join(tmpdir(), 'ringside-page-'));
  const served = await serveRecordings([], data);
  try {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/record`);
    await page.getByRole('textbox', { name: 'Command' }).fill('true');
    await page.getByRole('radio', { name: /^sched/ }).check();
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('status').first().waitFor();
    await page.waitForURL(/#\/overview/, { timeout: 50_000 });
    await page.getByText('true').first().waitFor();
    const made = await page.evaluate(
      async () => (await fetch('api/recordings')).json() as Promise<{ command: string[] }[]>,
    );
    expect(made.map(({ command }) => command)).toEqual([['true']]);

    await page.goto(`${served.address}#/record`);
    await page.getByRole('textbox', { name: 'Command' }).fill("sh -c 'echo hello from the guest; sleep 60'");
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('log').getByText('hello from the guest').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled').waitFor();
  } finally {
    await served.close();
    rmSync(data, { recursive: true, force: true });
  }
}, 120_000);
