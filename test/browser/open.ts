import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { root, type Visit } from './chromium.ts';
import { dropFiles } from './drop.ts';

/** A real recording of every format, the richest of each kind: files of `recordings/` that are dropped together. */
export const recordings = {
  'trace.dat with events': ['trace-dat/events.dat'],
  'trace.dat with a function graph': ['trace-dat/fgraph.dat'],
  'trace.dat with stacks': ['trace-dat/stack.dat'],
  'text of the tracer': ['ftrace-text/subsystems.txt.gz'],
  'text of a function graph': ['ftrace-text/fgraph_default.txt.gz'],
  'perf.data': ['perf/sched.perf.gz'],
  uftrace: ['uftrace/mv.uftrace.tar.gz'],
  blktrace: ['blktrace/mq.blktrace.0', 'blktrace/mq.blktrace.1'],
  'text of blkparse': ['blktrace/mq.blkparse.gz'],
} as const;
export type RecordingName = keyof typeof recordings;

/** Opens a view of recordings that are dropped on the page; waits until the page says what is open. */
export async function openDropped(
  page: Page,
  visit: Visit,
  paths: readonly string[],
  view = 'overview',
): Promise<void> {
  await page.goto(`${visit.address}#/${view}`);
  await page.locator('.drop-area').waitFor();
  await dropFiles(page, paths);
  await page.locator('.recording-line .ledger').waitFor({ timeout: 40_000 });
}

/** Opens a view of a recording of the project by its name. */
export async function openRecording(
  page: Page,
  visit: Visit,
  name: RecordingName,
  view?: string,
): Promise<void> {
  const paths = recordings[name].map(path => join(root, 'recordings', path));
  await openDropped(page, visit, paths, view);
}

/** Goes to another view by its address; the recording stays open. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(hash => {
    location.hash = hash;
  }, `#/${place}`);
  await settled(page);
}

/** The views on the rail, as the address has them. */
export function viewsOf(page: Page): Promise<readonly string[]> {
  return page
    .locator('.rail-link')
    .evaluateAll(links => links.map(link => /#\/([a-z]+)/.exec(link.getAttribute('href') ?? '')?.[1] ?? ''));
}

/** Waits until nothing is being done and the page draws the same twice. */
export async function settled(page: Page, within = 20_000): Promise<void> {
  let before: Buffer = Buffer.alloc(0);
  await expect
    .poll(
      async () => {
        const busy = '.busy, [aria-busy=true], progress, .timeline-waiting:not(:empty)';
        const isBusy = (await page.locator(busy).count()) > 0;
        const now = await page.screenshot({ animations: 'disabled', caret: 'hide' });
        const isSame = !isBusy && now.equals(before);
        before = now;
        return isSame;
      },
      { timeout: within, interval: 120, message: 'the page does not come to rest' },
    )
    .toBe(true);
}
