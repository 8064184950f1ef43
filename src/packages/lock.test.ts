import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.ts';
import { silentProgress } from './progress.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('work under one lock never overlaps', async () => {
  const log: string[] = [];
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await pause(30);
    log.push(`${name} ends`);
  };
  const one = join(folder, 'one');
  await Promise.all([withLock(one, silentProgress, work('a')), withLock(one, silentProgress, work('b'))]);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('a failure frees the lock and is passed on', async () => {
  const file = join(folder, 'one');
  const failing = withLock(file, silentProgress, async () => {
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(await withLock(file, silentProgress, async () => 1)).toBe(1);
});

test('waits for another process, and gets the lock when that one is killed', async () => {
  const file = join(folder, 'one');
  const other = spawn('flock', [file, 'sh', '-c', 'echo held; exec cat'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(other.stdout, 'data');
  let isOurs = false;
  const phases: string[] = [];
  const progress = { ...silentProgress, phase: (name: string) => void phases.push(name) };
  const ours = withLock(file, progress, async () => {
    isOurs = true;
  });
  await pause(700);
  expect(isOurs).toBe(false);
  expect(phases).toEqual(['Waiting for another Ringside that is setting up the same thing']);
  other.kill('SIGKILL');
  other.stdin.destroy(); // what the death of the process that holds this end does
  await ours;
  expect(isOurs).toBe(true);
});
