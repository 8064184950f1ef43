import type { GuestArch } from '../../packages/index.ts';

/** What differs between guests of one architecture and another, as data. */
export interface Architecture {
  readonly arch: GuestArch;
  /** QEMU's machine without acceleration. `thread=single`: with several threads, patching ftrace's call sites crashes a guest of two CPUs. */
  readonly machine: string;
  readonly emulatedCpu: string;
  readonly console: string;
  /** The host's programs can run in the guest. */
  readonly sharesHostRoot: boolean;
  readonly kernelParameters: readonly string[];
  /** Loaded before the agent speaks: its channel and the root. */
  readonly firstModules: readonly string[];
  /** Loaded before a state is saved: disks, filesystems, the network card. */
  readonly lateModules: readonly string[];
}

const channelModules = ['virtio_pci', 'virtio_console'];
const rootModules = ['9pnet_virtio', '9p', 'overlay'];
const deviceModules = ['virtio_scsi', 'sd_mod', 'virtio_blk', 'crc32c_generic', 'ext4', 'e1000'];

export const architectures: Readonly<Record<GuestArch, Architecture>> = {
  x86_64: {
    arch: 'x86_64',
    machine: 'pc',
    emulatedCpu: 'max',
    console: 'ttyS0',
    sharesHostRoot: true,
    // Of an emulated boot, the self-tests of the crypto layer are half a second, and what ACPI's bytecode says of the
    // interrupt of each PCI device together a third of the whole; without it the BIOS's tables say the same.
    kernelParameters: ['mitigations=off', 'tsc=reliable', 'cryptomgr.notests=1', 'pci=noacpi'],
    firstModules: [...channelModules, ...rootModules],
    lateModules: deviceModules,
  },
  arm64: {
    arch: 'arm64',
    machine: 'virt',
    // `max` signs pointers in software, and function_graph then hangs for minutes.
    emulatedCpu: 'cortex-a72',
    console: 'ttyAMA0',
    sharesHostRoot: false,
    kernelParameters: ['mitigations=off', 'cryptomgr.notests=1'],
    firstModules: channelModules,
    lateModules: [...rootModules, ...deviceModules],
  },
};
