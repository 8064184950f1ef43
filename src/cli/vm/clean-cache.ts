import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { places } from '../../packages/index.ts';
import { type CacheItem, type CacheKind, surveyCache } from './cache-items.ts';
import { listRunning } from './running-guests.ts';
import { isHeld } from './work-in-progress.ts';

/** What is to go. */
export interface CleanWish {
  readonly all?: boolean;
  readonly saved?: boolean;
  readonly kernels?: boolean;
  readonly packages?: boolean;
  /** Only what was not used for so many days. */
  readonly olderThan?: number;
  readonly dryRun?: boolean;
}

export interface CleanResult {
  readonly item: CacheItem;
  /** gone: or would be, on a dry run. used: a running Ringside has it. stuck: it could not be removed. */
  readonly outcome: 'gone' | 'used' | 'stuck';
  readonly reason?: string;
}

const kindsOf: Readonly<Record<'saved' | 'kernels' | 'packages', readonly CacheKind[]>> = {
  saved: ['saved'],
  kernels: ['kernel', 'image'],
  packages: ['packages'],
};

/** Removes what is asked for from the cache, by default saved guests; what interrupted work left goes with anything. */
export async function cleanCache(wish: CleanWish): Promise<readonly CleanResult[]> {
  const named = (['saved', 'kernels', 'packages'] as const).filter(name => wish.all || wish[name]);
  const kinds = new Set<CacheKind>([
    'leftover',
    'lock',
    ...(named.length === 0 ? ['saved' as const] : named).flatMap(name => kindsOf[name]),
  ]);
  const before = wish.olderThan === undefined ? Infinity : Date.now() - wish.olderThan * 86_400_000;
  const chosen = (await surveyCache()).filter(
    ({ kind, usedAt }) => kinds.has(kind) && usedAt.getTime() < before,
  );
  const running = new Set((await listRunning()).map(guest => join('guests', guest.key ?? '')));
  const results: CleanResult[] = [];
  for (const item of chosen) {
    if (running.has(item.id) || (await isHeld(lockOf(item)))) results.push({ item, outcome: 'used' });
    else if (wish.dryRun) results.push({ item, outcome: 'gone' });
    else results.push(await remove(item));
  }
  return results;
}

function lockOf(item: CacheItem): string {
  return join(places().cache, item.kind === 'lock' ? item.id : `${item.id}.lock`);
}

async function remove(item: CacheItem): Promise<CleanResult> {
  try {
    for (const path of item.paths) {
      if (item.kind !== 'lock') await rm(path, { recursive: true, force: true });
    }
    await removeLock(lockOf(item));
    return { item, outcome: 'gone' };
  } catch (error) {
    return { item, outcome: 'stuck', reason: (error as Error).message };
  }
}

/** While holding it: when somebody took it meanwhile, it stays theirs. */
async function removeLock(path: string): Promise<void> {
  if (!existsSync(path)) return;
  await promisify(execFile)('flock', ['--nonblock', path, 'rm', '-f', path]).catch(() => {});
}
