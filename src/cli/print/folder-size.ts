import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all that lies in a folder. */
export async function folderSize(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async name => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
