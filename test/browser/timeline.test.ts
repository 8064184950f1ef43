import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { DrawnModel } from '../../src/web/timeline/canvas/drawn-model.ts';
import { test } from './chromium.ts';
import { openRecording, type RecordingName, settled } from './open.ts';

interface Drawing extends HTMLElement {
  readonly drawnModel: DrawnModel;
}

/** What the time line says that it drew, once all of it is there. */
async function drawn(page: Page): Promise<DrawnModel> {
  const host = page.locator('.timeline');
  const isThere = () =>
    host.evaluate(element => {
      const { tracks, isWaiting } = (element as Drawing).drawnModel;
      return tracks.length > 0 && !isWaiting;
    });
  await expect.poll(isThere, { timeout: 20_000, interval: 100 }).toBe(true);
  await settled(page);
  return host.evaluate(element => (element as Drawing).drawnModel);
}

const inAddress = (page: Page, name: string): string | null =>
  new URLSearchParams(new URL(page.url()).hash.split('?')[1] ?? '').get(name);

const groups: Readonly<Record<RecordingName, readonly string[]>> = {
  'trace.dat with events': ['cpus', 'tasks'],
  'trace.dat with a function graph': ['cpus', 'tasks'],
  'trace.dat with stacks': ['tasks'],
  'text of the tracer': ['cpus', 'tasks'],
  'text of a function graph': ['tasks'],
  'perf.data': ['cpus', 'tasks'],
  uftrace: ['tasks'],
  blktrace: ['devices'],
  'text of blkparse': ['devices'],
};

describe('the time line draws what was recorded', () => {
  for (const [name, expected] of Object.entries(groups) as [RecordingName, readonly string[]][]) {
    test(name, async ({ visit }) => {
      const page = await visit.newPage();
      await openRecording(page, visit, name, 'timeline');
      const { tracks, slices, isWaiting, window } = await drawn(page);
      expect(isWaiting).toBe(false);
      expect([...new Set(tracks.map(({ group }) => group))]).toEqual(expect.arrayContaining([...expected]));
      expect(slices.length).toBeGreaterThan(5);
      for (const slice of slices) {
        expect(slice.start).toBeLessThanOrEqual(window.to);
        expect(slice.end).toBeGreaterThanOrEqual(window.from);
      }
    });
  }
});

describe('the time line of a recording of events', () => {
  test('is painted where its model says, and what is clicked is selected', async ({ visit }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with events', 'timeline');
    const { slices } = await drawn(page);
    const dd = slices.find(
      ({ name, track, width }) => track === 'cpu:1' && name.startsWith('dd') && width > 60,
    )!;
    expect(dd).toMatchObject({ name: 'dd 192', depth: 0 });
    const [x, y] = [dd.left + dd.width / 2, dd.top + dd.height / 2];
    const pixel = await page
      .locator('.timeline-stage canvas')
      .first()
      .evaluate(
        (canvas, at) => {
          const { left, top } = canvas.getBoundingClientRect();
          const context = (canvas as HTMLCanvasElement).getContext('2d')!;
          return [...context.getImageData(at.x - left, at.y - top, 1, 1).data];
        },
        { x: dd.left + 3, y: dd.top + 3 },
      );
    expect(pixel[3]).toBe(255);
    expect(Math.max(...pixel.slice(0, 3)) - Math.min(...pixel.slice(0, 3))).toBeGreaterThan(30);
    await page.mouse.click(x, y);
    await settled(page);
    expect(inAddress(page, 'select')).not.toBeNull();
    await page.mouse.dblclick(x, y);
    const after = await drawn(page);
    expect(after.window.to - after.window.from).toBeLessThan((dd.end - dd.start) * 3);
    await page.goBack();
    await page.goBack();
    await settled(page);
    expect(inAddress(page, 'select')).toBeNull();
  });

  test('waiting is to be seen: a task is somewhere in every moment between its first and its last event', async ({
    visit,
  }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with events', 'timeline');
    const { tracks, slices, window } = await drawn(page);
    const shell = tracks.find(({ title }) => title === 'sh 183')!;
    const own = slices.filter(({ track }) => track === shell.id).sort((a, b) => a.left - b.left);
    expect(new Set(own.map(({ look }) => look)).size).toBeGreaterThan(2);
    let reached = own[0]!.left;
    for (const { left, width } of own) {
      expect(left - reached).toBeLessThanOrEqual(2);
      reached = Math.max(reached, left + width);
    }
    expect(window.from).toBeLessThanOrEqual(0);
  });

  test('a recording of calls shows them at once, until their task is closed', async ({ visit }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with a function graph', 'timeline');
    const row = (await drawn(page)).tracks.find(({ title }) => title === 'files 201')!;
    const calls = async () =>
      (await drawn(page)).slices.filter(({ track }) => track.startsWith(`${row.id}:`));
    await expect.poll(async () => Math.max(...(await calls()).map(({ depth }) => depth))).toBeGreaterThan(2);
    await page
      .getByRole('button', { name: `${row.title}` })
      .and(page.locator('.timeline-expand'))
      .click();
    await expect.poll(async () => (await calls()).length).toBe(0);
  });

  test('the address brings the same stretch and selection back', async ({ visit }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with events', 'timeline?from=400000000&to=500000000');
    const { window } = await drawn(page);
    expect(window.from).toBeCloseTo(400_000_000, -6);
    expect(window.to).toBeCloseTo(500_000_000, -6);
  });
});
