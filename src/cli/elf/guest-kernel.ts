import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ElfFile, kernelSymbols, type NamedAddress, readElf } from '../../elf/index.ts';
import { createProgress } from '../../packages/index.ts';
import { guestOptions, usualGuest } from '../../targets/guest-wishes.ts';
import { cutVmlinux, needKernel, startMicroVm } from '../../targets/micro-vm/index.ts';

/** The kernel that guests boot, as the ELF file inside of its image. */
export interface GuestKernel {
  /** Its package and version, or its path. */
  readonly origin: string;
  readonly file: ElfFile;
  /** Its symbols by linked addresses: distributions' images have none, so the kernel is asked when it runs. */
  names(): Promise<readonly NamedAddress[]>;
}

export interface KernelWishes {
  readonly kernel?: string;
  readonly modules?: string;
}

/** Gets the kernel of the guest. A guest is resumed, or booted once, when its symbols are asked for. */
export async function readGuestKernel(wishes: KernelWishes): Promise<GuestKernel> {
  const progress = createProgress();
  const kernel = await needKernel(usualGuest.arch, wishes, progress);
  progress.end();
  const file = readElf(await cutVmlinux(await readFile(kernel.image), kernel.origin));
  return {
    origin: kernel.origin,
    file,
    names: async () => kernelSymbols(await readKallsyms(wishes), file),
  };
}

async function readKallsyms(wishes: KernelWishes): Promise<Uint8Array> {
  const session = await startMicroVm(guestOptions({ ...usualGuest, ...wishes }, 'nop', []), createProgress());
  try {
    return await readFile(join(await session.facts(), 'kallsyms'));
  } finally {
    await session.close();
  }
}
