import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { test as anyTest, expect } from 'vitest';
import { type Site, serveFolder } from './site.ts';

export const root = join(import.meta.dirname, '../..');

const program = '/usr/bin/chromium';
const fonts = ['liberation/LiberationSans-Regular', 'dejavu/DejaVuSansMono', 'nanum/NanumGothic'];

/** Why there are no browser tests on this machine; undefined where there are. */
function whatIsMissing(): string | undefined {
  if (!existsSync(program)) return 'needs the package chromium';
  const missing = fonts.filter(name => !existsSync(`/usr/share/fonts/truetype/${name}.ttf`));
  return missing.length === 0 ? undefined : `needs the fonts ${missing.join(', ')}`;
}

/** How a reader's browser is set. */
export interface Look {
  readonly language: 'en' | 'ko';
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
}

export const wide: Look = { language: 'en', theme: 'light', width: 1440, height: 900 };
export const narrow: Look = { ...wide, width: 390, height: 844 };

export interface Visit {
  /** An empty page of a browser of its own settings; whatever goes wrong in it fails the test at its end. */
  readonly newPage: (look?: Partial<Look>) => Promise<Page>;
  /** Where the built page is served: a static host with the policy of `ringside open`. */
  readonly address: string;
  /** What went wrong so far; it fails the test no more. */
  readonly takeTroubles: () => readonly string[];
}

/**
 * A test in Chromium. At its end it fails on any console error, uncaught error, dialog, pop-up, broken policy, and
 * request that failed or went elsewhere than to its own host.
 */
export const test = anyTest.extend<{ visit: Visit }>({
  visit: async ({ skip }, use) => {
    const missing = whatIsMissing();
    if (missing !== undefined) skip(missing);
    const { browser, site } = await shared();
    const troubles: string[] = [];
    const newPage = async (look: Partial<Look> = {}): Promise<Page> => {
      const page = await (await browser.newContext(settingsOf({ ...wide, ...look }))).newPage();
      page.setDefaultTimeout(10_000);
      watch(page, troubles);
      return page;
    };
    try {
      await use({ newPage, address: site.address, takeTroubles: () => troubles.splice(0) });
    } finally {
      await Promise.all(browser.contexts().map(context => context.close()));
    }
    expect([...troubles, ...site.takeViolations()]).toEqual([]);
  },
});

let started: Promise<{ browser: Browser; site: Site }> | undefined;

// One browser and one host for the tests of a file: starting takes half a second. They end with the process of the file.
function shared(): Promise<{ browser: Browser; site: Site }> {
  started ??= (async () => ({ browser: await launch(), site: await serveFolder(join(root, 'dist/web')) }))();
  return started;
}

/** Headless Chromium that draws in software, with the fonts of the reference pictures and no others. */
export function launch(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: program,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-lcd-text',
      '--font-render-hinting=none',
    ],
    env: { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf') },
  });
}

function settingsOf({ language, theme, width, height }: Look) {
  return {
    locale: language === 'ko' ? 'ko-KR' : 'en-US',
    timezoneId: 'UTC',
    colorScheme: theme,
    reducedMotion: 'reduce' as const,
    viewport: { width, height },
    hasTouch: width < 600,
  };
}

function watch(page: Page, troubles: string[]): void {
  let host: string | undefined;
  page.on('console', message => {
    if (message.type() === 'error' && !isSessionAsked(message.location().url))
      troubles.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', error => troubles.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => troubles.push('the page crashed'));
  page.on('popup', () => troubles.push('a pop-up'));
  page.on('dialog', dialog => {
    troubles.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', request => {
    const { protocol, host: asked } = new URL(request.url());
    if (protocol === 'data:' || protocol === 'blob:') return;
    host ??= asked;
    if (asked !== host || !/^(http|ws):$/.test(protocol)) troubles.push(`foreign request: ${request.url()}`);
  });
  page.on('requestfailed', request => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') troubles.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on('response', response => {
    if (response.status() >= 400 && !isSessionAsked(response.url()))
      troubles.push(`${response.status()}: ${response.url()}`);
  });
}

/** The page asks whether a server of Ringside's own is behind it; a plain host has no answer. */
function isSessionAsked(address: string): boolean {
  return address.endsWith('/api/session');
}
