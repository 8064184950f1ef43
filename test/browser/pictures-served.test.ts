import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Look, narrow, test, wide } from './chromium.ts';
import { recorded } from './command.ts';
import { settled } from './open.ts';
import { expectPicture } from './picture.ts';
import { serveRecordings } from './serve.ts';

const looks: Readonly<Record<string, Look>> = {
  'wide-light-en': wide,
  'wide-dark-ko': { ...wide, theme: 'dark', language: 'ko' },
  'narrow-light-ko': { ...narrow, language: 'ko' },
  'narrow-dark-en': { ...narrow, theme: 'dark' },
};

interface Served {
  readonly files: readonly string[];
  readonly place: string;
  /** Does what a person does until the view is as it is to be seen. */
  readonly prepare: (page: Page) => Promise<void>;
}

const both = [recorded('trace-dat/kernels/6.1-all.dat'), recorded('trace-dat/kernels/6.12-all.dat')];
const sql =
  'SELECT comm, count(*) AS events, round(avg(cpu), 2) AS cpu FROM events GROUP BY comm ORDER BY events DESC';

const places: Readonly<Record<string, Served>> = {
  record: {
    files: [],
    place: 'record',
    prepare: page => page.locator('.record-plan').first().waitFor(),
  },
  'compare-two': {
    files: both,
    place: 'compare?show=tables&table=sched.tasks',
    prepare: page => page.locator('.compare-table').waitFor({ timeout: 60_000 }),
  },
  'compare-strips': {
    files: both,
    place: 'compare',
    prepare: page => page.locator('.strip-bars').last().waitFor({ timeout: 60_000 }),
  },
  'query-result': {
    files: [recorded('trace-dat/events.dat')],
    place: `query?sql=${encodeURIComponent(sql)}`,
    prepare: async page => {
      await page.locator('.query-editor .cm-content').click();
      await page.keyboard.press('Control+Enter');
      await page.locator('.query-rows td').first().waitFor({ timeout: 60_000 });
      // How long it took is never the same.
      await page.locator('.query-result [role=status]').evaluate(status => {
        status.textContent = (status.textContent ?? '').replace(/[\d.e+]+ ms/, '1.00 ms');
      });
    },
  },
};

describe('each view that a server stands behind looks as it did when somebody last looked at it', () => {
  for (const [picture, { files, place, prepare }] of Object.entries(places)) {
    for (const [name, look] of Object.entries(looks)) {
      test(`${picture}, ${name}`, async ({ visit }) => {
        const data = mkdtempSync(join(tmpdir(), 'ringside-pictures-'));
        const served = await serveRecordings(files, data);
        const page = await visit.newPage(look);
        try {
          await page.goto(`${served.address}#/${place}`);
          await prepare(page);
          await settled(page, 60_000);
          await expectPicture(page, `${picture}-${name}`);
          expect(await page.locator('.trouble').count()).toBe(0);
        } finally {
          // A page asks for what it may need next: it goes before its server does.
          await page.context().close();
          await served.close();
          rmSync(data, { recursive: true, force: true });
        }
      }, 180_000);
    }
  }
});
