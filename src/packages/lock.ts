import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { say } from '../words/index.ts';
import { makeFolder } from './open-folder.ts';
import type { Progress } from './progress.ts';

const queues = new Map<string, Promise<unknown>>();

/**
 * Does `work` while no other Ringside and no other call in this one holds the lock of `file`.
 *
 * The lock is the kernel's (flock), held by a child that lives as long as our end of its pipe is open:
 * however we die, it goes, and there is no such thing as a stale lock.
 */
export async function withLock<T>(file: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  const before = queues.get(file) ?? Promise.resolve();
  const mine = before.then(() => lockedByKernel(file, progress, work));
  const settled = mine.catch(() => {});
  queues.set(file, settled);
  try {
    return await mine;
  } finally {
    if (queues.get(file) === settled) queues.delete(file);
  }
}

async function lockedByKernel<T>(file: string, progress: Progress, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(file));
  const holder = spawn('flock', ['--exclusive', file, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = setTimeout(() => progress.phase(say('setup.waiting')), 500);
  try {
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once('data', () => resolve());
      holder.once('error', reject);
      holder.once('exit', code => reject(new Error(`flock ${file}: exit code ${code}`)));
    });
  } finally {
    clearTimeout(waiting);
  }
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await new Promise<void>(resolve => {
      if (holder.exitCode !== null) resolve();
      else holder.once('exit', () => resolve());
    });
  }
}
