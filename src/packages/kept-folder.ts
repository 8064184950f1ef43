import { existsSync, readFileSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.ts';
import { makeFolder } from './open-folder.ts';
import type { Progress } from './progress.ts';

/** What stands beside a finished folder of the cache. Its absence means that the folder is not finished. */
export interface Stamp {
  /** What the folder was made from; another recipe makes it anew. */
  readonly recipe: string;
  /** Packages in it and their versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** Facts about the content that are costly to find again. */
  readonly facts?: Readonly<Record<string, string>>;
}

export interface KeptFolder {
  readonly folder: string;
  readonly recipe: string;
  /** A path inside it that must be there, or the folder was damaged and is made anew. */
  readonly witness: string;
}

/** The stamp of a finished folder, without waiting for anything. */
export function readStamp(kept: KeptFolder): Stamp | undefined {
  let stamp: Stamp | null;
  try {
    stamp = JSON.parse(readFileSync(`${kept.folder}.json`, 'utf8'));
  } catch {
    return undefined;
  }
  const whole =
    stamp?.recipe === kept.recipe &&
    typeof stamp.packages === 'object' &&
    existsSync(join(kept.folder, kept.witness));
  return whole && stamp ? stamp : undefined;
}

/**
 * The folder's stamp, after `make` filled it if it was not finished: into NAME.partial, which is renamed when
 * whole. One maker at a time; what an interrupted one left is removed.
 */
export async function keepFolder(
  kept: KeptFolder,
  progress: Progress,
  make: (partial: string) => Promise<Omit<Stamp, 'recipe'>>,
): Promise<Stamp> {
  const there = readStamp(kept);
  if (there) return there;
  return withLock(`${kept.folder}.lock`, progress, async () => {
    const madeMeanwhile = readStamp(kept);
    if (madeMeanwhile) return madeMeanwhile;
    await removeLeftovers(kept.folder);
    const partial = `${kept.folder}.partial`;
    await makeFolder(partial);
    try {
      const stamp: Stamp = { recipe: kept.recipe, ...(await make(partial)) };
      if (!existsSync(join(partial, kept.witness))) throw new Error(`bug: no ${kept.witness} in ${partial}`);
      await rename(partial, kept.folder);
      await writeFile(`${kept.folder}.json.partial`, `${JSON.stringify(stamp, undefined, 1)}\n`);
      await rename(`${kept.folder}.json.partial`, `${kept.folder}.json`);
      return stamp;
    } catch (error) {
      await rm(partial, { recursive: true, force: true }).catch(() => {});
      throw error;
    }
  });
}

async function removeLeftovers(folder: string): Promise<void> {
  const name = basename(folder);
  for (const entry of await readdir(dirname(folder))) {
    const ours = entry === name || entry === `${name}.json` || entry.startsWith(`${name}.partial`);
    if (ours) await rm(join(dirname(folder), entry), { recursive: true, force: true });
  }
}
