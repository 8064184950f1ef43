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

test.for([
  { width: 1280, language: 'en' },
  { width: 1280, language: 'ko' },
  { width: 1024, language: 'en' },
  { width: 390, language: 'ko' },
] as const)(
  'Map: names and shares stay in their parts, parts in their groups: $width, $language',
  async (look, { visit }) => {
    for (const recording of ['trace.dat with a function graph', 'uftrace'] as const) {
      const page = await visit.newPage(look);
      await openRecording(page, visit, recording, 'map');
      await page.locator('.part.is-lit').first().waitFor();
      const outside = await page.locator('.part').evaluateAll(parts =>
        parts.flatMap(part => {
          const inside = (it: Element | null, of: Element): boolean => {
            const [a, b] = [it?.getBoundingClientRect(), of.getBoundingClientRect()];
            return a === undefined || (a.left >= b.left - 0.5 && a.right <= b.right + 0.5);
          };
          const name = part.querySelector('.part-name')!;
          const isWhole = name.scrollWidth <= name.clientWidth + 1;
          const isIn = inside(name, part) && inside(part.querySelector('.part-share'), part);
          return isWhole && isIn && inside(part, part.closest('.map-group')!) ? [] : [name.textContent];
        }),
      );
      expect(outside, recording).toEqual([]);
    }
  },
);
