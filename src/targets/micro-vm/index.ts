import { availableParallelism } from 'node:os';
import {
  debArchOf,
  type GuestArch,
  isRoot,
  needBusybox,
  needGuestPrograms,
  needQemu,
  type Progress,
} from '../../packages/index.ts';
import type { TargetSession } from '../target.ts';
import { type KernelChoice, needKernel } from './kernel/bootable-kernel.ts';
import type { Machine } from './machine.ts';
import { openGuest } from './open-guest.ts';
import type { Armed } from './saved-guests.ts';
import { openSession } from './session.ts';

export type { Armed } from './saved-guests.ts';
export { listSaved } from './saved-guests.ts';

export interface MicroVmOptions extends KernelChoice {
  readonly arch: GuestArch;
  readonly cpus?: number;
  readonly memoryMiB?: number;
  readonly instructionTime: boolean;
  readonly armed: Armed;
  /** Packages whose programs must stand in the guest. */
  readonly programs: Parameters<typeof needGuestPrograms>[0];
  /** QEMU keeps root's rights over the host's files. */
  readonly asRoot: boolean;
  /** Boot each time. */
  readonly alwaysBoot: boolean;
}

/** A real kernel in a micro-VM, resumed in a moment, with this machine's programs. */
export async function startMicroVm(options: MicroVmOptions, progress: Progress): Promise<TargetSession> {
  const qemu = await needQemu(options.arch, progress);
  const busybox = await needBusybox(options.arch, progress);
  const kernel = await needKernel(options.arch, options, progress);
  const programs =
    options.programs.length > 0
      ? await needGuestPrograms(options.programs, progress, { arch: debArchOf(options.arch) })
      : undefined;
  const machine: Machine = {
    arch: options.arch,
    kernel,
    cpus: options.cpus ?? (options.instructionTime ? 1 : Math.min(2, availableParallelism())),
    memoryMiB: options.memoryMiB ?? 1024,
    accelerator: 'tcg',
    instructionTime: options.instructionTime,
  };
  const { armed, alwaysBoot, asRoot } = options;
  const opened = await openGuest({
    machine,
    qemu,
    busybox,
    armed,
    alwaysBoot,
    asRoot: asRoot || !isRoot(),
    progress,
    ...(programs === undefined ? {} : { programs }),
  });
  progress.end();
  return openSession(opened, { armed, hasPrograms: programs !== undefined });
}
