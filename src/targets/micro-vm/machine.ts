import type { TimeKind } from '../../base/index.ts';
import type { GuestArch } from '../../packages/index.ts';
import type { BootableKernel } from './kernel/bootable-kernel.ts';

export type Accelerator = 'kvm' | 'tcg';

/** The machine a guest is: with the agent, all that a saved state depends on. */
export interface Machine {
  readonly arch: GuestArch;
  readonly kernel: BootableKernel;
  readonly cpus: number;
  readonly memoryMiB: number;
  readonly accelerator: Accelerator;
  /** The guest's clock counts executed instructions. */
  readonly instructionTime: boolean;
}

/** What a duration measured in such a guest means. */
export function timeKindOf(machine: Machine): TimeKind {
  if (machine.instructionTime) return 'instructions';
  return machine.accelerator === 'kvm' ? 'real' : 'emulated';
}
