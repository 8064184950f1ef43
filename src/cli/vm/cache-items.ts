import { existsSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listKernels, places } from '../../packages/index.ts';
import { imagePath, listSaved } from '../../targets/micro-vm/index.ts';
import { isBeingMade } from './work-in-progress.ts';

export type CacheKind = 'saved' | 'kernel' | 'image' | 'packages' | 'leftover' | 'lock';

/** Something that Ringside keeps and can make again. */
export interface CacheItem {
  readonly kind: CacheKind;
  /** Its place below the cache folder: what tells it from the others. */
  readonly id: string;
  readonly name: string;
  /** The tracer that stands armed in a saved guest. */
  readonly armed?: string;
  /** What is removed with it: first the part without which the rest counts as not there. */
  readonly paths: readonly string[];
  /** Room on the disk. */
  readonly bytes: number;
  readonly usedAt: Date;
}

/** Everything in the cache folder, the last used first within its kind. */
export async function surveyCache(): Promise<readonly CacheItem[]> {
  const kernels = await kernelItems();
  const known = new Set(kernels.flatMap(each => each.paths));
  const items = [
    ...(await savedItems()),
    ...kernels,
    ...(await otherItems(known)),
    ...(await packageItems()),
    ...(await leftoverItems()),
  ];
  return items.sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime());
}

async function savedItems(): Promise<readonly CacheItem[]> {
  const saved = await listSaved();
  return Promise.all(
    saved.map(({ key, machine, armed, usedAt }) => {
      const folder = inCache('guests', key);
      return item('saved', machine, [join(folder, 'saved.json'), folder], { armed, usedAt });
    }),
  );
}

/** Kernels that a name stands for, each with the image that was cut out of it. */
async function kernelItems(): Promise<readonly CacheItem[]> {
  const byFolder = new Map<string, Promise<CacheItem>>();
  for (const { kernel } of listKernels()) {
    const folder = join(kernel.vmlinuz, '../..');
    if (byFolder.has(folder)) continue;
    const image = await imagePath(kernel.vmlinuz);
    const paths = [`${folder}.json`, folder, ...(existsSync(image) ? [image] : [])];
    byFolder.set(folder, item('kernel', `${kernel.package} ${kernel.version}`, paths));
  }
  return Promise.all(byFolder.values());
}

/** Kernels that no name stands for any more, and images of kernels that were given by path. */
async function otherItems(known: ReadonlySet<string>): Promise<readonly CacheItem[]> {
  const kernels = (await entries('kernels')).filter(
    name => !/\.(json|lock|partial|debs)$|^names$/.test(name),
  );
  const images = (await entries('images')).filter(name => name.endsWith('.image'));
  return Promise.all([
    ...kernels
      .map(name => inCache('kernels', name))
      .filter(folder => !known.has(folder))
      .map(folder => item('kernel', folder.slice(inCache('kernels').length + 1), [`${folder}.json`, folder])),
    ...images
      .map(name => inCache('images', name))
      .filter(path => !known.has(path))
      .map(path => item('image', path.slice(inCache('images').length + 1), [path])),
  ]);
}

/** Unpacked programs by machine, and APT's lists and downloads. */
async function packageItems(): Promise<readonly CacheItem[]> {
  const found: Promise<CacheItem>[] = [];
  for (const machine of await entries('packages')) {
    for (const name of await entries('packages', machine)) {
      if (/\.(json|lock|partial|debs)$/.test(name)) continue;
      const folder = inCache('packages', machine, name);
      found.push(item('packages', `${name} (${machine})`, [`${folder}.json`, folder]));
    }
  }
  for (const machine of await entries('apt')) {
    found.push(item('packages', `apt (${machine})`, [inCache('apt', machine)]));
  }
  return Promise.all(found);
}

/** What starts without a saved guest leave, what interrupted work left, and locks of things that are not there. */
async function leftoverItems(): Promise<readonly CacheItem[]> {
  const found: Promise<CacheItem>[] = [];
  if ((await entries('boot')).length > 0) found.push(item('leftover', 'boot', [inCache('boot')]));
  for (const folder of await foldersOfWork()) {
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      const isLock = name.endsWith('.lock');
      if (isLock ? existsSync(path.slice(0, -'.lock'.length)) : !isPartial(name)) continue;
      if (await isBeingMade(path)) continue;
      found.push(item(isLock ? 'lock' : 'leftover', path.slice(places().cache.length + 1), [path]));
    }
  }
  return Promise.all(found);
}

async function foldersOfWork(): Promise<readonly string[]> {
  const below = async (name: string): Promise<readonly string[]> =>
    (await entries(name)).map(each => inCache(name, each));
  return [
    inCache(),
    inCache('guests'),
    inCache('images'),
    inCache('kernels'),
    ...(await below('packages')),
    ...(await below(join('kernels', 'names'))),
  ];
}

function isPartial(name: string): boolean {
  return name.endsWith('.partial') || name.includes('.partial.');
}

async function item(
  kind: CacheKind,
  name: string,
  paths: readonly string[],
  more: { readonly armed?: string; readonly usedAt?: Date } = {},
): Promise<CacheItem> {
  const sizes = await Promise.all(paths.map(bytesUnder));
  return {
    kind,
    id: paths
      .at(kind === 'saved' ? -1 : 0)!
      .slice(places().cache.length + 1)
      .replace(/\.json$/, ''),
    name,
    paths,
    // The first path of a saved guest lies inside the second.
    bytes: kind === 'saved' ? sizes.at(-1)! : sizes.reduce((sum, size) => sum + size, 0),
    usedAt: more.usedAt ?? (await newest(paths)),
    ...(more.armed === undefined ? {} : { armed: more.armed }),
  };
}

/** When these were last made or used: needKernel touches a kernel's image. */
async function newest(paths: readonly string[]): Promise<Date> {
  const times = await Promise.all(
    paths.map(async path => (await lstat(path).catch(() => undefined))?.mtimeMs ?? 0),
  );
  return new Date(Math.max(...times));
}

/** Bytes on the disk of a file or of everything in a folder; 0 for what is not there. Links are not followed. */
async function bytesUnder(path: string): Promise<number> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.blocks * 512;
  const inside = await Promise.all((await namesIn(path)).map(name => bytesUnder(join(path, name))));
  return inside.reduce((sum, size) => sum + size, 0);
}

async function entries(...names: readonly string[]): Promise<readonly string[]> {
  return namesIn(inCache(...names));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch((): string[] => [])).sort();
}

function inCache(...names: readonly string[]): string {
  return join(places().cache, ...names);
}
