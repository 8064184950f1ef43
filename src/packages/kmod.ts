import { readStamp } from './kept-folder.ts';
import { machineArch, systemTool, unknownMachine, unpackedTool } from './loader.ts';
import type { Obtainable } from './obtain.ts';
import { obtain } from './obtain.ts';
import type { Progress } from './progress.ts';
import type { Tool } from './tool.ts';
import type { UnpackedThing } from './unpacked.ts';
import { needUnpacked, placeOf } from './unpacked.ts';
import { findProgram } from './way.ts';

/** depmod, which reads modules of any architecture and compression. The system's, else unpacked; never installed. */
export function needDepmod(progress: Progress): Promise<Tool> {
  const arch = machineArch();
  if (!arch) throw unknownMachine();
  const thing: UnpackedThing = {
    name: 'kmod',
    label: 'kmod',
    packages: ['kmod'],
    arch,
    witness: 'usr/bin/kmod',
  };
  const launch = (): Tool => {
    // kmod is told by its own name which of its programs to be.
    const tool = unpackedTool(placeOf(thing).folder, thing.witness, arch);
    const [loader = '', ...rest] = tool.argv;
    return { ...tool, argv: [loader, '--argv0', 'depmod', ...rest] };
  };
  const wanted: Obtainable<Tool> = {
    label: thing.label,
    install: undefined,
    findOnSystem: () => {
      const path = findProgram('depmod');
      return path === undefined ? undefined : systemTool(path);
    },
    findUnpacked: () => (readStamp(placeOf(thing)) ? launch() : undefined),
    unpack: async () => {
      await needUnpacked(thing, progress);
      return launch();
    },
  };
  return obtain(wanted, progress);
}
