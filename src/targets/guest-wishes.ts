import { UsageError } from '../base/index.ts';
import { packagesOf } from '../packages/index.ts';
import { say } from '../words/index.ts';
import type { Armed, MicroVmOptions } from './micro-vm/index.ts';

/** What a person asks of the guest; the rest is as it always is. */
export interface GuestWishes {
  readonly kernel?: string;
  readonly modules?: string;
  readonly arch: 'x86_64' | 'arm64';
  readonly cpus?: number;
  readonly memory?: number;
  readonly time: 'real' | 'instructions';
  readonly accel?: 'kvm' | 'tcg';
  readonly saved: boolean;
  readonly qemuUser?: 'root';
  /** Packages, or sets of them, whose programs must stand in the guest. */
  readonly with?: readonly string[];
}

/** The guest that is asked for. */
export function guestOptions(asked: GuestWishes, armed: Armed, needed: readonly string[]): MicroVmOptions {
  // A guest of another processor sees none of this machine's programs.
  const programs = packagesOf([...needed, ...(asked.with ?? [])], { ofThisMachine: asked.arch !== 'arm64' });
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

/** A UsageError where something is asked of a guest, and `on` is none. */
export function refuseGuestWishes(asked: GuestWishes, on: string): void {
  const { kernel, modules, arch, cpus, memory, time, accel, saved, qemuUser } = asked;
  const options = [
    ...Object.entries({ kernel, modules, cpus, memory, accel, with: asked.with })
      .filter(([, value]) => value !== undefined)
      .map(([name]) => `--${name}`),
    ...(qemuUser === undefined ? [] : ['--qemu-user']),
    ...(arch === usualGuest.arch ? [] : ['--arch']),
    ...(time === usualGuest.time ? [] : ['--time']),
    ...(saved ? [] : ['--no-saved']),
  ];
  if (options.length === 0) return;
  throw new UsageError(
    say('targets.guest-options', { options: options.join(', '), on }),
    say('targets.guest-options.remedy'),
  );
}

/** A guest like most. */
export const usualGuest: GuestWishes = { arch: 'x86_64', time: 'real', saved: true };
