import type { Page } from 'playwright-core';

const mostAttempts = 10;

/** Drops files and folders on the middle of the page, as a person's file manager does: the browser reads them itself. */
export async function dropFiles(page: Page, paths: readonly string[]): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const session = await page.context().newCDPSession(page);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop'): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  // A page that is busy misses what is dragged over it and what is dropped: a person would do it again.
  const cover = page.locator('.drop-cover');
  let isDropped = false;
  for (let attempt = 1; attempt <= mostAttempts && !isDropped; attempt++) {
    await send('dragEnter');
    await send('dragOver');
    const isSeen = await within(500 * attempt, timeout => cover.waitFor({ timeout }));
    if (!isSeen) continue;
    await send('dragOver');
    await send('drop');
    isDropped = await within(500 * attempt, timeout => cover.waitFor({ state: 'detached', timeout }));
  }
  if (!isDropped) throw new Error(`the page does not take ${paths.join()}`);
  await session.detach();
}

async function within(timeout: number, wait: (timeout: number) => Promise<void>): Promise<boolean> {
  return wait(timeout).then(
    () => true,
    () => false,
  );
}
