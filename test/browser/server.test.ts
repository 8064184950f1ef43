import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect } from 'vitest';
import { root, test } from './chromium.ts';
import { goTo, viewsOf } from './open.ts';

let server: ChildProcess | undefined;
afterEach(async () => {
  if (server === undefined) return;
  server.kill('SIGINT');
  if (server.exitCode === null) await once(server, 'exit');
  server = undefined;
});

/** Runs `ringside open` on these recordings; answers the address that it prints. */
async function serve(...paths: readonly string[]): Promise<string> {
  const files = paths.map(path => join(root, 'recordings', path));
  server = spawn(process.execPath, [join(root, 'bin/ringside.mjs'), 'open', '--no-browser', ...files], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [text] = (await once(server.stdout!, 'data')) as [Buffer];
  return text.toString().trim();
}

describe('ringside open', () => {
  test('shows what it was opened for in every view, under its policy and without a request to elsewhere', async ({
    visit,
  }) => {
    const page = await visit.newPage();
    const address = await serve('trace-dat/events.dat');
    await page.goto(address);
    await page.locator('.recording-line strong').waitFor();
    const views = await viewsOf(page);
    for (const view of views) {
      await goTo(page, view);
      expect(await page.locator('main.view .trouble').allTextContents(), view).toEqual([]);
    }
    expect(views).toContain('overview');
    // The browser may ask for the icon late: the page goes before its server.
    await page.close();
  });

  test('a page of another origin reads nothing of it and cannot frame it', async ({ visit }) => {
    const address = await serve('trace-dat/events.dat');
    const elsewhere = createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><link rel="icon" href="data:,"><title>elsewhere</title>');
    }).listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    try {
      const page = await visit.newPage();
      await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
      const seen = await page.evaluate(async served => {
        const refused = (): string => 'refused';
        const read = await fetch(`${served}api/session`).then(answer => answer.text(), refused);
        const frame = document.createElement('iframe');
        frame.src = served;
        document.body.append(frame);
        await new Promise(resolve => frame.addEventListener('load', resolve));
        return { read, framed: frame.contentDocument?.body.textContent ?? 'refused' };
      }, address);
      expect(seen).toEqual({ read: 'refused', framed: 'refused' });
      const rails = await Promise.all(page.frames().map(frame => frame.locator('.rail').count()));
      expect(rails).toEqual(rails.map(() => 0));
      expect(visit.takeTroubles().join()).toMatch(/frame-ancestors|refused|blocked/i);
    } finally {
      elsewhere.closeAllConnections();
      elsewhere.close();
    }
  });

  test('without the token there is nothing', async ({ visit }) => {
    const address = await serve('trace-dat/events.dat');
    const page = await visit.newPage();
    // The refusal is told twice: as an answer, and a moment later on the console.
    const told = page.waitForEvent('console', message => message.text().includes('404'));
    await expect(page.goto(new URL('/', address).href)).rejects.toThrow('ERR_HTTP_RESPONSE_CODE_FAILURE');
    await told;
    expect(visit.takeTroubles().join()).toContain('404');
  });
});
