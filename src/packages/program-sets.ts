import { missingPrograms } from './guest-programs.ts';

/** Programs that belong together, by the names of their packages. */
export const programSets: Readonly<Record<string, readonly string[]>> = {
  // What a course about the kernel types by hand: tracers, debuggers, a compiler for it and one for BPF.
  course: [
    ...['uftrace', 'trace-cmd', 'blktrace', 'strace', 'bpftool'],
    ...['gcc', 'libc6-dev', 'make', 'binutils', 'gcc-bpf', 'gdb', 'cgdb'],
    ...['procps', 'psmisc', 'iproute2', 'iputils-ping', 'e2fsprogs', 'sleuthkit', 'bsdextrautils'],
  ],
};

/** The packages that `--with` names, each by itself or as a set, without those whose programs a guest of this machine shows anyway. */
export function packagesOf(
  names: readonly string[],
  { ofThisMachine }: { ofThisMachine: boolean },
): readonly string[] {
  const packages = [...new Set(names.flatMap(name => programSets[name] ?? [name]))];
  return ofThisMachine ? missingPrograms(packages) : packages;
}
