import { expect } from 'vitest';
import { openKernelParts } from '../../src/cli/open/kernel-parts.ts';
import { openRecordingAt } from '../../src/cli/open/open-recording.ts';
import { askMap } from '../../src/views/map/index.ts';
import { unheard } from '../../src/views/question.ts';
import { benchOf } from '../../src/views/timeline/testing/opened.ts';
import type { Workbench } from '../../src/views/workbench.ts';
import { test } from './chromium.ts';
import { recorded } from './command.ts';
import { openRecording, settled } from './open.ts';

/** The recording as the page's worker has it: with the tables of its kernel. */
async function bench(): Promise<Workbench> {
  const { recording } = await openRecordingAt(recorded('trace-dat/fgraph.dat'));
  const opened = benchOf(await recording.load(), recording);
  opened.replace(0, { ...opened.recording(), parts: openKernelParts('6.1.0-56-amd64', 'x86_64') });
  return opened;
}

test('Map: areas have the shares of what their functions took, glow by them, and lead to their functions', async ({
  visit,
}) => {
  const page = await visit.newPage();
  await openRecording(page, visit, 'trace.dat with a function graph', 'map');
  await settled(page);
  const areas = await page.locator('.part.is-lit').evaluateAll(all =>
    all.map(area => ({
      id: area.getAttribute('data-part') ?? '',
      share: area.querySelector('.part-share')?.textContent ?? '',
      light: Number(/ ([\d.]+)%/.exec((area as HTMLElement).style.background)?.[1]),
    })),
  );
  const expected = await askMap(await bench(), {}, unheard);
  const found = areas.flatMap(area => {
    const part = expected.parts.find(({ id }) => id === area.id);
    return part === undefined ? [] : [{ ...area, self: part.weight }];
  });
  expect(found.length).toBe(expected.parts.filter(({ count }) => count > 0).length);
  for (const { id, self, share } of found) {
    const percent = (100 * self) / expected.weight;
    expect(Math.abs(Number.parseFloat(share.replace('<', '')) - percent), id).toBeLessThan(0.51);
  }
  const lights = found.toSorted((a, b) => b.self - a.self).map(({ light }) => light);
  expect(lights).toEqual(lights.toSorted((a, b) => b - a));
  expect(lights[0]).toBeGreaterThan(3 * lights.at(-1)!);
  await page.locator('[data-part=ext4]').click();
  await page.waitForURL(/select=part/);
  await page.locator('.part-functions a').first().waitFor();
  const functions = await page.locator('.part-functions a').allTextContents();
  expect(functions.length).toBeGreaterThan(3);
  expect(functions.filter(name => name.startsWith('ext4_')).length).toBeGreaterThan(functions.length / 2);
});
