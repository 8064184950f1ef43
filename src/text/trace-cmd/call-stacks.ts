import type { SymbolLookup } from './function-names.ts';

// No kernel nests this deep; a made-up file must not make every line search through all its names.
const deepest = 10_000;

/**
 * For each CPU the names that were last seen calling each other. libtraceevent never clears what is deeper than the
 * present call and finds a caller anywhere in it; the indents are only right with the same memory.
 */
export class CallStacks {
  readonly #symbols: SymbolLookup;
  readonly #ids = new Map<string, number>();
  /** Made when it is needed: counting symbols is reading all of them. */
  #idOfSymbol: Int32Array | undefined;
  readonly #stacks: number[][] = [];

  constructor(symbols: SymbolLookup) {
    this.#symbols = symbols;
  }

  depthOf(cpu: number, caller: number, child: number): number {
    this.#stacks[cpu] ??= [];
    const names = this.#stacks[cpu];
    const callerName = this.#nameOf(caller);
    const found = names.length > deepest ? -1 : names.indexOf(callerName);
    const depth = Math.max(0, found);
    if (found < 0) names[0] = callerName;
    if (child >= 0) names[depth + 1] = this.#nameOf(child);
    return depth;
  }

  #nameOf(symbol: number): number {
    this.#idOfSymbol ??= new Int32Array(this.#symbols.count).fill(-1);
    const known = this.#idOfSymbol[symbol]!;
    if (known >= 0) return known;
    const name = this.#symbols.name(symbol);
    const id = this.#ids.get(name) ?? this.#ids.size;
    this.#ids.set(name, id);
    this.#idOfSymbol[symbol] = id;
    return id;
  }
}
