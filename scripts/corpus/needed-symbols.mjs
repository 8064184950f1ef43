/** The lines of a kallsyms text whose addresses anything in these pages lies behind, each with the line after it. */
export function neededSymbols(kallsyms, pages) {
  const lines = kallsyms.toString('latin1').split('\n').filter(Boolean);
  const symbols = lines.map(line => ({ line, address: BigInt(`0x${line.split(' ', 1)[0]}`) }));
  symbols.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const addresses = BigUint64Array.from(symbols, ({ address }) => address);
  const isNeeded = new Uint8Array(symbols.length + 2);
  const first = symbols.findIndex(({ address }) => address > 0xffff_0000_0000_0000n);
  for (const bytes of pages) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 8 <= bytes.length; at += 4) {
      const value = view.getBigUint64(at, true);
      if (first < 0 || value < addresses[first]) continue;
      const index = lastAtMost(addresses, value);
      // Aliases of one address stand together: all of them, so that the same one is chosen.
      let from = index;
      while (from > 0 && addresses[from - 1] === addresses[index]) from--;
      for (let i = from; i <= index + 1; i++) isNeeded[i] = 1;
    }
  }
  const kept = new Set(symbols.filter((_, index) => isNeeded[index] === 1).map(({ line }) => line));
  return new Uint8Array(Buffer.from(`${lines.filter(line => kept.has(line)).join('\n')}\n`, 'latin1'));
}

function lastAtMost(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
