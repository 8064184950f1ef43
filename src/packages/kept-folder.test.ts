import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KeptFolder, keepFolder, readStamp } from './kept-folder.ts';
import { silentProgress } from './progress.ts';

let parent: string;
let kept: KeptFolder;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'ringside-kept-'));
  kept = { folder: join(parent, 'thing'), recipe: 'a b', witness: 'file' };
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

let made = 0;
const make = async (partial: string) => {
  made += 1;
  await pause(20);
  await writeFile(join(partial, 'file'), String(made));
  return { packages: { a: '1' }, facts: { number: String(made) } };
};

test('is made once, by whoever comes first; all others get the same', async () => {
  made = 0;
  const stamps = await Promise.all([1, 2, 3].map(() => keepFolder(kept, silentProgress, make)));
  expect(made).toBe(1);
  expect(stamps.map(stamp => stamp.facts?.number)).toEqual(['1', '1', '1']);
  expect(await keepFolder(kept, silentProgress, make)).toEqual(stamps[0]);
  expect(made).toBe(1);
});

test('a failure leaves nothing behind, and the next try begins anew', async () => {
  const failing = keepFolder(kept, silentProgress, async partial => {
    await writeFile(join(partial, 'half'), '');
    throw new Error('no network');
  });
  await expect(failing).rejects.toThrow('no network');
  expect(readdirSync(parent)).toEqual(['thing.lock']);
  await keepFolder(kept, silentProgress, make);
  expect(readdirSync(kept.folder)).toEqual(['file']);
});

test('what an interrupted run left, at whatever point, is made anew', async () => {
  mkdirSync(join(parent, 'thing.partial/half'), { recursive: true });
  mkdirSync(join(parent, 'thing.partial.debs'));
  mkdirSync(join(parent, 'thing/half'), { recursive: true });
  writeFileSync(join(parent, 'thing.json.partial'), '{');
  await keepFolder(kept, silentProgress, make);
  expect(readdirSync(parent).sort()).toEqual(['thing', 'thing.json', 'thing.lock']);
  expect(readdirSync(kept.folder)).toEqual(['file']);
});

test('another recipe, a broken stamp, and a lost witness are not taken for the finished thing', async () => {
  await keepFolder(kept, silentProgress, make);
  expect(readStamp(kept)).toBeDefined();
  expect(readStamp({ ...kept, recipe: 'a c' })).toBeUndefined();
  for (const text of ['', '{"recipe":', 'null', '{"recipe":"a b"}']) {
    writeFileSync(`${kept.folder}.json`, text);
    expect(readStamp(kept)).toBeUndefined();
  }
  await keepFolder(kept, silentProgress, make);
  rmSync(join(kept.folder, 'file'));
  expect(readStamp(kept)).toBeUndefined();
  await keepFolder(kept, silentProgress, make);
  expect(existsSync(join(kept.folder, 'file'))).toBe(true);
});

test('neighbours with a longer name are not touched', async () => {
  mkdirSync(join(parent, 'thing-else.partial'), { recursive: true });
  await keepFolder(kept, silentProgress, make);
  expect(existsSync(join(parent, 'thing-else.partial'))).toBe(true);
});
