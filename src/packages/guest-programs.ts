import { existsSync, readdirSync, symlinkSync } from 'node:fs';
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

/** What a package is wanted for, where it is not a program called like the package: another program, or a file. */
const programOf: Readonly<Record<string, string>> = {
  'linux-perf': 'perf',
  'busybox-static': 'busybox',
  'gcc-bpf': 'bpf-gcc',
  'libc6-dev': '/usr/include/stdio.h',
  'libbpf-dev': '/usr/include/bpf/bpf_helpers.h',
  binutils: 'objdump',
  procps: 'slabtop',
  psmisc: 'pstree',
  iproute2: 'ip',
  'iputils-ping': 'ping',
  e2fsprogs: 'debugfs',
  sleuthkit: 'istat',
  bsdextrautils: 'hexdump',
};

interface GuestProgramOptions {
  /** Of the guest; this machine's own where not given. */
  readonly arch?: DebArch;
}

/** The package names whose program this machine's own root would not show to a guest. */
export function missingPrograms(names: readonly string[]): readonly string[] {
  if (systemForbidden()) return names;
  return names.filter(name => !isThere(programOf[name] ?? name));
}

function isThere(wanted: string): boolean {
  return wanted.startsWith('/') ? existsSync(wanted) : findProgram(wanted) !== undefined;
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
  const folder = await needUnpacked(thingOf(names, arch), progress);
  linkByOtherNames(folder);
  return folder;
}

/** Names that a package's installation would have made (update-alternatives). */
const otherNames: Readonly<Record<string, string>> = { cc: 'gcc', 'c++': 'g++' };

function linkByOtherNames(folder: string): void {
  for (const [name, program] of Object.entries(otherNames)) {
    const path = join(folder, 'usr/bin', name);
    if (!existsSync(join(folder, 'usr/bin', program)) || existsSync(path)) continue;
    try {
      symlinkSync(program, path);
    } catch (error) {
      // Another Ringside made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
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
