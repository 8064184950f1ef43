import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { seriousFindings } from '../browser/accessible.ts';
import { test } from '../browser/chromium.ts';
import { type Served, serveRecordings } from '../browser/serve.ts';
import { guestsOf } from './ringside.ts';

const data = mkdtempSync(join(tmpdir(), 'ringside-terminal-'));
const recordings = join(data, 'ringside/recordings');
let served: Served;

beforeAll(async () => {
  served = await serveRecordings([], data);
});
afterAll(async () => {
  await served.close();
  rmSync(data, { recursive: true, force: true });
});

const patient = { timeout: 60_000 };

/** What stands on the screen, as it is read out. */
const screenOf = async (page: Page): Promise<string> =>
  (await page.locator('.xterm-accessibility-tree > *').allTextContents()).join('\n');

async function start(page: Page, button: string, by = served): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('button', { name: 'End', exact: true }).waitFor({ timeout: 120_000 });
  await expect.poll(() => guestsOf(by.pid).length).toBe(1);
  await page.getByRole('textbox', { name: 'The guest’s terminal' }).focus();
}

/** Types a line and waits until the guest has done it; answers what the screen shows then. */
async function type(page: Page, line: string, shows: RegExp): Promise<string> {
  await page.keyboard.type(`clear; ${line}\n`);
  await expect.poll(() => screenOf(page), patient).toMatch(shows);
  return screenOf(page);
}

describe("the guest's terminal in a lab's page", () => {
  test('is a shell of a real kernel: typed to, resized, interrupted, left, ended; what was recorded comes home', async ({
    visit,
  }) => {
    const page = await visit.newPage();
    await page.goto(`${served.address}#/labs?lab=fault-trace`);
    await start(page, 'Start the guest');
    await type(page, 'uname -r', /^\d+\.\d+\.\d+\S*-amd64/m);
    expect(await seriousFindings(page)).toEqual([]);
    await type(page, 'pwd; ls', /^\/lab\s[\s\S]*faults\.c/m);

    const sizeOf = (shown: string): string | undefined => /size (\d+ \d+)/.exec(shown)?.[1];
    const before = sizeOf(await type(page, 'echo size $(stty size)', /^size \d+ \d+/m));
    await page.setViewportSize({ width: 1700, height: 900 });
    const wider = /^size \d+ (?:9\d|1\d\d)\s/m;
    await expect
      .poll(async () => wider.test(await type(page, 'echo size $(stty size)', /^size \d+ \d+/m)), patient)
      .toBe(true);
    expect(sizeOf(await screenOf(page))).not.toBe(before);

    await page.keyboard.type("clear; echo go''es on; sleep 1000\n");
    await expect.poll(() => screenOf(page), patient).toMatch(/^goes on/m);
    await page.keyboard.press('Control+c');
    await page.keyboard.type('echo code $?\n');
    await expect.poll(() => screenOf(page), patient).toMatch(/^code 130/m);

    await page.keyboard.type('echo half a line');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('.xterm') !== null)).toBe(true);
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('End');

    await page.getByRole('button', { name: 'Run in the guest' }).click();
    await expect.poll(() => screenOf(page), patient).toMatch(/entries-in-buffer\/entries-written: 0\/0/);
    await page.getByRole('textbox', { name: 'The guest’s terminal' }).focus();
    const recorded = 'echo 1 > events/sched/sched_switch/enable; ls; echo 0 > events/enable';
    await type(page, `${recorded}; cp trace /out/trace.txt; echo copi''ed`, /^copied/m);

    await page.getByRole('button', { name: 'End', exact: true }).click();
    await page.getByText('Came home: trace.txt').waitFor(patient);
    await expect.poll(() => guestsOf(served.pid), patient).toEqual([]);
    expect(readdirSync(recordings)).toEqual([expect.stringMatching(/-lab-fault-trace-shell$/)]);
    const listed = await page.evaluate(
      async () => (await fetch('api/recordings')).json() as Promise<{ name: string }[]>,
    );
    expect(listed.map(({ name }) => name)).toEqual(readdirSync(recordings));
    await page.getByRole('link', { name: 'Open trace.txt' }).click();
    await page.locator('.recording-line .ledger').waitFor(patient);
    await page.getByText('sched_switch').first().waitFor(patient);
  }, 240_000);

  test('what is printed is only ever printed: no title, no clipboard, no link, no window; and it goes with its page', async ({
    visit,
  }) => {
    const page = await visit.newPage();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${served.address}#/labs?lab=fault-trace`);
    const title = await page.title();
    await page.evaluate(() => navigator.clipboard.writeText('mine'));
    await start(page, 'Start the guest');
    const hostile = [
      String.raw`\033]0;owned\007\033]2;owned\007`,
      String.raw`\033]52;c;b3duZWQ=\007`,
      String.raw`\033]8;;https://evil.example/\007CLICK\033]8;;\007`,
      String.raw`\033]11;#ff0000\007\033[8;3;3t\033[3t`,
      '<img src=x onerror=alert(1)>',
    ].join('');
    const ground = () => page.locator('.xterm-scrollable-element').evaluate(it => it.style.backgroundColor);
    const groundBefore = await ground();
    await type(page, `printf '${hostile}\\n\\033[38;2;9;90;200mBLUE\\033[0m\\n'; echo do''ne`, /^done/m);
    expect(await screenOf(page)).toContain('CLICK<img src=x onerror=alert(1)>');
    const link = page.locator('.xterm-rows span', { hasText: 'CLICK' }).last();
    const { x = 0, y = 0 } = (await link.boundingBox()) ?? {};
    await page.mouse.click(x + 10, y + 5);
    expect(await page.locator('.xterm a, .xterm img, .xterm-cursor-pointer').count()).toBe(0);
    expect(await page.title()).toBe(title);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('mine');
    expect(await ground()).toBe(groundBefore);
    expect(page.context().pages()).toHaveLength(1);

    await page.getByRole('textbox', { name: 'The guest’s terminal' }).focus();
    await type(page, "echo kept > /out/kept; echo writ''ten", /^written/m);
    await page.context().close();
    await expect.poll(() => guestsOf(served.pid), patient).toEqual([]);
    const kept = readdirSync(recordings, { recursive: true })
      .map(String)
      .filter(name => name.endsWith('/kept'));
    expect(kept.map(name => readFileSync(join(recordings, name), 'utf8'))).toEqual(['kept\n']);
  }, 240_000);

  test('starts again after its shell left, and goes with its server', async ({ visit }) => {
    const own = await serveRecordings([], data);
    try {
      const page = await visit.newPage();
      await page.goto(`${own.address}#/labs?lab=fault-trace`);
      await start(page, 'Start the guest', own);
      await page.keyboard.type('exit 3\n');
      await page.getByText('its shell’s exit code was 3').waitFor(patient);
      await expect.poll(() => guestsOf(own.pid)).toEqual([]);
      await start(page, 'Start again', own);
      await type(page, 'uname -s', /^Linux/m);
    } finally {
      await own.close();
    }
    expect(guestsOf(own.pid)).toEqual([]);
  }, 240_000);
});
