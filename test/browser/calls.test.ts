import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { ShownFrame } from '../../src/web/calls/flame-paint.ts';
import { test } from './chromium.ts';
import { recorded, ringside, rowsOf } from './command.ts';
import { goTo, openDropped, openRecording, settled } from './open.ts';

const graph = recorded('trace-dat/fgraph.dat');
const samples = recorded('perf/cpu.perf.gz');

interface Drawing extends HTMLElement {
  readonly drawnFrames: readonly ShownFrame[];
}

/** The places of each chain as perf script prints them without symbols, the innermost first. */
function printedChains(): readonly (readonly string[])[] {
  return gunzipSync(readFileSync(recorded('perf/cpu.script.gz')))
    .toString('latin1')
    .split('\n\n')
    .map(sample =>
      sample.split('\n').flatMap(line => {
        const [, place, binary] = /^\t *([0-9a-f]+) .* \((.*)\)$/.exec(line) ?? [];
        if (place === undefined) return [];
        const isBare = binary === '[unknown]' || binary === '[kernel.kallsyms]';
        return [isBare ? `0x${place}` : `${binary!.slice(binary!.lastIndexOf('/') + 1)}+0x${place}`];
      }),
    )
    .filter(chain => chain.length > 0);
}

async function drawn(page: Page): Promise<readonly ShownFrame[]> {
  const host = page.locator('.call-flame').first();
  await host.waitFor();
  await settled(page);
  return host.evaluate(element => (element as Drawing).drawnFrames);
}

/** The functions that lead to a frame, by what stands above it. */
function pathOf(frame: ShownFrame, all: readonly ShownFrame[]): string {
  const names = [frame.name];
  let below = frame;
  while (below.depth > 0) {
    const middle = below.left + below.width / 2;
    below = all.find(
      one => one.depth === below.depth - 1 && one.left <= middle && middle <= one.left + one.width,
    )!;
    names.unshift(below.name);
  }
  return names.join(';');
}

describe('Calls', () => {
  test('the tree has the calls of replay in their order, with their times', async ({ visit }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with a function graph', 'calls?depth=90');
    await settled(page);
    const rows = await page.locator('.call-row').evaluateAll(all =>
      all.map(row => ({
        isThread: row.classList.contains('is-thread'),
        name: row.querySelector('.call-function, strong')?.textContent ?? '',
        time: row.querySelector('.call-time > span:last-child')?.textContent ?? '',
      })),
    );
    const [head, ...calls] = rows;
    expect(head!.isThread).toBe(true);
    const task = head!.name.replace(' ', '-');
    const replayed = (await ringside('replay', graph))
      .split('\n')
      .filter(line => line.trimStart().startsWith(`${task} `))
      .map(line => /([\w.]+)\(\)(?: \{|;)/.exec(line)?.[1])
      .filter(name => name !== undefined);
    expect(calls.length).toBeGreaterThan(15);
    expect(calls.map(({ name }) => name)).toEqual(replayed.slice(0, calls.length));
    expect(calls.every(({ time }) => /^[\d.]+ (ns|µs|ms|s)$/.test(time))).toBe(true);
  });

  test('boxes of the flame graph are as wide as the report’s paths, and are hit where they stand', async ({
    visit,
  }) => {
    const page = await visit.newPage();
    await openRecording(page, visit, 'trace.dat with a function graph', 'calls?show=flame');
    const frames = await drawn(page);
    const totals = new Map<string, number>();
    for (const { path, total } of await rowsOf('report', graph, 'calls.paths')) {
      totals.set(String(path), Number(total));
    }
    const [outermost] = frames.filter(({ depth }) => depth === 0).sort((a, b) => b.width - a.width);
    const scale = outermost!.width / outermost!.total;
    const functions = frames
      .filter(({ name, width }) => name !== '' && !/^(slept|waited)/.test(name) && width > 30)
      .slice(0, 25);
    expect(functions.length).toBeGreaterThan(10);
    for (const frame of functions) {
      expect(frame.total, frame.name).toBe(totals.get(pathOf(frame, frames)));
      expect(Math.abs(frame.width - frame.total * scale), frame.name).toBeLessThan(2);
    }
    const box = (await page.locator('.call-flame canvas').first().boundingBox())!;
    const target = functions.find(({ depth }) => depth === 2)!;
    const at = [box.x + target.left + target.width / 2, box.y + target.top + 8] as const;
    await page.mouse.move(...at);
    expect(await page.locator('.frame-line strong').textContent()).toBe(target.name);
    await page.mouse.click(...at);
    await page.waitForURL(new RegExp(`at=${target.path}`));
    const zoomed = (await drawn(page)).filter(({ depth }) => depth === 0);
    expect(zoomed.map(({ name }) => name)).toEqual([target.name]);
    expect(zoomed[0]!.width).toBeGreaterThan(box.width - 2);
  });

  test('samples of perf have a flame graph, functions as the report counts them, and a sandwich', async ({
    visit,
  }) => {
    const page = await visit.newPage();
    await openDropped(page, visit, [samples], 'calls?show=flame&by=calls');
    const frames = await drawn(page);
    const chains = printedChains();
    const outermost = frames.filter(({ depth }) => depth === 0);
    expect(outermost.reduce((sum, { calls }) => sum + calls, 0)).toBe(chains.length);
    const cells = await page
      .locator('.call-functions tbody tr')
      .evaluateAll(rows =>
        rows
          .slice(0, 20)
          .map(row => [...row.querySelectorAll('td')].map(cell => (cell.textContent ?? '').trim())),
      );
    expect(cells.length).toBe(20);
    for (const [name, , , counted] of cells) {
      const number = chains.filter(chain => chain.includes(name!)).length;
      expect(Number(counted!.replaceAll(',', '')), name).toBe(number);
    }
    const [name] = cells[0]!;
    await goTo(page, `calls?show=sandwich&function=${encodeURIComponent(name!)}`);
    expect(await page.locator('.around-head h2').textContent()).toBe(name);
    const around = await page
      .locator('.call-flame')
      .evaluateAll(hosts => hosts.map(host => (host as Drawing).drawnFrames.map(frame => frame.name)));
    expect(around.every(names => names.includes(name!))).toBe(true);
    await goTo(page, 'calls?depth=90');
    const tree = await page.locator('.call-row .call-function').allTextContents();
    expect(chains.some(chain => chain.slice(-3).toReversed().join() === tree.slice(0, 3).join())).toBe(true);
  });
});
