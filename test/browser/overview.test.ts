import { expect } from 'vitest';
import { test } from './chromium.ts';
import { recorded, ringside } from './command.ts';
import { openDropped, openRecording, settled } from './open.ts';

/** Lines below a heading of a report. */
const below = (report: string, heading: string): readonly string[] => {
  const lines = report.split('\n');
  const from = lines.indexOf(heading) + 1;
  return lines.slice(from, lines.indexOf('', from)).map(line => line.replace(/^ +• /, '').trim());
};

test('Overview: the three remarkable things are the report’s, and each leads to where it was', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openRecording(page, visit, 'trace.dat with events');
  await settled(page, 60_000);
  const links = page.locator('.findings a');
  const expected = below(await ringside('report', recorded('trace-dat/events.dat')), 'Most remarkable');
  expect(expected).toHaveLength(3);
  expect(await links.allTextContents()).toEqual(expected);
  await links.nth(1).click();
  await page.waitForURL(/#\/timeline\?.*select=row/);
});

test('Overview: events and tasks are counted as the report counts them, with bars as long as their share', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openRecording(page, visit, 'trace.dat with events');
  const report = await ringside('report', recorded('trace-dat/events.dat'));
  const [first] = below(report, 'Events');
  const [name, count] = [first!.split(' ')[0]!, / ([\d,]+) +[\d.]+ %/.exec(first!)![1]!];
  const list = page.locator('.overview-lists section').first();
  expect(await list.textContent()).toContain(`${name}${count}`);
  const task = page.locator('.overview-lists section').nth(1);
  expect(await task.textContent()).toContain('dd 19220,754');
});

test('Overview: what was lost stands on it in red, with a way to all of it', async ({ visit }) => {
  const page = await visit.newPage();
  await openDropped(page, visit, [recorded('trace-dat/kernels/6.12-lost-newest.dat')]);
  const box = page.locator('.ledger-box.is-harm');
  expect(await box.textContent()).toContain('183,203, CPU 0');
  await box.getByRole('link').click();
  await page.waitForURL(/#\/losses/);
});
