import { KernelFunctions } from '../../kernel/index.ts';
import type { Session, Sessions, UftraceTask } from './sessions.ts';
import { parseSymbols, type SymbolTable } from './symbol-table.ts';

/** A function that an address belongs to. One object a function and module, so that `===` tells them apart. */
export interface FunctionSymbol {
  readonly name: string;
  /** A library function as called through the procedure linkage table. */
  readonly plt: boolean;
  readonly kernel: boolean;
  /** Last part of the path of the file it was found in; of the kernel the module, empty for the kernel itself. */
  readonly module: string | undefined;
  /** Bytes of its code, as far as the recording says. */
  readonly size: number;
  /** Where an exactly known kernel function begins. */
  readonly start?: number;
}

const none = {
  name: '',
  plt: false,
  kernel: false,
  module: undefined,
  size: 0,
} as const satisfies FunctionSymbol;

/**
 * From addresses of records to functions: as uftrace 0.13 finds them and, for the kernel, as they are.
 *
 * uftrace takes what follows a symbol in the text of kallsyms for its end. The kernel lists a module's symbols by a
 * hash, so there such an end may be anywhere, and functions of modules get the names of others or none. It also passes
 * over weak functions of the kernel image (type W), which get the name of the function before them.
 */
export class SymbolLookup {
  readonly #sessions: Sessions;
  readonly #kallsyms: Uint8Array | undefined;
  readonly #functions: KernelFunctions | undefined;
  readonly #exact = new Map<number, FunctionSymbol | undefined>();
  readonly #byNumber = new Map<number, FunctionSymbol>();
  #kernel: SymbolTable | undefined;
  readonly #found = new WeakMap<Session, Map<number, FunctionSymbol>>();
  readonly #names = new WeakMap<SymbolTable, Set<string>>();
  readonly #symbols = new WeakMap<SymbolTable, (FunctionSymbol | undefined)[]>();

  constructor(sessions: Sessions, kallsyms: Uint8Array | undefined) {
    this.#sessions = sessions;
    this.#kallsyms = kallsyms;
    this.#functions = kallsyms && new KernelFunctions(kallsyms);
  }

