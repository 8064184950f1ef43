/** The machine a guest is: the kernel's and QEMU's names are derived from it. */
export type GuestArch = 'x86_64' | 'arm64';

/**
 * A program with its launch line: the system's own, or an unpacked one, which is started through the
 * unpacked dynamic loader so that it uses none of the system's libraries.
 */
export interface Tool {
  /** The program's file. */
  readonly path: string;
  /** What to execute, before the program's own arguments: `[path]` or `[ld.so, --library-path, …, path]`. */
  readonly argv: readonly string[];
  /** To be added to the environment of the program. */
  readonly env: Readonly<Record<string, string>>;
  readonly origin: 'system' | 'unpacked';
}

export interface QemuTool extends Tool {
  /** `-L FOLDER …`, to stand first on QEMU's command line. */
  readonly firmwareArgs: readonly string[];
}

/** An unpacked kernel package. */
export interface KernelPackage {
  /** `uname -r` of the kernel. */
  readonly release: string;
  readonly vmlinuz: string;
  /** `…/lib/modules/RELEASE`, with `modules.dep` made. */
  readonly modules: string;
  /** The configuration it was built with. */
  readonly config: string;
  /** Distribution package and its version. */
  readonly package: string;
  readonly version: string;
}

/** The Debian names of architectures. */
export type DebArch = 'amd64' | 'arm64';

export function debArchOf(arch: GuestArch): DebArch {
  return arch === 'x86_64' ? 'amd64' : 'arm64';
}
