import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { root, test } from './chromium.ts';
import { dropFiles } from './drop.ts';

const recordings = join(root, 'recordings');

function filesIn(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(join(recordings, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => ending.test(name) && !name.startsWith('formats/'))
    .map(name => join(folder, name))
    .sort();
}

/** Recordings by their format; those of several files as a person drops them: together, or their folder. */
const fixtures: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'a uftrace directory': filesIn('uftrace', /\.uftrace\.tar\.gz$/).map(path => [path]),
  'perf.data': filesIn('perf', /\.perf\.gz$/).map(path => [path]),
  'trace.dat': filesIn('trace-dat', /\.dat$/).map(path => [path]),
  'text of ftrace': filesIn('ftrace-text', /\.txt\.gz$/).map(path => [path]),
  blktrace: [filesIn('blktrace', /^sda\.blktrace\.\d+$/), ['blktrace/two']],
};

/** What the page says of a recording that is dropped on it, or why it could not be opened. */
async function said(page: Page, paths: readonly string[]): Promise<string | null> {
  // What was said of the one before stands in an element that goes with it.
  await page.locator('.recording-line strong').evaluateAll(all => {
    for (const each of all) each.setAttribute('data-before', '');
  });
  await dropFiles(
    page,
    paths.map(path => join(recordings, path)),
  );
  const line = page.locator('.recording-line:has(strong:not([data-before])):has(.ledger), .welcome .trouble');
  await line.first().waitFor({ timeout: 60_000 });
  return line.first().textContent();
}

describe('The static build opens each fixture by drop with the network cut off', () => {
  for (const [format, all] of Object.entries(fixtures)) {
    test(`${format}: ${all.length} of them`, { timeout: 900_000 }, async ({ visit }) => {
      expect(all.length).toBeGreaterThan(0);
      const page = await visit.newPage();
      await page.goto(visit.address, { waitUntil: 'networkidle' });
      await page.context().setOffline(true);
      for (const paths of all) {
        // How long it is and what was lost of it stands there; of sums of the tracer, that they hold no events.
        const expected = /\d\s?(?:ns|µs|ms|s|min|h|ticks).*(?:lost|note)|: record the event itself$/;
        expect(await said(page, paths), paths.join()).toMatch(expected);
      }
      // Tables of kernels are asked for and done without; nothing else may be.
      const troubles = visit.takeTroubles().filter(trouble => !/\/kernel\/index\.json/.test(trouble));
      expect(troubles).toEqual([]);
    });
  }
});
