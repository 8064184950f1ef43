import { arm64Calls } from './arm64-calls.ts';
import { i386Calls } from './i386-calls.ts';
import { x8664Calls } from './x86-64-calls.ts';

/** Architectures whose system-call numbers are known here. */
export type SyscallArchitecture = 'x86-64' | 'arm64';

/** One system call of one architecture. */
export interface Syscall {
  readonly number: number;
  /** As user programs call it: `rename`. */
  readonly name: string;
  /** The kernel's name where it differs: `newstat` for `stat`. Tables keep it as `@syscall/newstat`. */
  readonly entry: string;
}

interface SyscallTable {
  readonly byNumber: ReadonlyMap<number, Syscall>;
  readonly byName: ReadonlyMap<string, Syscall>;
}

function readCalls(text: string): SyscallTable {
  const calls = text
    .trim()
    .split('\n')
    .map(line => {
      const [number, name, entry] = line.split(' ');
      return { number: Number(number), name: name!, entry: entry ?? name! };
    });
  return {
    byNumber: new Map(calls.map(call => [call.number, call])),
    byName: new Map(calls.map(call => [call.name, call])),
  };
}

const tables: Readonly<Record<SyscallArchitecture, SyscallTable>> = {
  'x86-64': readCalls(x8664Calls),
  arm64: readCalls(arm64Calls),
};

const i386 = readCalls(i386Calls);

/** What 32-bit programs on a 64-bit kernel call by this number; undefined where it is not known: those of arm have no table. */
export function compatCallName(architecture: SyscallArchitecture, number: number): string | undefined {
  return architecture === 'x86-64' ? i386.byNumber.get(number)?.name : undefined;
}

/** The system call with this number, or undefined (newer than the table, or never given). */
export function syscallByNumber(architecture: SyscallArchitecture, number: number): Syscall | undefined {
  return tables[architecture].byNumber.get(number);
}

/** The system call that user programs call by this name, or undefined. */
export function syscallByName(architecture: SyscallArchitecture, name: string): Syscall | undefined {
  return tables[architecture].byName.get(name);
}

/** All system calls of an architecture by number. */
export function listSyscalls(architecture: SyscallArchitecture): readonly Syscall[] {
  return [...tables[architecture].byNumber.values()];
}

/**
 * The name under which the kernel defines the call that a function enters, e.g. `rename` for `__x64_sys_rename` and
 * `__arm64_sys_rename`; undefined for other functions.
 */
export function syscallOfFunction(name: string): string | undefined {
  return /^(?:__(?:x64|ia32|x32|arm64|se|do)_(?:compat_)?|)sys_(\w+?)(?:\.\w+)*$/.exec(name)?.[1];
}
