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
    await benchSelection(page);
    await benchSearch(page);
    const memory = await page.evaluate(
      async () => (await performance.measureUserAgentSpecificMemory()).bytes,
    );
    const beside = (memory - statSync(file).size) / grown.events;
    reportAtMost('memory of the page beside the records', beside, 96, 'bytes an event');
    await page.close();
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

async function benchSelection(page) {
  const { from, to } = await page.evaluate(find => document.querySelector(find).drawnModel.window, timeline);
  const range = `${Math.round(from + (to - from) * 0.3)}-${Math.round(from + (to - from) * 0.7)}`;
  const begin = performance.now();
  await page.evaluate(selected => {
    const hash = location.hash.includes('?')
      ? `${location.hash}&range=${selected}`
      : `${location.hash}?range=${selected}`;
    location.hash = hash;
  }, range);
  await page.locator('.drawer table, .drawer [role=grid]').first().waitFor({ timeout: 60_000 });
  reportAtMost('tables of a range selection', performance.now() - begin, 300, 'ms');
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
    await page.waitForTimeout(100);
    await complete(page);
    const after = await page.evaluate(find => document.querySelector(find).drawnModel.window, timeline);
    console.log(`  another window of ${gigabytes} GB: ${((performance.now() - pan) / 1000).toFixed(1)} s`);
    if (after.from === before.from) console.log(`  MISSED a file of ${gigabytes} GB pans by windows`);
    await page.close();
  });
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

async function newPage(browser) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
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
