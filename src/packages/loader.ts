import { join } from 'node:path';
import { TargetError } from '../base/index.ts';
import { say } from '../words/index.ts';
import { needDistribution } from './distribution.ts';
import type { DebArch, Tool } from './tool.ts';

/** Names of machines in the paths of libraries and cross tools. */
export const triplets: Readonly<Record<DebArch, string>> = {
  amd64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
};
const loaders: Readonly<Record<DebArch, string>> = {
  amd64: 'usr/lib64/ld-linux-x86-64.so.2',
  arm64: 'usr/lib/ld-linux-aarch64.so.1',
};

/** This machine's architecture by its Debian name; undefined where Ringside knows none. */
export function machineArch(): DebArch | undefined {
  if (process.arch === 'x64') return 'amd64';
  return process.arch === 'arm64' ? 'arm64' : undefined;
}

/** `usr/lib/TRIPLET` inside an unpacked folder. */
export function libraryFolder(folder: string, arch: DebArch): string {
  return join(folder, 'usr/lib', triplets[arch]);
}

/** A program of an unpacked folder, started through the loader of that folder. `path` is relative to it. */
export function unpackedTool(
  folder: string,
  path: string,
  arch: DebArch,
  env: Readonly<Record<string, string>> = {},
): Tool {
  const libraries = libraryFolder(folder, arch);
  const program = join(folder, path);
  // pulseaudio keeps a library of its own beside the others, found by a run path that is absolute.
  const searched = [libraries, join(libraries, 'pulseaudio')].join(':');
  return {
    path: program,
    argv: [join(folder, loaders[arch]), '--library-path', searched, program],
    env,
    origin: 'unpacked',
  };
}

export function systemTool(path: string): Tool {
  return { path, argv: [path], env: {}, origin: 'system' };
}

/** Why nothing can be unpacked here: the distribution or the architecture is not in our tables. */
export function unknownMachine(): TargetError {
  try {
    needDistribution();
  } catch (error) {
    if (error instanceof TargetError) return error;
    throw error;
  }
  return new TargetError(
    say('setup.check'),
    say('setup.unknown-arch', { arch: process.arch }),
    say('setup.unknown-system.read'),
  );
}
