import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { findDistribution } from './distribution.ts';
import { readStamp } from './kept-folder.ts';
import { machineArch, unknownMachine } from './loader.ts';
import type { Progress } from './progress.ts';
import type { DebArch } from './tool.ts';
import { needUnpacked, placeOf } from './unpacked.ts';
import { findProgram, systemForbidden } from './way.ts';

/** The file that a package is wanted for, where it is not called like the package. */
const programOf: Readonly<Record<string, string>> = { 'linux-perf': 'perf', 'busybox-static': 'busybox' };

interface GuestProgramOptions {
  /** Of the guest; this machine's own where not given. */
  readonly arch?: DebArch;
}

/** The package names whose program this machine's own root would not show to a guest. */
export function missingPrograms(names: readonly string[]): readonly string[] {
  if (systemForbidden()) return names;
  return names.filter(name => findProgram(programOf[name] ?? name) === undefined);
}

/** A folder made by an earlier run that has all of `names`; the one with the fewest others. */
export function findGuestPrograms(
  names: readonly string[],
  options: GuestProgramOptions = {},
): string | undefined {
  const arch = options.arch ?? machineArch();
  if (!arch || !findDistribution()) return undefined;
  const parent = dirname(placeOf(thingOf(names, arch)).folder);
  let best: { folder: string; count: number } | undefined;
  for (const folderName of listFolder(parent)) {
    const has = folderName.startsWith(prefix) ? folderName.slice(prefix.length).split('+') : [];
    if (folderName.includes('.') || !names.every(name => has.includes(escapeName(name)))) continue;
    if (best && best.count <= has.length) continue;
    const kept = placeOf(thingOf(has.map(unescapeName), arch));
    if (readStamp(kept)) best = { folder: kept.folder, count: has.length };
  }
  return best?.folder;
}

/**
 * Programs for the guest, given by package name, with everything they need, unpacked into a folder that serves as
 * a lower layer of the guest's root (usr-merged: bin, sbin, lib, lib64 are links into usr). Never installed.
 */
export async function needGuestPrograms(
  names: readonly string[],
  progress: Progress,
  options: GuestProgramOptions = {},
): Promise<string> {
  for (const name of names) {
    if (!/^[a-z0-9][a-z0-9+.-]+$/.test(name))
      throw new UsageError(say('setup.no-package-name', { name }), '');
  }
  const there = findGuestPrograms(names, options);
  if (there !== undefined) return there;
  const arch = options.arch ?? machineArch();
  if (!arch) throw unknownMachine();
  return needUnpacked(thingOf(names, arch), progress);
}

const prefix = 'guest-';

function thingOf(names: readonly string[], arch: DebArch) {
  const sorted = [...new Set(names)].sort();
  const renamed = findDistribution()?.packages.guest ?? {};
  return {
    name: `${prefix}${sorted.map(escapeName).join('+')}`,
    label: say('thing.guest-programs', { names: sorted.join(', ') }),
    packages: sorted.map(name => renamed[name] ?? name),
    arch,
    witness: 'usr/bin',
  };
}

// A folder's name lists its packages; their own `+` and `.` (g++, libc6.1) would read as ours.
function escapeName(name: string): string {
  return name.replaceAll('+', '=').replaceAll('.', ',');
}

function unescapeName(name: string): string {
  return name.replaceAll('=', '+').replaceAll(',', '.');
}

function listFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Where the programs of a guest folder stand inside it; for the doctor. */
export function programInFolder(folder: string, name: string): string {
  return join(folder, 'usr/bin', programOf[name] ?? name);
}
