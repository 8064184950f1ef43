import type { KernelParts } from './load-parts.ts';

type FindParts = (release: string, architecture: string) => KernelParts | undefined;

let find: FindParts = () => undefined;

/** Says how tables of kernels are found: a process reads files, a page has fetched them. */
export function findKernelPartsBy(finder: FindParts): void {
  find = finder;
}

/** What is known of the functions of the kernel that `uname -a` names; undefined where nothing is. */
export function kernelPartsOf(uname: string): KernelParts | undefined {
  const { release, arch } = readUname(uname);
  return release === '' ? undefined : find(release, arch);
}

/** Release and machine in what `uname -a` says. */
export function readUname(uname: string): { readonly release: string; readonly arch: string } {
  const release = /^\S+ \S+ (\S+)/.exec(uname)?.[1] ?? '';
  const words = uname.split(/\s+/).slice(3);
  const arch = words.findLast(word =>
    /^(?:x86_64|i[3-6]86|aarch64|arm\w*|riscv\d+|ppc\w*|s390x?|loongarch64|mips\w*)$/.test(word),
  );
  return { release, arch: arch ?? '' };
}
