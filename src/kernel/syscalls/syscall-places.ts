import { places } from './places.ts';
import type { SyscallArchitecture } from './syscalls.ts';

/** Where a system call is defined in the kernel's source. */
export interface SyscallPlace {
  readonly file: string;
  /** Undefined where only another build of the same version is known: lines move with every fix. */
  readonly line: number | undefined;
}

/** System calls of one kernel by the name of their entry. */
export interface SyscallPlaces {
  /** The kernel that they were read from. */
  readonly release: string;
  find(entry: string): SyscallPlace | undefined;
  /** Whether it has no such call: another kernel known here defines it, this one does not. */
  lacks(entry: string): boolean;
}

interface Line {
  readonly file: string;
  readonly line: number;
}

const read = new Map<string, ReadonlyMap<string, readonly Line[]>>();
const folders: Readonly<Record<SyscallArchitecture, string>> = {
  'x86-64': 'arch/x86/',
  arm64: 'arch/arm64/',
};

/**
 * Where a kernel defines its system calls, by its release; with lines where exactly its source is known. Undefined where no
 * kernel of its version is known.
 */
export function syscallPlaces(release: string, architecture: SyscallArchitecture): SyscallPlaces | undefined {
  const exact = places.find(one => sourceOf(one.release) === sourceOf(release));
  const version = versionOf(release);
  const known =
    exact ?? (version === '' ? undefined : places.find(one => versionOf(one.release) === version));
  if (known === undefined) return undefined;
  const lines = linesOf(known.release, known.text);
  const inTable = (table: ReadonlyMap<string, readonly Line[]>, entry: string): Line | undefined =>
    table.get(definitionOf(architecture, entry))?.find(({ file }) => isOf(file, architecture));
  return {
    release: known.release,
    find: entry => {
      const found = inTable(lines, entry);
      return found && { file: found.file, line: exact === undefined ? undefined : found.line };
    },
    lacks: entry =>
      inTable(lines, entry) === undefined &&
      places.some(other => inTable(linesOf(other.release, other.text), entry) !== undefined),
  };
}

/** arm64 checks personalities itself before it does what all do (arch/arm64/kernel/sys.c). */
function definitionOf(architecture: SyscallArchitecture, entry: string): string {
  return architecture === 'arm64' && entry === 'personality' ? 'arm64_personality' : entry;
}

/** Debian builds all flavours but the real-time one from one source: `6.1.0-56` of `6.1.0-56-cloud-amd64`. */
function sourceOf(release: string): string {
  return release.replace(/(?:-cloud)?-(?:amd64|arm64)$/, '');
}

function versionOf(release: string): string {
  return /^\d+\.\d+(?=\D|$)/.exec(release)?.[0] ?? '';
}

function isOf(file: string, architecture: SyscallArchitecture): boolean {
  return !file.startsWith('arch/') || file.startsWith(folders[architecture]);
}

function linesOf(release: string, text: string): ReadonlyMap<string, readonly Line[]> {
  const lines = read.get(release) ?? readPlaces(text);
  read.set(release, lines);
  return lines;
}

function readPlaces(text: string): ReadonlyMap<string, readonly Line[]> {
  const found = new Map<string, Line[]>();
  let file = '';
  for (const row of text.trim().split('\n')) {
    if (row.startsWith('/')) {
      file = row.slice(1);
      continue;
    }
    const [entry, line] = row.split(' ');
    const before = found.get(entry!) ?? [];
    found.set(entry!, [...before, { file, line: Number(line) }]);
  }
  return found;
}

const prefixes: Readonly<Record<SyscallArchitecture, string>> = {
  'x86-64': '__x64_sys_',
  arm64: '__arm64_sys_',
};

/** The kernel's function that a system call enters, as kernels call it since 4.17: `__x64_sys_newstat`. */
export function syscallFunction(architecture: SyscallArchitecture, entry: string): string {
  return prefixes[architecture] + definitionOf(architecture, entry);
}
