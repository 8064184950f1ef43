import type { Armed, MicroVmOptions } from '../../targets/micro-vm/index.ts';

/** What the command line said of the guest. */
export interface GuestArguments {
  readonly kernel?: string;
  readonly modules?: string;
  readonly arch: 'x86_64' | 'arm64';
  readonly cpus?: number;
  readonly memory?: number;
  readonly time: 'real' | 'instructions';
  readonly accel?: 'kvm' | 'tcg';
  readonly saved: boolean;
  readonly qemuUser?: 'root';
}

/** The guest that the command line asks for. */
export function guestOptions(
  asked: GuestArguments,
  armed: Armed,
  programs: readonly string[],
): MicroVmOptions {
  return {
    arch: asked.arch,
    armed,
    instructionTime: asked.time === 'instructions',
    alwaysBoot: !asked.saved,
    asRoot: asked.qemuUser === 'root',
    programs,
    ...(asked.accel === undefined ? {} : { accelerator: asked.accel }),
    ...(asked.kernel === undefined ? {} : { kernel: asked.kernel }),
    ...(asked.modules === undefined ? {} : { modules: asked.modules }),
    ...(asked.cpus === undefined ? {} : { cpus: asked.cpus }),
    ...(asked.memory === undefined ? {} : { memoryMiB: asked.memory }),
  };
}
