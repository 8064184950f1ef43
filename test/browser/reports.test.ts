import { expect } from 'vitest';
import { durationText } from '../../src/text/replay/index.ts';
import { test } from './chromium.ts';
import { recorded, rowsOf } from './command.ts';
import { openRecording, settled } from './open.ts';

const file = recorded('trace-dat/events.dat');

test('Reports: a table’s first rows, its histogram, its heat map and its scatter are the analysis’ answer', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openRecording(page, visit, 'trace.dat with events', 'reports?analysis=sched&table=sched.waits');
  await page.locator('.table-row').first().waitFor();
  await settled(page);
  const rows = await rowsOf('report', file, 'sched.waits', '--top', '100000', '-s', 'duration');
  const shown = await page
    .locator('.table-grid [role=row].table-row')
    .evaluateAll(all =>
      all
        .filter(row => row.querySelector('[role=gridcell]') !== null)
        .map(row => [...row.querySelectorAll('[role=gridcell]')].map(cell => cell.textContent ?? '')),
    );
  expect(shown.length).toBeGreaterThan(5);
  for (const [index, cells] of shown.entries()) {
    const { comm, duration, tid } = rows[index]!;
    expect(cells).toEqual(
      expect.arrayContaining([String(comm), durationText(Number(duration)), String(tid)]),
    );
  }

  const power = (duration: number): number => Math.floor(Math.log2(Math.max(1, duration)));
  const powers = rows.map(({ duration }) => power(Number(duration)));
  const [least, most] = [Math.min(...powers), Math.max(...powers)];
  const expected = Array.from(
    { length: most - least + 1 },
    (_, row) => powers.filter(one => one === most - row).length,
  );
  const counts = await page.locator('.bucket-count').allTextContents();
  expect(counts.map(text => Number(text.replaceAll(',', '')))).toEqual(expected);
  const bars = await page
    .locator('.bucket-bar')
    .evaluateAll(all => all.map(bar => bar.getBoundingClientRect().width));
  expect(bars.indexOf(Math.max(...bars))).toBe(expected.indexOf(Math.max(...expected)));

  const times = rows.map(({ time }) => Number(time));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const cells = new Set(
    rows.map(({ time }, at) => {
      const column = Math.min(95, Math.floor((Number(time) - from) / ((to - from) / 96)));
      return `${column} ${most - powers[at]!}`;
    }),
  );
  const painted = await page.locator('.heat canvas:not(.heat-dots)').evaluate(element => {
    const canvas = element as HTMLCanvasElement;
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, pixel) => pixel)
      .filter(pixel => data[4 * pixel + 3]! > 0)
      .map(pixel => `${pixel % canvas.width} ${Math.floor(pixel / canvas.width)}`);
  });
  expect(new Set(painted)).toEqual(cells);

  // The scatter over it: the longest is the highest dot, and leads to its event on the time line.
  const longest = rows.reduce((a, b) => (Number(b.duration) > Number(a.duration) ? b : a));
  const box = (await page.locator('.heat-dots').boundingBox())!;
  const height = Math.log2(Number(longest.duration)) - least;
  await page.mouse.click(
    box.x + ((Number(longest.time) - from) / (to - from)) * box.width,
    box.y + box.height * (1 - height / (most - least + 1)),
  );
  await expect
    .poll(() => page.url())
    .toMatch(new RegExp(`#/timeline.*select=row(:|%3A)${longest.begin_row}\\b`));
});
