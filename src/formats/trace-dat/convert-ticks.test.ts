import { expect, it } from 'vitest';
import { convertStart, convertTicks } from './convert-ticks.ts';

it('ticks become nanoseconds exactly as with 128 bits', () => {
  const starts = [0n, 1n, 242_748_957_710n, 0xffff_ffff_ffffn, 2n ** 60n + 12_345n];
  const ticks = [
    0,
    1,
    999,
    2 ** 20 - 1,
    2 ** 20,
    2 ** 32 + 7,
    2 ** 40 - 1,
    2 ** 45 + 3,
    2 ** 51 + 1,
    -1,
    -(2 ** 33),
    2 ** 52 + 2,
  ];
  for (const start of starts) {
    for (const [mult, shift] of [
      [1, 0],
      [4_193_279, 22],
      [0xffff_ffff, 32],
      [3, 31],
      [1_000_003, 10],
    ] as const) {
      const times = Float64Array.from(ticks);
      convertTicks(times, times.length, start, { mult, shift });
      const zero = convertStart(start, { mult, shift });
      ticks.forEach((tick, index) => {
        const exact = (((start + BigInt(tick)) * BigInt(mult)) >> BigInt(shift)) - zero;
        // Beyond 104 days a double has no place for every nanosecond.
        if (exact < -(2n ** 53n) || exact > 2n ** 53n) return;
        expect(times[index], `${start} ${tick} ${mult} ${shift}`).toBe(Number(exact));
      });
    }
  }
});
