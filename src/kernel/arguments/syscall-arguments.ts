import { argumentTable } from './argument-table.ts';

/** One argument of a system call. */
export interface SyscallArgument {
  readonly name: string;
  /** `i` signed, `x` an address or bits, `fd` a file descriptor, `mode` permissions, empty a number; else whose names it has. */
  readonly kind: string;
}

const callArguments = new Map(
  argumentTable
    .trim()
    .split('\n')
    .map(line => {
      const [entry = '', ...words] = line.split(' ');
      return [entry, words.map(readArgument)] as const;
    }),
);

function readArgument(word: string): SyscallArgument {
  const [name = '', kind = ''] = word.split(':');
  return { name, kind };
}

/** The arguments of a system call by the kernel's name of it (`newfstatat`); undefined where they are not known. */
export function argumentsOfCall(entry: string): readonly SyscallArgument[] | undefined {
  return callArguments.get(entry);
}
