import { chmod, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRoot } from './way.ts';

/**
 * Makes a folder of the cache and its parents. Root's are open to all, whatever the umask: QEMU started by root runs
 * as somebody else, who must be able to read them.
 */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o755 });
  if (first === undefined || !isRoot()) return;
  for (let path = folder; path.length >= first.length; path = dirname(path)) await chmod(path, 0o755);
}
