import { Literal } from '../output-bytes.ts';

const slots = 1 << 14;

/** Functions of the kernel by address; -1 where there is none. */
export interface SymbolLookup {
  readonly count: number;
  find(high: number, low: number): number;
  high(symbol: number): number;
  low(symbol: number): number;
  name(symbol: number): string;
  byName(name: string): number;
}

/** Names of functions, ready to be printed. Addresses are given in two signed halves. */
export class FunctionNames {
  readonly #symbols: SymbolLookup;
  readonly #ofSymbol: (Literal | undefined)[] = [];
  readonly #plain = new NameCache();
  readonly #withOffset = new NameCache();

  constructor(symbols: SymbolLookup) {
    this.#symbols = symbols;
  }

  ofSymbol(symbol: number): Literal {
    let name = this.#ofSymbol[symbol];
    if (name === undefined) {
      name = new Literal(this.#symbols.name(symbol));
      this.#ofSymbol[symbol] = name;
    }
    return name;
  }

  /** The name of the function at an address; undefined where there is none. */
  at(high: number, low: number): Literal | undefined {
    const known = this.#plain.get(high, low);
    if (known !== undefined) return known;
    const symbol = this.#symbols.find(high >>> 0, low >>> 0);
    return symbol < 0 ? undefined : this.#plain.set(high, low, this.ofSymbol(symbol));
  }

  /** With how far the address is behind its start: `vfs_read+0x1c`. */
  withOffset(high: number, low: number): Literal | undefined {
    const known = this.#withOffset.get(high, low);
    if (known !== undefined) return known;
    const symbols = this.#symbols;
    const symbol = symbols.find(high >>> 0, low >>> 0);
    if (symbol < 0) return undefined;
    const start = (BigInt(symbols.high(symbol)) << 32n) | BigInt(symbols.low(symbol));
    const address = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    const text = `${symbols.name(symbol)}+0x${BigInt.asUintN(64, address - start).toString(16)}`;
    return this.#withOffset.set(high, low, new Literal(text));
  }
}

/** What was asked for last, by address: a newer answer takes the place of an older one. */
class NameCache {
  readonly #high = new Int32Array(slots);
  readonly #low = new Int32Array(slots);
  readonly #names: (Literal | undefined)[] = new Array<Literal | undefined>(slots).fill(undefined);

  get(high: number, low: number): Literal | undefined {
    const slot = (Math.imul(low, 0x9e37_79b1) ^ high) >>> 18;
    return this.#low[slot] === low && this.#high[slot] === high ? this.#names[slot] : undefined;
  }

  set(high: number, low: number, name: Literal): Literal {
    const slot = (Math.imul(low, 0x9e37_79b1) ^ high) >>> 18;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#names[slot] = name;
    return name;
  }
}
