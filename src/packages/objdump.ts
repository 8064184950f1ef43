import { say } from '../words/index.ts';
import { findDistribution } from './distribution.ts';
import { readStamp } from './kept-folder.ts';
import { machineArch, systemTool, triplets, unknownMachine, unpackedTool } from './loader.ts';
import type { Obtainable } from './obtain.ts';
import { obtain } from './obtain.ts';
import type { Progress } from './progress.ts';
import { debArchOf, type GuestArch, type Tool } from './tool.ts';
import type { UnpackedThing } from './unpacked.ts';
import { needUnpacked, placeOf } from './unpacked.ts';
import { findProgram } from './way.ts';

/** binutils' objdump for code of `arch`: the system's, else installed by root or sudo, else unpacked under the cache. */
export function needObjdump(arch: GuestArch, progress: Progress): Promise<Tool> {
  return obtain(objdumpOf(arch), progress);
}

function objdumpOf(arch: GuestArch): Obtainable<Tool> {
  const thing = unpackedObjdump(arch);
  const launch = (of: UnpackedThing): Tool => unpackedTool(placeOf(of).folder, of.witness, of.arch);
  return {
    label: say('thing.objdump', { arch }),
    install: thing?.packages,
    findOnSystem: () => onSystem(arch),
    findUnpacked: () => (thing && readStamp(placeOf(thing)) ? launch(thing) : undefined),
    unpack: async progress => {
      if (!thing) throw unknownMachine();
      await needUnpacked(thing, progress);
      return launch(thing);
    },
  };
}

/** Named after the processor; the plain one is for the machine's own. */
function onSystem(arch: GuestArch): Tool | undefined {
  const own = debArchOf(arch) === machineArch() ? findProgram('objdump') : undefined;
  const path = own ?? findProgram(programOf(arch));
  return path === undefined ? undefined : systemTool(path);
}

function programOf(arch: GuestArch): string {
  return `${triplets[debArchOf(arch)]}-objdump`;
}

function unpackedObjdump(arch: GuestArch): UnpackedThing | undefined {
  const machine = machineArch();
  if (!machine || !findDistribution()) return undefined;
  return {
    name: `objdump-${arch}`,
    label: say('thing.objdump', { arch }),
    packages: [`binutils-${triplets[debArchOf(arch)].replace('_', '-')}`],
    arch: machine,
    witness: `usr/bin/${programOf(arch)}`,
  };
}
