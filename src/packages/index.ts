export type { Places } from './places.ts';
export { places } from './places.ts';
export type { Progress } from './progress.ts';
export { createProgress, silentProgress } from './progress.ts';
export type { GuestArch, KernelPackage, QemuTool, Tool } from './tool.ts';

import { TargetError } from '../base/index.ts';
import type { Progress } from './progress.ts';
import type { GuestArch, KernelPackage, QemuTool } from './tool.ts';

/** QEMU for guests of `arch`: the system's, else installed by root or sudo, else unpacked under the cache. */
export async function needQemu(_arch: GuestArch, _progress: Progress): Promise<QemuTool> {
  throw unwritten();
}
/** Path of a static busybox of `arch`, for the guest. */
export async function needBusybox(_arch: GuestArch, _progress: Progress): Promise<string> {
  throw unwritten();
}
/**
 * A distribution kernel, unpacked under the cache, never installed. `name` is a package (`linux-image-amd64`
 * stands for the newest version known when it was first asked for; `refresh` asks again).
 */
export async function needKernelPackage(
  _name: string,
  _arch: GuestArch,
  _progress: Progress,
  _options?: { readonly refresh?: boolean },
): Promise<KernelPackage> {
  throw unwritten();
}
/**
 * Programs for the guest, with everything they need, unpacked into a folder that serves as a second lower
 * layer of the guest's root (usr-merged: bin, sbin, lib, lib64 are links into usr).
 */
export async function needGuestPrograms(_names: readonly string[], _progress: Progress): Promise<string> {
  throw unwritten();
}
function unwritten(): TargetError {
  return new TargetError('set up this machine', 'not written yet', 'wait for the next commit');
}
