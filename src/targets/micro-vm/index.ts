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
import { withBestAccelerator } from './accelerator.ts';
import { type KernelChoice, needKernel } from './kernel/bootable-kernel.ts';
import type { Accelerator, Machine } from './machine.ts';
import { openGuest } from './open-guest.ts';
import type { Armed } from './saved-guests.ts';
import { openSession } from './session.ts';

export { imagePath, needKernel } from './kernel/bootable-kernel.ts';
export { cutVmlinux } from './kernel/cut-vmlinux.ts';
export type { Armed } from './saved-guests.ts';
export { listSaved } from './saved-guests.ts';

export interface MicroVmOptions extends KernelChoice {
  readonly arch: GuestArch;
  readonly cpus?: number;
  readonly memoryMiB?: number;
  readonly instructionTime: boolean;
  /** Under KVM where a guest has run under it, emulated else, when undefined. */
  readonly accelerator?: Accelerator;
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
  const machine: Omit<Machine, 'accelerator'> = {
    arch: options.arch,
    kernel,
    cpus: options.cpus ?? (options.instructionTime ? 1 : Math.min(2, availableParallelism())),
    memoryMiB: options.memoryMiB ?? 1024,
    instructionTime: options.instructionTime,
  };
  const { arch, instructionTime, armed, alwaysBoot, accelerator: asked } = options;
  const asRoot = options.asRoot || !isRoot();
  const wish = { asked, arch, instructionTime, qemu, asRoot };
  const opened = await withBestAccelerator(wish, progress, accelerator =>
    openGuest({
      machine: { ...machine, accelerator },
      qemu,
      busybox,
      armed,
      alwaysBoot,
      asRoot,
      progress,
      ...(programs === undefined ? {} : { programs }),
    }),
  );
  progress.end();
  return openSession(opened, { armed, hasPrograms: programs !== undefined });
}
