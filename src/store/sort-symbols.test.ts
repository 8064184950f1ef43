import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortByAddress } from './sort-symbols.ts';

const symbol = fc.record({
  high: fc.constantFrom(0, 0xffff_fffe, 0xffff_ffff),
  low: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0x8100_0000, 0xc000_0000, 0xffff_ffff)),
});

const inOrder = fc.array(symbol).map(list => list.sort((a, b) => a.high - b.high || a.low - b.low));

it('symbols come by address, of equal ones the later first: those in order, those behind them, and all others', () => {
  fc.assert(
    fc.property(inOrder, fc.array(symbol), (kernel, modules) => {
      const listed = [...kernel, ...modules].map((one, name) => ({ ...one, name }));
      const columns = {
        high: Uint32Array.from(listed, ({ high }) => high),
        low: Uint32Array.from(listed, ({ low }) => low),
        name: Uint32Array.from(listed, ({ name }) => name),
      };
      sortByAddress(columns, listed.length);
      const sorted = listed.map((_, row) => ({
        high: columns.high[row],
        low: columns.low[row],
        name: columns.name[row],
      }));
      expect(sorted).toEqual(listed.sort((a, b) => a.high - b.high || a.low - b.low || b.name - a.name));
    }),
  );
});
