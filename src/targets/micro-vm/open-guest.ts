import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rename, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TargetError } from '../../base/index.ts';
import { type Progress, places, type QemuTool, run, withLock } from '../../packages/index.ts';
import { say } from '../../words/index.ts';
import { architectures } from './architectures.ts';
import { collectFacts } from './facts.ts';
import { type BootOptions, bootGuest, type Guest, resumeGuest, saveDevices } from './guest.ts';
import { buildInitramfs } from './initramfs.ts';
import type { Machine } from './machine.ts';
import * as saved from './saved-guests.ts';

export interface OpenGuestOptions {
  readonly machine: Machine;
  readonly qemu: QemuTool;
  readonly busybox: string;
  readonly armed: saved.Armed;
  /** Unpacked packages: the second layer of the guest's root. */
  readonly programs?: string;
  /** QEMU keeps root's rights. */
  readonly asRoot: boolean;
  /** Never use or make a saved guest. */
  readonly alwaysBoot: boolean;
  readonly progress: Progress;
}

/** A guest and where the facts of its kernel lie. */
export interface OpenedGuest {
  readonly guest: Guest;
  /** The folder of the kernel's facts; read from the guest first where it was booted for this once. */
  facts(): Promise<string>;
  /** How it came up. */
  readonly start: 'resumed' | 'booted';
}

/** A guest with its devices up: resumed from a saved state, which is made first where there is none; booted where that fails. */
export async function openGuest(options: OpenGuestOptions): Promise<OpenedGuest> {
  if (options.alwaysBoot) return bootAlone(options);
  const key = await saved.keyOf(options.machine, options.qemu, options.armed);
  const place = (await saved.findSaved(key)) ?? (await save(key, options));
  try {
    const guest = await resumeGuest(bootOptions(options, place, place.memory, false), place.state);
    return { guest, facts: async () => place.facts, start: 'resumed' };
  } catch (error) {
    options.progress.say(say('vm.resume-failed', { reason: firstLine(error) }));
    await saved.forgetSaved(key);
    return bootAlone(options);
  }
}

/** Saves a guest of this key, while no other Ringside does the same. */
function save(key: string, options: OpenGuestOptions): Promise<saved.SavedGuest> {
  const lock = join(saved.guestsFolder(), `${key}.lock`);
  return withLock(lock, options.progress, async () => {
    const there = await saved.findSaved(key);
    if (there) return there;
    await checkSpace(options.machine);
    if (options.armed === 'nop') return saveBooted(key, options);
    return saveFromPlain(key, options);
  });
}

/** From the saved guest without a tracer, which is booted anew where it cannot be resumed. */
async function saveFromPlain(key: string, options: OpenGuestOptions): Promise<saved.SavedGuest> {
  const plainKey = await saved.keyOf(options.machine, options.qemu, 'nop');
  const plain = { ...options, armed: 'nop' } as const;
  const there = await saved.findSaved(plainKey);
  if (there) {
    try {
      return await saveArmed(key, there, options);
    } catch (error) {
      options.progress.say(say('vm.resume-failed', { reason: firstLine(error) }));
      await saved.forgetSaved(plainKey);
    }
  }
  return saveArmed(key, await save(plainKey, plain), options);
}

async function saveBooted(key: string, options: OpenGuestOptions): Promise<saved.SavedGuest> {
  options.progress.phase(say('vm.booting-to-save', { kernel: options.machine.kernel.origin }));
  const place = await saved.beginSaving(key);
  await writeFile(place.memory, '');
  await truncate(place.memory, options.machine.memoryMiB * 1024 * 1024);
  await makeDisks(place.folder, options.progress);
  await writeInitramfs(place.folder, options);
  await giveAway(place);
  const boot = bootOptions(options, place, place.memory, true);
  const guest = await bootGuest(boot).catch(async error => {
    await saved.discardSaving(key);
    throw error;
  });
  try {
    await furnish(guest);
    options.progress.phase(say('vm.reading-facts'));
    await collectFacts(guest, place.facts);
    await saveDevices(guest, place.state);
  } finally {
    await guest.stop();
  }
  return saved.finishSaving(key, options.machine, options.armed);
}

/** From a saved guest another with the tracer switched on, but nothing traced. */
async function saveArmed(
  key: string,
  plain: saved.SavedGuest,
  options: OpenGuestOptions,
): Promise<saved.SavedGuest> {
  options.progress.phase(say('vm.arming', { tracer: options.armed }));
  const place = await saved.beginSaving(key);
  const copied = await run(['cp', '--sparse=always', '--recursive', ...files(plain), place.folder]);
  if (copied.code !== 0)
    throw new TargetError('copy a saved guest', copied.stderr, 'Make room, or run `ringside vm clean`.');
  await giveAway(place);
  const boot = bootOptions(options, place, place.memory, true);
  const guest = await resumeGuest(boot, plain.state).catch(async error => {
    await saved.discardSaving(key);
    throw error;
  });
  try {
    await arm(guest, options.armed);
    await saveDevices(guest, place.state);
  } finally {
    await guest.stop();
  }
  return saved.finishSaving(key, options.machine, options.armed);
}

/** A pid that no guest reaches: until a recording names its own, an armed tracer has least to do. */
const nobody = 4_000_000;

