import { decodeLatin1, encodeLatin1, hexDigits, noHexDigit } from '../../base/index.ts';
import { type Growing, growing, sortByAddress } from '../../store/index.ts';
import type { MemoryMap } from './address-space.ts';
import type { PerfMachine } from './machine.ts';
import type { FoundSymbol } from './symbolizer.ts';

const newline = 10;
const bracket = 91;

/** Symbols in the order of the text. */
interface FoundColumns {
  readonly high: Growing<Uint32Array>;
  readonly low: Growing<Uint32Array>;
  readonly name: Growing<Uint32Array>;
  readonly module: Growing<Uint16Array>;
}

/**
 * The kernel's and its modules' symbols as perf takes them from a kallsyms text: functions and data that are global or
 * local, each up to the next; of several at one address the last. Addresses in halves.
 */
export class KernelImage {
  readonly #text: Uint8Array;
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);
  #name = new Uint32Array(0);
  /** The module a symbol is of, 0 for the kernel itself. */
  #module = new Uint16Array(0);
  #modules: string[] = [''];
  /** How far the kernel was moved since this text was made. */
  #deltaHigh = 0;
  #deltaLow = 0;
  #parsed = false;

  constructor(text: Uint8Array) {
    this.#text = text;
  }

  /** Makes the kernel's own map as wide as its symbols are, and finds how far the kernel moved: as perf does. */
  fit(machine: PerfMachine, map: MemoryMap): void {
    this.#parse();
    const { reference } = machine;
    if (reference !== undefined) this.#measureMove(reference);
    let first = 0;
    while (first < this.#module.length && this.#module[first] !== 0) first++;
    let last = this.#module.length - 1;
    while (last >= 0 && this.#module[last] !== 0) last--;
    if (first > last) return;
    const start = this.#moved(first);
    map.startHigh = start.high;
    map.startLow = start.low;
    const end = this.#endOf(last);
    const endLow = end.low - this.#deltaLow;
    map.endHigh = (end.high - this.#deltaHigh - (endLow < 0 ? 1 : 0)) >>> 0;
    map.endLow = endLow >>> 0;
  }

  /** The symbol at an address of the kernel's own map or of a module's. */
  find(module: string, high: number, low: number): FoundSymbol | undefined {
    this.#parse();
    const ofModule = module !== '';
    const soughtLow = ofModule ? low : low + this.#deltaLow;
    const soughtHigh = ofModule ? high : (high + this.#deltaHigh + (soughtLow > 0xffff_ffff ? 1 : 0)) >>> 0;
    const symbol = this.#lastUpTo(soughtHigh, soughtLow >>> 0);
    if (symbol < 0 || this.#modules[this.#module[symbol]!] !== module) return undefined;
    const end = this.#endOf(symbol);
    if (!(soughtHigh < end.high || (soughtHigh === end.high && soughtLow >>> 0 < end.low))) return undefined;
    const start = ofModule ? { high: this.#high[symbol]!, low: this.#low[symbol]! } : this.#moved(symbol);
    return { name: this.#nameOf(symbol), high: start.high, low: start.low, inlined: false };
  }

  #measureMove(reference: { readonly symbol: string; readonly high: number; readonly low: number }): void {
    const name = encodeLatin1(reference.symbol);
    for (let symbol = 0; symbol < this.#name.length; symbol++) {
      if (this.#module[symbol] !== 0 || !this.#isNamed(symbol, name)) continue;
      const low = this.#low[symbol]! - reference.low;
      this.#deltaLow = low >>> 0;
      this.#deltaHigh = (this.#high[symbol]! - reference.high - (low < 0 ? 1 : 0)) >>> 0;
      return;
    }
  }

  #moved(symbol: number): { readonly high: number; readonly low: number } {
    const low = this.#low[symbol]! - this.#deltaLow;
    return { high: (this.#high[symbol]! - this.#deltaHigh - (low < 0 ? 1 : 0)) >>> 0, low: low >>> 0 };
  }

  /** Where the next one starts; between the kernel and a module, and at the end, the page behind. */
  #endOf(symbol: number): { readonly high: number; readonly low: number } {
    const next = symbol + 1;
    const isLast = next >= this.#name.length;
    if (!isLast && (this.#module[symbol] === 0) === (this.#module[next] === 0)) {
      return { high: this.#high[next]!, low: this.#low[next]! };
    }
    const low = this.#low[symbol]! + (isLast ? 4095 : 4096 + 4095);
    const rounded = low - (low % 4096) + (isLast ? 4096 : 0);
    return { high: (this.#high[symbol]! + (rounded > 0xffff_ffff ? 1 : 0)) >>> 0, low: rounded >>> 0 };
  }

  #lastUpTo(high: number, low: number): number {
    let from = 0;
    let to = this.#name.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const h = this.#high[middle]!;
      if (h < high || (h === high && this.#low[middle]! <= low)) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }

  #isNamed(symbol: number, name: Uint8Array): boolean {
    const start = this.#name[symbol]!;
    for (let i = 0; i < name.length; i++) if (this.#text[start + i] !== name[i]) return false;
    return !(this.#text[start + name.length]! > 32);
  }

  #nameOf(symbol: number): string {
    const start = this.#name[symbol]!;
    let end = start;
    while (end < this.#text.length && this.#text[end]! > 32) end++;
    return decodeLatin1(this.#text.subarray(start, end));
  }

  #parse(): void {
    if (this.#parsed) return;
    this.#parsed = true;
    const text = this.#text;
    const found: FoundColumns = {
      high: growing.u32(),
      low: growing.u32(),
      name: growing.u32(),
      module: growing.u16(),
    };
    const modules = new Map<string, number>();
    for (let at = 0; at < text.length; ) {
      let end = text.indexOf(newline, at);
      if (end < 0) end = text.length;
      this.#parseLine(at, end, found, modules);
      at = end + 1;
    }
    const high = found.high.view();
    const low = found.low.view();
    const name = found.name.view();
    const module = found.module.view();
    const order = Uint32Array.from(name.keys());
    sortByAddress({ high, low, name: order }, order.length);
    // Of several symbols at one address perf keeps the last, which comes first here: the others have no length.
    const kept = order.map((_, i) => i).filter(i => high[i] !== high[i - 1] || low[i] !== low[i - 1]);
    this.#high = kept.map(i => high[i]!);
    this.#low = kept.map(i => low[i]!);
    this.#name = kept.map(i => name[order[i]!]!);
    this.#module = Uint16Array.from(kept, i => module[order[i]!]!);
  }

  /** `ffffffffc0100000 t name\t[module]` */
  #parseLine(from: number, end: number, found: FoundColumns, modules: Map<string, number>): void {
    const text = this.#text;
    let at = from;
    let high = 0;
    let low = 0;
    for (; at < end && text[at] !== 32; at++) {
      const digit = hexDigits[text[at]!]!;
      if (digit === noHexDigit || at - from > 15) return;
      high = ((high << 4) | (low >>> 28)) >>> 0;
      low = ((low << 4) | digit) >>> 0;
    }
    // T, W, D, B of either case.
    const type = (text[at + 1] ?? 0) & ~32;
    const name = at + 3;
    if (
      at === from ||
      name >= end ||
      text[at + 2] !== 32 ||
      !(type === 84 || type === 87 || type === 68 || type === 66)
    )
      return;
    if (text[name] === 36) return;
    let behind = name;
    while (behind < end && text[behind]! > 32) behind++;
    let module = 0;
    if (text[behind + 1] === bracket) {
      const label = decodeLatin1(text.subarray(behind + 1, end)).trimEnd();
      module = modules.get(label) ?? this.#modules.length;
      if (module > 0xffff) return;
      if (module === this.#modules.length) {
        modules.set(label, module);
        this.#modules.push(label);
      }
    }
    found.high.push(high);
    found.low.push(low);
    found.name.push(name);
    found.module.push(module);
  }
}
