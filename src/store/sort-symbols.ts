/** Symbols row by row: bits 32 to 63 and 0 to 31 of where one starts, and where its name stands. */
export interface SymbolColumns {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly name: Uint32Array;
}

/**
 * Puts the first `count` rows in the order of their addresses; of equal addresses the later row comes first. Kallsyms has
 * the kernel's own symbols in order, and those of modules behind them in none.
 */
export function sortByAddress(symbols: SymbolColumns, count: number): void {
  const sorted = turnSorted(symbols, count);
  if (sorted < count) mergeBehind(symbols, sorted, takeSorted(symbols, sorted, count));
}

/** How many rows are in order from the first on; of equal addresses among them the later row is put first. */
function turnSorted({ high, low, name }: SymbolColumns, count: number): number {
  let first = 0;
  for (let row = 1; row <= count; row++) {
    const step = row === count ? -1 : high[row]! - high[row - 1]! || low[row]! - low[row - 1]!;
    if (step === 0) continue;
    if (row - first > 1) name.subarray(first, row).reverse();
    if (step < 0) return row;
    first = row;
  }
  return count;
}

/** Rows `[from, to)` in order, as columns of their own. */
function takeSorted({ high, low, name }: SymbolColumns, from: number, to: number): SymbolColumns {
  const order = Uint32Array.from({ length: to - from }, (_, index) => from + index);
  order.sort((a, b) => high[a]! - high[b]! || low[a]! - low[b]! || b - a);
  return {
    high: order.map(row => high[row]!),
    low: order.map(row => low[row]!),
    name: order.map(row => name[row]!),
  };
}

/** Merges later rows into the first `count`, from the end on, until the rest is where it belongs. */
function mergeBehind({ high, low, name }: SymbolColumns, count: number, later: SymbolColumns): void {
  let row = count - 1;
  let next = later.high.length - 1;
  for (let to = count + next; next >= 0; to--) {
    const isRow =
      row >= 0 &&
      (high[row]! > later.high[next]! || (high[row] === later.high[next] && low[row]! >= later.low[next]!));
    high[to] = isRow ? high[row]! : later.high[next]!;
    low[to] = isRow ? low[row]! : later.low[next]!;
    name[to] = isRow ? name[row--]! : later.name[next--]!;
  }
}
