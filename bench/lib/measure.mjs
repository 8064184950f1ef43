// Runs a command as a user would and says what it took.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The ringside command of this clone, as words. */
export const ringside = [process.execPath, join(import.meta.dirname, '../../bin/ringside.mjs')];

/** Wall seconds and the largest resident memory (MB) of a shell command; throws where it fails. */
export function measure(command) {
  const folder = mkdtempSync(join(tmpdir(), 'ringside-measure-'));
  const peak = join(folder, 'peak');
  try {
    // The peak is read from the process itself when it ends, by its parent: no tool needs to be installed for it.
    const begin = performance.now();
    const watched = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'watch-peak.mjs'), peak, command],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        encoding: 'utf8',
      },
    );
    const seconds = (performance.now() - begin) / 1000;
    if (watched.status !== 0) throw new Error(`${command}: exit code ${watched.status}\n${watched.stderr}`);
    return { seconds, megabytes: Number(readFileSync(peak, 'utf8')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The fastest of several measurements: others may be using the machine. */
export function best(times, take) {
  let found = take();
  for (let i = 1; i < times; i++) {
    const next = take();
    if (next.seconds < found.seconds) found = next;
  }
  return found;
}
