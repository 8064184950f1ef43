import { decodeLatin1 } from '../../base/index.ts';
import type { KernelSymbols } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import type { SymbolLookup } from '../trace-cmd/function-names.ts';

/** How the kernel names an address. */
export interface NameWishes {
  /** `+0x1f/0x90` behind the name. */
  readonly offset?: boolean;
  /** ` [9pnet]` behind the names of modules. */
  readonly module?: boolean;
}

const trampolines = new Set(['kretprobe_trampoline', '__kretprobe_trampoline', 'arch_rethook_trampoline']);

/**
 * Functions by address as the kernel itself finds them (kernel/kallsyms.c): of several names at one address the first,
 * and each reaches up to the next.
 */
export class SymbolTable implements SymbolLookup {
  readonly #symbols: KernelSymbols;

  constructor(symbols: KernelSymbols) {
    this.#symbols = symbols;
  }

  get count(): number {
    return this.#symbols.count;
  }

  find(high: number, low: number): number {
    const above = this.#above(high, low);
    if (above === 0) return -1;
    const isLast = above === this.count;
    const symbol = above - 1;
    // Nothing says where the last one ends.
    return isLast && (this.high(symbol) !== high || this.low(symbol) !== low) ? -1 : symbol;
  }

  high(symbol: number): number {
    return this.#symbols.high(symbol);
  }

  low(symbol: number): number {
    return this.#symbols.low(symbol);
  }

  name(symbol: number): string {
    return this.#symbols.name(symbol);
  }

  byName(name: string): number {
    return this.#symbols.byName(name);
  }

  /** Prints the name of an address; false, and nothing printed, where it has none. */
  print(out: OutputBytes, high: number, low: number, wishes: NameWishes): boolean {
    const symbol = this.find(high, low);
    if (symbol < 0) return false;
    const { text } = this.#symbols;
    const place = { start: 0, end: 0 };
    this.#symbols.nameBytes(symbol, place);
    out.copy(text, place.start, place.end);
    if (wishes.offset === true) {
      out.text('+0x');
      printDifference(out, high, low, this.high(symbol), this.low(symbol));
      out.text('/0x');
      const next = symbol + 1;
      if (next < this.count)
        printDifference(out, this.high(next), this.low(next), this.high(symbol), this.low(symbol));
      else out.byte(48);
    }
    if (wishes.module === true) printModule(out, text, place.end);
    return true;
  }

  /** Whether this is where probed functions return to instead of to their caller. */
  isTrampoline(high: number, low: number): boolean {
    const symbol = this.find(high, low);
    if (symbol < 0 || this.high(symbol) !== high || this.low(symbol) !== low) return false;
    return trampolines.has(this.name(symbol));
  }

  /** The first symbol that starts above an address. */
  #above(high: number, low: number): number {
    let from = 0;
    let to = this.count;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const h = this.high(middle);
      if (h > high || (h === high && this.low(middle) > low)) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}

function printDifference(
  out: OutputBytes,
  high: number,
  low: number,
  fromHigh: number,
  fromLow: number,
): void {
  const difference = low - fromLow;
  out.hex64((high - fromHigh - (difference < 0 ? 1 : 0)) >>> 0, difference >>> 0);
}

/** In /proc/kallsyms a tab and the module's name in brackets follow the name. */
function printModule(out: OutputBytes, text: Uint8Array, nameEnd: number): void {
  if (text[nameEnd] !== 9 || text[nameEnd + 1] !== 91) return;
  let end = nameEnd + 2;
  while (end < text.length && text[end]! > 32 && text[end] !== 93) end++;
  out.text(` ${decodeLatin1(text.subarray(nameEnd + 1, end))}]`);
}
