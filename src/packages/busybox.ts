import { join } from 'node:path';
import { say } from '../words/index.ts';
import { findDistribution } from './distribution.ts';
import { readElfFacts } from './elf-facts.ts';
import { readStamp } from './kept-folder.ts';
import { machineArch, unknownMachine } from './loader.ts';
import type { Obtainable } from './obtain.ts';
import { findObtained, obtain } from './obtain.ts';
import type { Progress } from './progress.ts';
import { type DebArch, debArchOf, type GuestArch } from './tool.ts';
import type { UnpackedThing } from './unpacked.ts';
import { needUnpacked, placeOf } from './unpacked.ts';
import { findProgram } from './way.ts';

/** The busybox that would be used now, without getting any. */
export function findBusybox(arch: GuestArch): { path: string; origin: 'system' | 'unpacked' } | undefined {
  const path = findObtained(busyboxOf(arch));
  return path === undefined ? undefined : { path, origin: path === onSystem(arch) ? 'system' : 'unpacked' };
}

/** Path of a static busybox of `arch`, for the guest. One of another architecture is always unpacked. */
export function needBusybox(arch: GuestArch, progress: Progress): Promise<string> {
  return obtain(busyboxOf(arch), progress);
}

function busyboxOf(arch: GuestArch): Obtainable<string> {
  const thing = unpackedBusybox(arch);
  const unpackedPath = thing && join(placeOf(thing).folder, thing.witness);
  return {
    label: thing?.label ?? 'busybox',
    install: debArchOf(arch) === machineArch() ? thing?.packages : undefined,
    findOnSystem: () => onSystem(arch),
    findUnpacked: () => (thing && readStamp(placeOf(thing)) ? unpackedPath : undefined),
    unpack: async progress => {
      if (!thing) throw unknownMachine();
      return join(await needUnpacked(thing, progress), thing.witness);
    },
  };
}

/** The system's busybox serves when it is static and of that architecture. */
function onSystem(arch: GuestArch): string | undefined {
  const path = findProgram('busybox');
  const facts = path === undefined ? undefined : readElfFacts(path);
  return facts?.isStatic && facts.arch === arch ? path : undefined;
}

function unpackedBusybox(arch: GuestArch): UnpackedThing | undefined {
  const distribution = findDistribution();
  if (!distribution) return undefined;
  const debArch: DebArch = debArchOf(arch);
  return {
    name: 'busybox',
    label: say('thing.busybox', { arch }),
    packages: [distribution.packages.busybox],
    arch: debArch,
    witness: 'usr/bin/busybox',
  };
}
