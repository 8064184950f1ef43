import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';

/** Whether a process still works on it: the one that its name names, or the one that holds its lock. */
export async function isBeingMade(path: string): Promise<boolean> {
  const pid = /\.(\d+)\.partial$/.exec(path)?.[1];
  if (pid !== undefined) return isAlive(Number(pid));
  const lock = path.endsWith('.lock') ? path : `${path.replace(/(\.json)?\.partial.*$/, '')}.lock`;
  return isHeld(lock);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether somebody holds the kernel's lock of this file; it is not made when it is not there. */
export async function isHeld(lock: string): Promise<boolean> {
  if (!existsSync(lock)) return false;
  try {
    await promisify(execFile)('flock', ['--nonblock', '--conflict-exit-code', '66', lock, 'true']);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === 66;
  }
}
