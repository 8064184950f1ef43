import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { loadLab } from '../../src/lab-runner/index.ts';
import { test } from '../browser/chromium.ts';
import { serveRecordings } from '../browser/serve.ts';
import { guestsOf } from './ringside.ts';

const toFaults = loadLab('fault-trace').look.find(({ command }) => command?.includes(' memory.faults'))!;

test('Labs (server mode): run a lab, check it, and go from a finding to its event', async ({ visit }) => {
  const data = mkdtempSync(join(tmpdir(), 'ringside-lab-page-'));
  const served = await serveRecordings([], data);
  try {
    const page = await visit.newPage();
    const lab = `${served.address}#/labs?lab=fault-trace`;
    await page.goto(lab);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('progressbar').waitFor();
    await page.getByRole('link', { name: 'Open the recording faults' }).waitFor({ timeout: 120_000 });
    await page.getByRole('link', { name: toFaults.about.en }).click();
    await page.waitForURL(/#\/reports\?.*table=memory\.faults/);
    await page.getByRole('heading', { name: 'memory.faults' }).waitFor();

    await page.goto(lab);
    await page.getByRole('button', { name: 'Check' }).click();
    await page.getByText(/^(\d+) of \1 found/).waitFor({ timeout: 120_000 });
    const finding = page.locator('.lab-findings li', { hasText: 'write-protected' });
    expect(await finding.textContent()).toMatch(/found.*faults \d+/s);
    await finding.getByRole('link', { name: /^event \d+$/ }).click();
    await page.waitForURL(/#\/events\?select=row%3A\d+/);
    await page.locator('.drawer').getByText('page_fault_user').first().waitFor();

    await page.goto(`${served.address}#/labs`);
    expect(await page.getByRole('link', { name: 'Tracing page faults' }).textContent()).toContain('checked');
  } finally {
    await served.close();
    rmSync(data, { recursive: true, force: true });
  }
}, 300_000);

test('Labs (server mode): a lab that runs is cancelled, its guest is gone, and it runs again', async ({
  visit,
}) => {
  const data = mkdtempSync(join(tmpdir(), 'ringside-lab-page-'));
  const served = await serveRecordings([], data);
  try {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/labs?lab=fault-trace`);
    const run = page.getByRole('button', { name: 'Run', exact: true });
    for (const outcome of ['cancelled', 'recorded'] as const) {
      await run.click();
      await expect.poll(() => guestsOf(served.pid).length, { timeout: 60_000 }).toBe(1);
      expect(await run.isDisabled()).toBe(true);
      if (outcome === 'cancelled') {
        await page.getByRole('button', { name: 'Cancel' }).click();
        await page
          .getByText('Cancelled; the recording that was being made is gone.')
          .waitFor({ timeout: 60_000 });
        expect(readdirSync(join(data, 'ringside/recordings'))).toEqual([]);
      } else
        await page.getByRole('link', { name: 'Open the recording faults' }).waitFor({ timeout: 120_000 });
      await expect.poll(() => guestsOf(served.pid), { timeout: 30_000 }).toEqual([]);
      expect(await run.isEnabled()).toBe(true);
    }
  } finally {
    await served.close();
    rmSync(data, { recursive: true, force: true });
  }
}, 300_000);
