import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { isRoot, places, type QemuTool } from '../../packages/index.ts';
import { agentDigest } from './initramfs.ts';
import type { Machine } from './machine.ts';
import { describeMachine } from './qemu/arguments.ts';
import { guestUser } from './qemu/process.ts';

/** What stands armed in a saved guest, so that no recording waits for tens of thousands of call sites to be patched. */
export type Armed = 'nop' | 'function' | 'function_graph';

/** A guest that was booted once and can be resumed in milliseconds. */
export interface SavedGuest {
  readonly folder: string;
  /** The memory, mapped privately by every guest resumed from it. */
  readonly memory: string;
  /** The devices' state. */
  readonly state: string;
  /** What the kernel told of itself when it was saved. */
  readonly facts: string;
}

export interface SavedGuestSummary {
  readonly key: string;
  readonly machine: string;
  readonly armed: Armed;
  /** The folder of what its kernel tells of itself. */
  readonly facts: string;
  readonly bytes: number;
  readonly usedAt: Date;
}

const sizeLimit = 4 * 1024 ** 3;

export function guestsFolder(): string {
  return join(places().cache, 'guests');
}

/** Everything that a saved state depends on, in one name. */
export async function keyOf(machine: Machine, qemu: QemuTool, armed: Armed): Promise<string> {
  const { size, mtimeMs } = await stat(qemu.path);
  const facts = [describeMachine(machine), machine.kernel.id, armed, qemu.path, size, mtimeMs, agentDigest()];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 20);
}

export function placeOf(key: string): SavedGuest {
  const folder = join(guestsFolder(), key);
  return {
    folder,
    memory: join(folder, 'memory'),
    state: join(folder, 'state'),
    facts: join(folder, 'facts'),
  };
}

/** The saved guest of this key, marked as used now. */
export async function findSaved(key: string): Promise<SavedGuest | undefined> {
  const saved = placeOf(key);
  if (!existsSync(join(saved.folder, 'saved.json'))) return undefined;
  const now = new Date();
  await utimes(join(saved.folder, 'saved.json'), now, now).catch(() => {});
  return saved;
}

/** An empty folder to save into, that only the guest's user can look into. */
export async function beginSaving(key: string): Promise<SavedGuest> {
  const saved = placeOf(`${key}.partial`);
  await mkdir(guestsFolder(), { recursive: true, mode: 0o755 });
  await rm(saved.folder, { recursive: true, force: true });
  await mkdir(saved.folder, { mode: 0o700 });
  await mkdir(saved.facts, { mode: 0o700 });
  return saved;
}

/** Forgets what was begun to be saved and came to nothing. */
export async function discardSaving(key: string): Promise<void> {
  await forgetSaved(`${key}.partial`);
}

/** Files that QEMU writes must be its user's. */
export async function giveToGuest(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await chmod(path, (await stat(path)).isDirectory() ? 0o700 : 0o600);
    if (isRoot()) await chown(path, guestUser, guestUser);
  }
}

/** Makes what was saved findable, and lets the oldest go where all together are over 4 GiB. */
export async function finishSaving(key: string, machine: Machine, armed: Armed): Promise<SavedGuest> {
  const partial = placeOf(`${key}.partial`);
  const saved = placeOf(key);
  const { arch, kernel, cpus, memoryMiB, accelerator, instructionTime } = machine;
  const about = { arch, kernel: kernel.origin, cpus, memoryMiB, accelerator, instructionTime, armed };
  await writeFile(join(partial.folder, 'saved.json'), `${JSON.stringify(about, undefined, 2)}\n`);
  await rm(saved.folder, { recursive: true, force: true });
  await rename(partial.folder, saved.folder);
  await evictOldest(key);
  return saved;
}

export async function forgetSaved(key: string): Promise<void> {
  await rm(placeOf(key).folder, { recursive: true, force: true });
}

export async function listSaved(): Promise<readonly SavedGuestSummary[]> {
  const keys = await readdir(guestsFolder()).catch((): string[] => []);
  const summaries = await Promise.all(keys.map(summarise));
  return summaries.filter(each => each !== undefined).sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime());
}

async function summarise(key: string): Promise<SavedGuestSummary | undefined> {
  const { folder, memory, state, facts } = placeOf(key);
  try {
    const about = join(folder, 'saved.json');
    const { kernel, cpus, memoryMiB, accelerator, instructionTime, armed } = JSON.parse(
      await readFile(about, 'utf8'),
    );
    const clock = instructionTime ? ', instruction time' : '';
    return {
      key,
      machine: `${kernel}, ${cpus} CPUs, ${memoryMiB} MiB, ${accelerator}${clock}`,
      armed,
      facts,
      bytes: (await diskBytes(memory)) + (await diskBytes(state)),
      usedAt: (await stat(about)).mtime,
    };
  } catch {
    return undefined;
  }
}

async function diskBytes(path: string): Promise<number> {
  return (await stat(path)).blocks * 512;
}

async function evictOldest(justSaved: string): Promise<void> {
  let total = 0;
  for (const { key, bytes } of await listSaved()) {
    total += bytes;
    if (total > sizeLimit && key !== justSaved) await forgetSaved(key);
  }
}

/** Bytes that can be written where guests are saved. */
export async function freeBytes(): Promise<number> {
  await mkdir(guestsFolder(), { recursive: true, mode: 0o755 });
  const { bavail, bsize } = await statfs(guestsFolder());
  return bavail * bsize;
}
