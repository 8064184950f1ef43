import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { launch, root, test } from './chromium.ts';

const recordings = join(root, 'recordings');
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-page-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function exported(
  recording: string,
  ...wishes: readonly string[]
): { readonly page: string; readonly said: string } {
  const page = join(mkdtempSync(join(folder, 'out-')), 'page.html');
  const argv = [join(root, 'bin/ringside.mjs'), 'export', recording, '--to', 'html', '-o', page, ...wishes];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return { page, said: stderr };
}

/** Opens a page from its file in a browser without a network: what it shows, what it asked for, and what went wrong. */
async function shown(path: string, hash = '') {
  const browser = await launch();
  try {
    const context = await browser.newContext({ locale: 'en-US', offline: true });
    const page = await context.newPage();
    const asked: string[] = [];
    const wrong: string[] = [];
    page.on('request', request => asked.push(request.url().split(/[?#]/)[0]!.slice(0, 200)));
    page.on('pageerror', error => wrong.push(String(error)));
    page.on('dialog', dialog => {
      wrong.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', message => {
      if (message.type() === 'error') wrong.push(message.text());
    });
    await page.goto(`${pathToFileURL(path).href}${hash}`);
    await page.locator('.recording-line:has(.ledger), .trouble').first().waitFor({ timeout: 60_000 });
    const line = await page.locator('.recording-line').textContent();
    const address = new URL(page.url()).hash;
    const markup = await page.locator('img, iframe, object, embed').count();
    return { line, address, markup, wrong, others: asked.filter(url => !/^(?:blob|data):/.test(url)) };
  } finally {
    await browser.close();
  }
}

describe('ringside export FILE --to html gives one self-contained page', () => {
  test.for([
    ['trace-dat/mono.dat', /nothing lost|note/],
    ['uftrace/mv.uftrace.tar.gz', /\/bin\/mv reallinux moved.*633 ms/],
    ['blktrace/two', /lost|note/],
  ] as const)(
    '%s opens from a file, with nothing else',
    { timeout: 120_000 },
    async ([recording, said], { visit: _ }) => {
      const { page, said: size } = exported(join(recordings, recording));
      expect(size).toMatch(/a page of [\d.]+ MiB with a recording of [\d.]+ [KM]iB inside/);
      const { line, markup, wrong, others } = await shown(page);
      expect(line).toMatch(said);
      expect({ markup, wrong, others: others.length }).toEqual({ markup: 0, wrong: [], others: 1 });
    },
  );

  test('a range is the window that it opens at', { timeout: 120_000 }, async ({ visit: _ }) => {
    const { page, said } = exported(join(recordings, 'trace-dat/mono.dat'), '--from', '0');
    expect(said).toContain('opens at the stretch');
    expect((await shown(page)).address).toMatch(/^#\/timeline\?from=.*&to=\d/);
  });

  test('names of the recording are no markup', { timeout: 120_000 }, async ({ visit: _ }) => {
    const name = '<script>alert(1)<|script><img src=x onerror=alert(2)>"\'&amp;.dat';
    const place = join(folder, name.replaceAll('/', '|'));
    cpSync(join(recordings, 'trace-dat/mono.dat'), place);
    const { page } = exported(place);
    expect(readFileSync(page, 'utf8')).not.toContain('onerror=alert(2)');
    const { markup, wrong } = await shown(page);
    expect({ markup, wrong }).toEqual({ markup: 0, wrong: [] });
  });
});