async function furnish(guest: Guest): Promise<void> {
  await guest.must('load the drivers', 'load_late_modules');
  const { code, lines } = await guest.evaluate('mount_tracefs');
  if (code === 0) return;
  throw new TargetError(
    'mount tracefs',
    lines.join('\n'),
    'Choose another kernel with --kernel, or build this one with CONFIG_FTRACE=y and CONFIG_DEBUG_FS=y.',
  );
}

async function arm(guest: Guest, tracer: saved.Armed): Promise<void> {
  if (tracer === 'nop') return;
  await guest.must(
    'arm the tracer',
    `put buffer_size_kb 16384 && put set_ftrace_pid ${nobody} && put current_tracer ${tracer}`,
    180,
  );
}

/** All that QEMU writes belongs to its user. */
async function giveAway(place: saved.SavedGuest): Promise<void> {
  await writeFile(place.state, '', { mode: 0o600 });
  const { folder, memory, state } = place;
  await saved.giveToGuest(folder, memory, state, ...disksIn(folder), initramfsIn(folder));
}

/** A guest of its own that leaves nothing behind. */
async function bootAlone(options: OpenGuestOptions): Promise<OpenedGuest> {
  options.progress.phase(say('vm.booting', { kernel: options.machine.kernel.origin }));
  const folder = join(places().cache, 'boot', options.machine.kernel.id);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  await makeDisks(folder, options.progress);
  await writeInitramfs(folder, options);
  const place = { folder, memory: '', state: '', facts: '' };
  const guest = await bootGuest(bootOptions(options, place, undefined, false));
  try {
    await furnish(guest);
    await arm(guest, options.armed);
    return { ...withFactsOfItsOwn(guest), start: 'booted' };
  } catch (error) {
    await guest.stop();
    throw error;
  }
}

/** The facts of a guest that was not saved lie in a temporary folder that goes with it. */
function withFactsOfItsOwn(guest: Guest): Pick<OpenedGuest, 'guest' | 'facts'> {
  let folder: string | undefined;
  return {
    guest: {
      ...guest,
      stop: () => {
        if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
        return guest.stop();
      },
    },
    facts: async () => {
      if (folder !== undefined) return folder;
      folder = mkdtempSync(join(tmpdir(), 'ringside-facts-'));
      await collectFacts(guest, folder);
      return folder;
    },
  };
}

function bootOptions(
  options: OpenGuestOptions,
  place: saved.SavedGuest,
  memory: string | undefined,
  making: boolean,
): BootOptions {
  const { qemu, machine, asRoot } = options;
  return {
    qemu,
    machine,
    asRoot,
    attachments: {
      disks: place.folder,
      keepDiskWrites: making,
      initramfs: initramfsIn(place.folder),
      shares: {
        host: architectures[machine.arch].sharesHostRoot ? '/' : emptyFolder(),
        programs: options.programs ?? emptyFolder(),
      },
      ...(memory === undefined ? {} : { memoryFile: { path: memory, shared: making } }),
    },
  };
}

const initramfsIn = (folder: string): string => join(folder, 'initramfs');
const disksIn = (folder: string): string[] => [join(folder, 'scratch.img'), join(folder, 'swap.img')];
const files = (place: saved.SavedGuest): string[] => [
  place.memory,
  place.facts,
  initramfsIn(place.folder),
  ...disksIn(place.folder),
];

async function writeInitramfs(folder: string, options: OpenGuestOptions): Promise<void> {
  const bytes = await buildInitramfs(options.machine, options.busybox);
  await replaceFile(initramfsIn(folder), partial => writeFile(partial, bytes, { mode: 0o644 }));
}

/** An ext4 disk to work on and one to swap to: /dev/sda and /dev/vda of the guest. */
async function makeDisks(folder: string, progress: Progress): Promise<void> {
  const [scratch, swap] = disksIn(folder) as [string, string];
  if (existsSync(scratch) && existsSync(swap)) return;
  progress.phase(say('vm.making-disks'));
  await replaceFile(swap, partial => makeEmpty(partial, 128));
  await replaceFile(scratch, async partial => {
    await makeEmpty(partial, 256);
    const made = await run(['mke2fs', '-q', '-F', '-t', 'ext4', '-L', 'scratch', partial], {
      env: { PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
    });
    if (made.code !== 0)
      throw new TargetError('make the scratch disk', made.stderr, 'Install the package e2fsprogs.');
  });
}

async function makeEmpty(path: string, mebibytes: number): Promise<void> {
  await writeFile(path, '', { mode: 0o644 });
  await truncate(path, mebibytes * 1024 * 1024);
}

/** Another Ringside that has the file open keeps the old one. */
async function replaceFile(path: string, write: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  await write(partial);
  await rename(partial, path);
}

function emptyFolder(): string {
  const folder = join(places().cache, 'empty');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

async function checkSpace(machine: Machine): Promise<void> {
  const wanted = (machine.memoryMiB + 64) * 1024 * 1024;
  const free = await saved.freeBytes();
  if (free >= wanted) return;
  const remedy = 'Make room there, set XDG_CACHE_HOME to another disk, or give --no-saved to boot each time.';
  throw new TargetError(
    'save a guest',
    `${saved.guestsFolder()} has ${mebibytes(free)} MiB left, ${mebibytes(wanted)} MiB are wanted`,
    remedy,
  );
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