  /** The kernel's symbols as uftrace has them. */
  get kernel(): SymbolTable | undefined {
    if (this.#kallsyms !== undefined) this.#kernel ??= parseSymbols(this.#kallsyms);
    return this.#kernel;
  }

  /** The kernel function that really is at the address of which a record keeps the low 48 bits. */
  kernelFunction(address: number): FunctionSymbol | undefined {
    const known = this.#exact.get(address);
    if (known !== undefined || this.#exact.has(address)) return known;
    const functions = this.#functions;
    const found = functions === undefined ? -1 : functions.find(signExtended(address));
    let symbol: FunctionSymbol | undefined;
    if (functions !== undefined && found >= 0) {
      symbol = this.#byNumber.get(found) ?? {
        name: functions.name(found),
        plt: false,
        kernel: true,
        module: functions.module(found),
        size: 0,
        start: functions.address(found),
      };
      this.#byNumber.set(found, symbol);
    }
    this.#exact.set(address, symbol);
    return symbol;
  }

  /** The function at a record's address, as uftrace finds it. Kernel records carry the low 48 bits of theirs. */
  ofRecord(
    task: UftraceTask | undefined,
    time: number,
    address: number,
    kernel: boolean,
  ): FunctionSymbol | undefined {
    const session = this.#sessions.at(task, time);
    if (!kernel) return session === undefined ? undefined : this.inSession(session, time, address);
    const base = session ?? this.#sessions.first;
    return base === undefined ? undefined : this.inSession(base, time, kernelAddress(base, address));
  }

  /** The function at a full (signed) address. */
  ofAddress(task: UftraceTask | undefined, time: number, address: number): FunctionSymbol | undefined {
    const first = this.#sessions.first;
    const session =
      this.#sessions.at(task, time) ?? (first && isKernelAddress(first, address) ? first : undefined);
    return session === undefined ? undefined : this.inSession(session, time, address);
  }

  /** Whether some function of the recording is as `test` wants it. */
  some(test: (symbol: FunctionSymbol) => boolean): boolean {
    const seen = new Set<SymbolTable>();
    for (const { modules } of this.#sessions.all) {
      for (const { symbols, path } of modules) {
        if (symbols === undefined || seen.has(symbols)) continue;
        seen.add(symbols);
        const module = baseName(path);
        for (let row = 0; row < symbols.count; row++)
          if (test(this.#symbol(symbols, row, module))) return true;
      }
    }
    const { kernel } = this;
    for (let row = 0; kernel !== undefined && row < kernel.count; row++) {
      if (test(this.#symbol(kernel, row, undefined))) return true;
    }
    return false;
  }

  /** The first file of a session that has a function of this name itself, as a path; undefined where none has. */
  libraryOf(session: Session, name: string): string | undefined {
    return session.modules.find(({ symbols }) => symbols !== undefined && this.#ownNames(symbols).has(name))
      ?.path;
  }

  inSession(session: Session, time: number, address: number): FunctionSymbol | undefined {
    let found = this.#found.get(session);
    if (found === undefined) {
      found = new Map();
      this.#found.set(session, found);
    }
    let symbol = found.get(address);
    if (symbol === undefined) {
      symbol = this.#mapped(session, address) ?? none;
      found.set(address, symbol);
    }
    if (symbol !== none) return symbol;
    return session.opened.length === 0 ? undefined : this.#opened(session, time, address);
  }

  #ownNames(table: SymbolTable): ReadonlySet<string> {
    let names = this.#names.get(table);
    if (names === undefined) {
      names = new Set();
      for (let row = 0; row < table.count; row++) if (!table.isPlt(row)) names.add(table.name(row));
      this.#names.set(table, names);
    }
    return names;
  }

  #mapped(session: Session, address: number): FunctionSymbol | undefined {
    if (isKernelAddress(session, address)) return this.#at(this.kernel, address, undefined);
    const module = session.modules.find(({ start, end }) => start <= address && address < end);
    return module && this.#at(module.symbols, address - module.start, baseName(module.path));
  }

  #opened(session: Session, time: number, address: number): FunctionSymbol | undefined {
    for (let at = session.opened.length - 1; at >= 0; at--) {
      const library = session.opened[at]!;
      if (library.time > time) continue;
      const symbol = this.#at(library.symbols, address - library.base, '');
      if (symbol !== undefined) return symbol;
    }
    return undefined;
  }

  #at(
    table: SymbolTable | undefined,
    address: number,
    module: string | undefined,
  ): FunctionSymbol | undefined {
    if (table === undefined) return undefined;
    const row = table.find(address);
    return row < 0 ? undefined : this.#symbol(table, row, module);
  }

  #symbol(table: SymbolTable, row: number, module: string | undefined): FunctionSymbol {
    let symbols = this.#symbols.get(table);
    if (symbols === undefined) {
      symbols = [];
      this.#symbols.set(table, symbols);
    }
    const kernel = table === this.#kernel;
    symbols[row] ??= {
      name: table.name(row),
      plt: !kernel && table.isPlt(row),
      kernel,
      module: kernel ? table.module(row) : module,
      size: table.size(row),
    };
    return symbols[row];
  }
}

export function isKernelAddress(session: Session, address: number): boolean {
  const base = session.kernelBase;
  return base < 0 ? address < 0 && address >= base : address >= base || address < 0;
}

/** The full address of a kernel function from the 48 bits that a record keeps of it. */
export function kernelAddress(session: Session, address: number): number {
  const base = session.kernelBase;
  if (base >= 0) return or48(address, base);
  return or48(address, base + 2 ** 48) - 2 ** 48;
}

// The upper half of the address space is the kernel's where bit 47 is set, as on x86-64 and arm64.
function signExtended(address: number): number {
  return address >= 2 ** 47 ? address - 2 ** 48 : address;
}

function or48(a: number, b: number): number {
  const high = Math.floor(a / 4294967296) | Math.floor(b / 4294967296);
  return high * 4294967296 + (((a % 4294967296) | (b % 4294967296)) >>> 0);
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
