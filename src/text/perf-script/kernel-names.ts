import { addressIn, type FoundSymbol, type Symbolizer } from '../../formats/perf-data/index.ts';
import type { SymbolLookup } from '../trace-cmd/function-names.ts';

/**
 * Names of the kernel's functions for print formats of tracepoints (`%pS`), from perf's own symbols. As perf does, it knows
 * none in a recording of a pipe, and none of a module whose symbols nobody asked for yet: asking makes them known.
 */
export class KernelNames implements SymbolLookup {
  readonly #symbolizer: Symbolizer;
  readonly #pipe: boolean;
  readonly #numbers = new Map<string, number>();
  readonly #symbols: FoundSymbol[] = [];

  constructor(symbolizer: Symbolizer, pipe: boolean) {
    this.#symbolizer = symbolizer;
    this.#pipe = pipe;
  }

  find(high: number, low: number): number {
    if (this.#pipe) return -1;
    const map = this.#symbolizer.findKernelMap(high, low);
    if (map === undefined) return -1;
    if (!map.identity && !this.#symbolizer.touch(map)) return -1;
    const address = { high, low };
    addressIn(map, high, low, address);
    const symbol = this.#symbolizer.find(map, address.high, address.low);
    if (symbol === undefined) return -1;
    const key = `${symbol.high},${symbol.low}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#symbols.length;
      this.#numbers.set(key, number);
      this.#symbols.push(symbol);
    }
    return number;
  }

  high(symbol: number): number {
    return this.#symbols[symbol]?.high ?? 0;
  }

  low(symbol: number): number {
    return this.#symbols[symbol]?.low ?? 0;
  }

  get count(): number {
    return this.#symbols.length;
  }

  name(symbol: number): string {
    return this.#symbols[symbol]?.name ?? '';
  }

  byName(): number {
    return -1;
  }
}
