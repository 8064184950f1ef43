import { describe, expect, it } from 'vitest';
import { type ClockSample, parseTimeShift, shiftTime, shiftTimes, type TimeShift } from './time-shift.ts';

const sample = (time: bigint, offset: bigint, scaling = 1n, fraction = 0n): ClockSample => ({
  time,
  offset,
  scaling,
  fraction,
});
const shiftOf = (interpolate: boolean, ...cpus: ClockSample[][]): TimeShift => ({
  peer: 1n,
  interpolate,
  cpus,
});

describe('a guest’s time on its host’s clock', () => {
  it('stays where it is for a CPU without samples', () => {
    expect(shiftTime(77n, 3, shiftOf(false, [sample(0n, 5n)]))).toBe(77n);
    expect(shiftTime(77n, 0, shiftOf(false, []))).toBe(77n);
  });

  it('takes the offset of the last sample before it, never that of the very last', () => {
    const shift = shiftOf(false, [sample(100n, 1n), sample(200n, -2n), sample(300n, 3n)]);
    const shifted = [50n, 100n, 199n, 200n, 299n, 300n, 9_000n].map(time => shiftTime(time, 0, shift) - time);
    expect(shifted).toEqual([1n, 1n, 1n, -2n, -2n, -2n, -2n]);
  });

  it('interpolates, and rounds towards zero after adding half', () => {
    const shift = shiftOf(true, [sample(100n, 0n), sample(200n, 50n), sample(300n, -50n)]);
    const shifted = [150n, 151n, 250n, 251n, 400n, 0n].map(time => shiftTime(time, 0, shift) - time);
    expect(shifted).toEqual([25n, 26n, 1n, 0n, -149n, -49n]);
  });

  it('multiplies by a scaling that 64 bits could not', () => {
    const ratio = (3n << 48n) / 2n;
    const shift = shiftOf(false, [sample(0n, 10n, ratio, 48n), sample(1n, 10n, ratio, 48n)]);
    expect(shiftTime(1_000_000_000_001n, 0, shift)).toBe(1_500_000_000_001n + 10n);
  });

  it('is the same for a column of times as for each of them', () => {
    const shift = shiftOf(
      true,
      [sample(100n, 0n), sample(200n, 5_000n), sample(900n, -50n)],
      [sample(0n, -9n)],
    );
    for (const cpu of [0, 1, 2]) {
      const times = Float64Array.from([-40, 0, 10, 120, 900, 4000]);
      const exact = [...times].map(time => Number(shiftTime(90n + BigInt(time), cpu, shift) - 33n));
      shiftTimes(times, 90n, 33n, cpu, shift);
      expect([...times]).toEqual(exact);
    }
  });
});

describe('a TIME_SHIFT option', () => {
  it('whose numbers are beyond its end is refused', () => {
    const bytes = new Uint8Array(24);
    const view = new DataView(bytes.buffer);
    view.setUint32(12, 0xffff_ffff, true);
    expect(() => parseTimeShift(bytes, true)).toThrow(RangeError);
    view.setUint32(12, 1, true);
    view.setUint32(16, 0xffff_ffff, true);
    expect(() => parseTimeShift(bytes, true)).toThrow(RangeError);
    view.setUint32(16, 0, true);
    expect(parseTimeShift(bytes.subarray(0, 20), true).cpus).toEqual([[]]);
  });
});
