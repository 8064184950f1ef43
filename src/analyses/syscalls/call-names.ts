import {
  argumentsOfCall,
  compatCallName,
  listSyscalls,
  type SyscallArchitecture,
  type SyscallArgument,
  syscallByNumber,
} from '../../kernel/index.ts';
import { effectOf, type FileEffect } from './file-effects.ts';

/** A kind of call that a trace has. */
export interface CallName {
  /** As programs call it; `x32 read` through that interface, `32-bit read` by a program of 32 bits, `call 5000` where its name is not known. */
  readonly name: string;
  readonly arguments: readonly SyscallArgument[] | undefined;
  /** Which argument is the file descriptor that it works on; -1 for none. */
  readonly fdArgument: number;
  readonly effect: FileEffect | undefined;
  /** False for the ends of tasks. */
  readonly returns: boolean;
}

/** Calls of the x32 interface have this bit in their number (arch/x86/include/uapi/asm/unistd.h). */
const x32Bit = 0x4000_0000;
/** More kinds of calls come from broken files alone. */
const mostNames = 8192;

/** The calls of a trace by code: an index that is given when a call is met first. */
export class CallNames {
  readonly list: CallName[] = [];
  readonly #architecture: SyscallArchitecture;
  /** By number, for those that kernels have; -1 for those not met. */
  readonly #ofUsual = new Int16Array(1024).fill(-1);
  readonly #byNumber = new Map<number, number>();
  readonly #byCompatNumber = new Map<number, number>();
  readonly #byName = new Map<string, number>();
  readonly #userNames: ReadonlyMap<string, string>;

  constructor(architecture: SyscallArchitecture) {
    this.#architecture = architecture;
    this.#userNames = new Map(listSyscalls(architecture).map(({ entry, name }) => [entry, name]));
  }

  ofNumber(number: number): number {
    const usual = this.#ofUsual[number];
    if (usual !== undefined && usual >= 0) return usual;
    const found = this.#byNumber.get(number);
    if (found !== undefined) return found;
    if (this.#byNumber.size >= mostNames) return this.#codeOf('other calls', '');
    const code = this.#nameNumber(number);
    this.#byNumber.set(number, code);
    if (number < this.#ofUsual.length) this.#ofUsual[number] = code;
    return code;
  }

  /** Of a 32-bit program on a 64-bit kernel. */
  ofCompatNumber(number: number): number {
    const found = this.#byCompatNumber.get(number);
    if (found !== undefined) return found;
    if (this.#byCompatNumber.size >= mostNames) return this.#codeOf('other calls', '');
    const name = compatCallName(this.#architecture, number);
    const code = this.#codeOf(`32-bit ${name ?? `call ${number}`}`, name ?? '');
    this.#byCompatNumber.set(number, code);
    return code;
  }

  /** By the kernel's name of it: `newfstatat`. */
  ofEntry(entry: string): number {
    return this.#codeOf(this.#userNames.get(entry) ?? entry, entry);
  }

  #nameNumber(number: number): number {
    const isX32 = this.#architecture === 'x86-64' && number >= x32Bit && number < x32Bit * 2;
    const own = isX32 ? number - x32Bit : number;
    const call = syscallByNumber(this.#architecture, own);
    const name = `${isX32 ? 'x32 ' : ''}${call?.name ?? `call ${own}`}`;
    return this.#codeOf(name, call?.entry ?? '');
  }

  #codeOf(name: string, entry: string): number {
    const found = this.#byName.get(name);
    if (found !== undefined) return found;
    const known = argumentsOfCall(entry);
    const fdArgument = known?.findIndex(({ kind }) => kind === 'fd') ?? -1;
    const returns = entry !== 'exit' && entry !== 'exit_group';
    const code = this.list.push({ name, arguments: known, fdArgument, effect: effectOf(entry), returns }) - 1;
    this.#byName.set(name, code);
    return code;
  }
}
