import { expect } from 'vitest';
import { durationText } from '../../src/text/replay/index.ts';
import { test } from './chromium.ts';
import { type Row, recorded, ringside } from './command.ts';
import { openRecording, settled } from './open.ts';

const file = recorded('ftrace-text/subsystems.txt.gz');

test('Journey: lanes are filled from end to end, the sum and the steps are those of the command', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openRecording(page, visit, 'text of the tracer', 'journey?of=request');
  await page.locator('.lane-piece').first().waitFor();
  await settled(page);
  const text = await ringside('journey', file, '--of', 'request');
  const answer = JSON.parse(await ringside('journey', file, '--of', 'request', '--json')) as {
    readonly tables: readonly { readonly table: string; readonly rows: readonly Row[] }[];
  };
  const stretches = answer.tables.find(({ table }) => table === 'journey.stretches')!.rows;
  const leaves = stretches.filter(({ is_leaf }) => is_leaf === 1);
  const whole = leaves.reduce((sum, { duration }) => sum + Number(duration), 0);

  const tracks = (await page.locator('.lane-tracks').boundingBox())!;
  const pieces = await page.locator('.lane-piece').evaluateAll(all =>
    all.map(piece => {
      const { left, right, top, width, height } = piece.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return { left, right, isHit: hit === piece, title: piece.getAttribute('title') ?? '' };
    }),
  );
  let reached = tracks.x;
  for (const { left, right } of pieces.toSorted((a, b) => a.left - b.left)) {
    expect(left - reached).toBeLessThan(1.5);
    reached = Math.max(reached, right);
  }
  expect(Math.abs(reached - tracks.x - tracks.width)).toBeLessThan(1.5);
  expect(pieces.some(({ isHit }) => isHit)).toBe(true);
  for (const { duration } of leaves.filter(one => Number(one.duration) > whole / 100)) {
    expect(pieces.some(({ title }) => title.includes(durationText(Number(duration))))).toBe(true);
  }

  const sums = await page
    .locator('.sum-list li')
    .evaluateAll(all =>
      all.map(row => [...row.querySelectorAll('span')].map(span => span.textContent ?? '')),
    );
  expect(sums.length).toBeGreaterThan(1);
  for (const [what, numbers] of sums) {
    const [time, share] = numbers!.split(' · ');
    const line = text.split('\n').find(one => one.trimStart().startsWith(what!))!;
    expect(line).toContain(time);
    expect(line).toContain(share);
  }
  const steps = await page
    .locator('.journey-steps tbody tr')
    .evaluateAll(all =>
      all.map(row =>
        [...row.querySelectorAll('td')].slice(0, 3).map(cell => (cell.textContent ?? '').trim()),
      ),
    );
  expect(steps.length).toBe(stretches.length);
  for (const [when, took, what] of steps) {
    expect(text.replaceAll(/ +/g, ' ')).toContain(`${when} ${took} ${what}`);
  }
});
