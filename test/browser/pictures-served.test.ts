import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  /** What lies in the home of the server before it starts. */
  readonly home?: (folder: string) => void;
  /** What is done to the page before it is opened. */
  readonly arrange?: (page: Page) => Promise<void>;
  /** Does what a person does until the view is as it is to be seen. */
  readonly prepare: (page: Page) => Promise<void>;
}

const both = [recorded('trace-dat/kernels/6.1-all.dat'), recorded('trace-dat/kernels/6.12-all.dat')];
const sql =
  'SELECT comm, count(*) AS events, round(avg(cpu), 2) AS cpu FROM events GROUP BY comm ORDER BY events DESC';

/** A course of which a little was done, and a recording of a lab. */
function courseBegun(folder: string): void {
  const labs = join(folder, 'ringside/labs');
  const recording = join(folder, 'ringside/recordings/20260101T000000.000Z-lab-fault-trace-faults');
  mkdirSync(labs, { recursive: true });
  mkdirSync(recording, { recursive: true });
  const [ranAt, checkedAt] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
  const done = { 'os-map': { ranAt, checkedAt }, elf: { ranAt, checkedAt }, 'fault-trace': { ranAt } };
  writeFileSync(join(labs, 'progress.json'), JSON.stringify(done));
  writeFileSync(join(recording, 'recording.json'), '{"command":["faults"]}');
  copyFileSync(recorded('trace-dat/mono.dat'), join(recording, 'trace.dat'));
}

/** What a guest prints to a terminal that is drawn: a guest of its own would never print the same. */
const printed = [
  'root@vm:/lab# ls --color',
  '\x1b[0m\x1b[01;32mfaults\x1b[0m  faults.c',
  'root@vm:/lab# cd /sys/kernel/tracing',
  'root@vm:/sys/kernel/tracing# echo 1 > events/exceptions/page_fault_user/enable',
  'root@vm:/sys/kernel/tracing# ls / > /dev/null',
  'root@vm:/sys/kernel/tracing# head -n 20 trace',
  '# tracer: nop',
  '#',
  '#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION',
  '#              | |         |   |||||     |         |',
  '            bash-229     [001] d....    17.925940: page_fault_user: address=0x562322db0774',
  '              ls-231     [000] d....    17.926029: page_fault_user: address=0x7ffe117061e8',
  'root@vm:/sys/kernel/tracing# \x1b[31mred\x1b[32mgreen\x1b[33myellow\x1b[34mblue\x1b[0m 한글',
  'root@vm:/sys/kernel/tracing# ',
].join('\r\n');

/** A server's side of a terminal that has printed that. */
const terminalPrinted = (page: Page): Promise<void> =>
  page.routeWebSocket(/\/api\/terminal$/, socket => {
    let isGreeted = false;
    socket.onMessage(() => {
      if (isGreeted) return;
      isGreeted = true;
      socket.send(JSON.stringify({ kind: 'running', where: 'a guest' }));
      socket.send(Buffer.from(printed));
    });
  });

const places: Readonly<Record<string, Served>> = {
  labs: {
    files: [],
    place: 'labs',
    home: courseBegun,
    prepare: page => page.locator('.lab-entry').first().waitFor(),
  },
  'labs-one': {
    files: [],
    place: 'labs?lab=fault-trace',
    home: courseBegun,
    prepare: page => page.locator('.lab-text h2').first().waitFor(),
  },
  'labs-terminal': {
    files: [],
    place: 'labs?lab=fault-trace',
    home: courseBegun,
    arrange: terminalPrinted,
    prepare: async page => {
      await page.locator('.run-in-guest').click();
      await page.locator('.xterm-rows', { hasText: '한글' }).waitFor();
      // A scroll bar is shown for a moment, and while the mouse is there.
      await page.mouse.move(0, 0);
      await page.locator('.xterm .scrollbar.vertical.invisible').waitFor({ state: 'attached' });
    },
  },
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
  for (const [picture, { files, place, home, arrange, prepare }] of Object.entries(places)) {
    for (const [name, look] of Object.entries(looks)) {
      test(`${picture}, ${name}`, async ({ visit }) => {
        const data = mkdtempSync(join(tmpdir(), 'ringside-pictures-'));
        home?.(data);
        // Without the guests of this machine functions have the names that the course gives them.
        const served = await serveRecordings(files, data, { XDG_CACHE_HOME: data });
        const page = await visit.newPage(look);
        try {
          await arrange?.(page);
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
