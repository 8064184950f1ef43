import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRoot } from './way.ts';

/**
 * Makes a folder of the cache and its parents. Root's are open to all, whatever the umask: QEMU started by root runs
 * as somebody else, who must be able to read them.
 *
 * One by one, because Node's recursive mkdir says ENOENT where the disk is read-only, which helps nobody.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o755 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || folder === dirname(folder)) throw error;
    await makeFolder(dirname(folder));
    return makeFolder(folder);
  }
  if (isRoot()) await chmod(folder, 0o755);
}
