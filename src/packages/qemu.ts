import { join } from 'node:path';
import { say } from '../words/index.ts';
import { findDistribution } from './distribution.ts';
import { readStamp } from './kept-folder.ts';
import { libraryFolder, machineArch, systemTool, unknownMachine, unpackedTool } from './loader.ts';
import type { Obtainable } from './obtain.ts';
import { findObtained, obtain } from './obtain.ts';
import type { Progress } from './progress.ts';
import type { GuestArch, QemuTool } from './tool.ts';
import type { UnpackedThing } from './unpacked.ts';
import { needUnpacked, placeOf } from './unpacked.ts';
import { findProgram } from './way.ts';

const programs: Readonly<Record<GuestArch, string>> = {
  x86_64: 'qemu-system-x86_64',
  arm64: 'qemu-system-aarch64',
};

/** The QEMU that would be used now, without getting any: the system's or an unpacked one. */
export function findQemu(arch: GuestArch): QemuTool | undefined {
  return findObtained(qemuOf(arch));
}

/** QEMU for guests of `arch`: the system's, else installed by root or sudo, else unpacked under the cache. */
export function needQemu(arch: GuestArch, progress: Progress): Promise<QemuTool> {
  return obtain(qemuOf(arch), progress);
}

function qemuOf(arch: GuestArch): Obtainable<QemuTool> {
  const thing = unpackedQemu(arch);
  return {
    label: say('thing.qemu', { arch }),
    install: thing?.packages,
    findOnSystem: () => {
      const path = findProgram(programs[arch]);
      return path === undefined ? undefined : { ...systemTool(path), firmwareArgs: [] };
    },
    findUnpacked: () => (thing && readStamp(placeOf(thing)) ? launchLine(thing, arch) : undefined),
    unpack: async progress => {
      if (!thing) throw unknownMachine();
      await needUnpacked(thing, progress);
      return launchLine(thing, arch);
    },
  };
}

function unpackedQemu(arch: GuestArch): UnpackedThing | undefined {
  const machine = machineArch();
  const distribution = findDistribution();
  if (!machine || !distribution) return undefined;
  return {
    name: `qemu-${arch}`,
    label: say('thing.qemu', { arch }),
    packages: distribution.packages.qemu[arch],
    arch: machine,
    witness: `usr/bin/${programs[arch]}`,
  };
}

// Without QEMU_MODULE_DIR the accelerators, which are modules, are not found ("could not load module for type
// tcg-accel-ops"): QEMU looks for them relative to its own executable, and that is the loader.
function launchLine(thing: UnpackedThing, arch: GuestArch): QemuTool {
  const { folder } = placeOf(thing);
  const modules = join(libraryFolder(folder, thing.arch), 'qemu');
  const firmware = ['share/qemu', 'share/seabios', 'lib/ipxe/qemu'].map(name => join(folder, 'usr', name));
  return {
    ...unpackedTool(folder, `usr/bin/${programs[arch]}`, thing.arch, { QEMU_MODULE_DIR: modules }),
    firmwareArgs: firmware.flatMap(name => ['-L', name]),
  };
}
