// The promises of the page, in headless Chromium with software drawing, 1920×1080, served by `ringside open`.
//
//   node bench/ui.mjs [EVENTS] [GIGABYTES]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { growTrace } from './lib/grow-trace.mjs';
import { ringside } from './lib/measure.mjs';
import { reportAtMost } from './lib/promise.mjs';

const events = Number(process.argv[2] ?? 8_000_000);
const gigabytes = Number(process.argv[3] ?? 20);
const pageBytes = 42;
const recording = join(import.meta.dirname, '../recordings/trace-dat/events.dat');
const folder = mkdtempSync(join(tmpdir(), 'ringside-bench-'));
const tallest = { width: 1920, height: 2160 };
const timeline = '.timeline [tabindex], .timeline';

try {
  const browser = await launch();
  await benchMillions(browser);
  if (gigabytes > 0) await benchLarge(browser);
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function benchMillions(browser) {
  const file = join(folder, 'millions.dat');
  const grown = await growTrace(recording, file, { bytes: events * pageBytes });
  const millions = `${(grown.events / 1e6).toFixed(1)} M events`;
  await withServer(file, async address => {
    const page = await newPage(browser);
    const begin = performance.now();
    await page.goto(`${address}#/timeline`);
    await complete(page);
    reportAtMost(`first complete timeline of ${millions}`, (performance.now() - begin) / 1000, 2.5, 's');
    await benchFrames(page);
    // What tables of ranges need is made while nobody asks for anything: as long as the frames took, in another thread.
    await benchSelection(page, 'tables of the first range, chosen after a look around', 0.3, 0.7);
    await benchSelection(page, 'tables of another range', 0.2, 0.5);
    await benchSearch(page);
    const memory = await page.evaluate(
      async () => (await performance.measureUserAgentSpecificMemory()).bytes,
    );
    const beside = (memory - statSync(file).size) / grown.events;
    reportAtMost('memory of the page beside the records', beside, 96, 'bytes an event');
    await page.close();
  });
  await benchHasty(browser, file);
}

/** Who chooses a range the moment the time line stands waits for what is made ahead otherwise. No promise is about that. */
async function benchHasty(browser, file) {
  await withServer(file, async address => {
    const page = await newPage(browser);
    await page.goto(`${address}#/timeline`);
    await complete(page);
    const waited = await selectRange(page, 0.3, 0.7);
    console.log(`  tables of a range chosen at once: ${waited.toFixed(0)} ms`);
    await page.close();
    const tall = await newPage(browser, tallest);
    await tall.goto(`${address}#/timeline`);
    await complete(tall);
    const tracks = await tall.evaluate(
      find => document.querySelector(find).drawnModel.tracks.length,
      timeline,
    );
    console.log(`  ${tracks} tracks at once, on a screen of ${tallest.width}×${tallest.height}:`);
    await benchFrames(tall);
    await tall.close();
  });
}

/** Wheel and keys as a hand would give them; every frame is followed by a read-back, which waits for the drawing. */
async function benchFrames(page) {
  const times = await page.evaluate(async () => {
    const canvas = document.querySelector('canvas');
    const target =
      [...document.querySelectorAll('canvas')].sort((a, b) => b.width * b.height - a.width * a.height)[0] ??
      canvas;
    const context = target.getContext('2d');
    const { left, top, width, height } = target.getBoundingClientRect();
    const asked = globalThis.requestAnimationFrame.bind(globalThis);
    const measured = [];
    let ofFrame = 0;
    globalThis.requestAnimationFrame = callback =>
      asked(time => {
        const begin = performance.now();
        callback(time);
        context.getImageData(0, 0, 1, 1);
        ofFrame += performance.now() - begin;
      });
    for (let frame = 0; frame < 300; frame++) {
      const isZoom = frame % 100 < 50;
      const wheel = {
        bubbles: true,
        cancelable: true,
        clientX: left + width * 0.6,
        clientY: top + height / 2,
      };
      const step = isZoom
        ? { ...wheel, ctrlKey: true, deltaY: frame % 100 < 25 ? -24 : 20 }
        : { ...wheel, shiftKey: true, deltaX: frame % 100 < 75 ? 40 : -40 };
      target.dispatchEvent(new WheelEvent('wheel', step));
      await new Promise(resolve => asked(resolve));
      if (ofFrame > 0) measured.push(ofFrame);
      ofFrame = 0;
    }
    globalThis.requestAnimationFrame = asked;
    return measured.sort((a, b) => a - b);
  });
  const at = share => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  console.log(`  ${times.length} frames drew`);
  reportAtMost('pan and zoom, median frame', at(0.5), 8, 'ms');
  reportAtMost('pan and zoom, 95 of 100 frames', at(0.95), 16, 'ms');
}

async function benchSelection(page, what, first, last) {
  reportAtMost(what, await selectRange(page, first, last), 300, 'ms');
}

/** Chooses a part of what is seen; answers after how many milliseconds its tables stand there. */
async function selectRange(page, first, last) {
  const { from, to } = await page.evaluate(find => document.querySelector(find).drawnModel.window, timeline);
  const range = `${Math.round(from + (to - from) * first)}-${Math.round(from + (to - from) * last)}`;
  return page.evaluate(async selected => {
    const shown = () => document.querySelector('.drawer table, .drawer [role=grid]')?.textContent;
    const before = shown();
    const begin = performance.now();
    const [view, params = ''] = location.hash.split('?');
    const wanted = new URLSearchParams(params);
    wanted.set('range', selected);
    location.hash = `${view}?${wanted}`;
    while (shown() === undefined || shown() === before) await new Promise(requestAnimationFrame);
    return performance.now() - begin;
  }, range);
}

async function benchSearch(page) {
  await page.locator('#search').fill('sched_wak');
  const begin = performance.now();
  await page.locator('#search').press('Enter');
  await page.locator('.search-hits').waitFor({ timeout: 60_000 });
  reportAtMost('search over all events', performance.now() - begin, 500, 'ms');
}

async function benchLarge(browser) {
  const file = join(folder, 'large.dat');
  await growTrace(recording, file, { bytes: gigabytes * 1e9, pageSize: 1 << 16 });
  await withServer(file, async address => {
    const page = await newPage(browser);
    const begin = performance.now();
    await page.goto(`${address}#/timeline`);
    await complete(page);
    console.log(`  first timeline of ${gigabytes} GB: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    const before = await page.evaluate(find => document.querySelector(find).drawnModel.window, timeline);
    const strip = await page.locator('.strip-place canvas').boundingBox();
    const pan = performance.now();
    await page.mouse.click(strip.x + strip.width * 0.7, strip.y + strip.height / 2);
    await moved(page, before);
    await complete(page);
    const after = await page.evaluate(find => document.querySelector(find).drawnModel.window, timeline);
    console.log(`  another window of ${gigabytes} GB: ${((performance.now() - pan) / 1000).toFixed(1)} s`);
    if (after.from === before.from) console.log(`  MISSED a file of ${gigabytes} GB pans by windows`);
    await reportMemoryOfWindows(page, strip);
    await page.close();
  });
}

/** Window after window is loaded: the page holds no more of the file after the last than after the first. */
async function reportMemoryOfWindows(page, strip) {
  for (const part of [0.1, 0.5, 0.9]) {
    const before = await windowOf(page);
    await page.mouse.click(strip.x + strip.width * part, strip.y + strip.height / 2);
    await moved(page, before);
    await complete(page);
  }
  const bytes = await page.evaluate(async () => (await performance.measureUserAgentSpecificMemory()).bytes);
  reportAtMost(`memory after five windows of ${gigabytes} GB`, bytes / 2 ** 20, 1536, 'MiB');
}

function windowOf(page) {
  return page.evaluate(find => document.querySelector(find).drawnModel.window, timeline);
}

/** A window that moves gets there on a way that an eye can follow; until then the one before it is drawn. */
async function moved(page, before) {
  await page.waitForFunction(
    ([find, from]) => {
      const model = document.querySelector(find)?.drawnModel;
      return model !== undefined && Math.abs(model.window.from - from) > 1;
    },
    [timeline, before.from],
    { timeout: 10_000, polling: 20 },
  );
  await page.waitForTimeout(150);
}

async function complete(page) {
  await page.waitForFunction(
    find => {
      const model = document.querySelector(find)?.drawnModel;
      return model !== undefined && model.slices.length > 0 && !model.isWaiting;
    },
    timeline,
    { timeout: 300_000, polling: 20 },
  );
}

async function newPage(browser, viewport = { width: 1920, height: 1080 }) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.on('pageerror', error => console.log(`  page: ${error.message}`));
  return page;
}

function launch() {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu'],
  });
}

async function withServer(file, work) {
  const [program, ...args] = ringside;
  const server = spawn(program, [...args, 'open', file, '--no-browser'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(server.stdout, 'data');
  try {
    await work(String(line).trim());
  } finally {
    server.kill('SIGINT');
    await once(server, 'exit');
  }
}
