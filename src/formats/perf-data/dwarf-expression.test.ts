import { expect, it } from 'vitest';
import { type ExpressionSources, evaluate } from './dwarf-expression.ts';

const sources: ExpressionSources = {
  register: number => (number === 7 ? 0x1000n : number === 16 ? 0x40_103bn : undefined),
  memory: address => (address === 0x1008n ? 0xffff_ffff_0000_0001n : undefined),
};

function run(...bytes: readonly number[]): bigint | undefined {
  return evaluate(new DataView(Uint8Array.from(bytes).buffer), 0, 5n, true, sources);
}

it('the frame’s address in a stub of a PLT, as linkers write it', () => {
  // breg7 8; breg16 0; lit15; and; lit11; ge; lit3; shl; plus
  expect(run(11, 0x77, 8, 0x80, 0, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22)).toBe(0x1010n);
});

it.each([
  { what: 'what is on the stack first', bytes: [0], result: 5n },
  { what: 'a number below 0', bytes: [2, 0x11, 0x7f], result: 0xffff_ffff_ffff_ffffn },
  { what: 'memory', bytes: [3, 0x77, 8, 0x06], result: 0xffff_ffff_0000_0001n },
  { what: 'a part of memory', bytes: [4, 0x77, 8, 0x94, 4], result: 1n },
  { what: 'a jump that is taken', bytes: [6, 0x31, 0x28, 1, 0, 0x32, 0x96], result: 5n },
  { what: 'signed division', bytes: [4, 0x09, 0xf8, 0x32, 0x1b], result: 0xffff_ffff_ffff_fffcn },
  { what: 'a shift by more than there are bits', bytes: [4, 0x31, 0x08, 200, 0x24], result: 0n },
])('$what', ({ bytes, result }) => {
  expect(run(...bytes)).toBe(result);
});

it.each([
  { what: 'a jump to itself', bytes: [3, 0x2f, 0xfd, 0xff] },
  { what: 'an empty stack', bytes: [2, 0x13, 0x13] },
  { what: 'a register that is not there', bytes: [2, 0x70, 0] },
  { what: 'memory that is not there', bytes: [3, 0x77, 0, 0x06] },
  { what: 'an operation that is none', bytes: [1, 0x01] },
  { what: 'an end within a number', bytes: [9, 0x11, 0x80] },
  { what: 'a stack that grows without end', bytes: [4, 0x12, 0x2f, 0xfc, 0xff] },
])('$what is no result', ({ bytes }) => {
  expect(run(...bytes)).toBeUndefined();
});
