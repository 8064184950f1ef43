import type { TscConversion } from './metadata.ts';

const part = 2 ** 20;

/**
 * Turns ticks since `start` into nanoseconds since `start` in nanoseconds, in place, exactly as
 * `((start + ticks) * mult >> shift) - (start * mult >> shift)` would be with 128 bits.
 */
export function convertTicks(times: Float64Array, count: number, start: bigint, tsc: TscConversion): void {
  const { mult, shift } = tsc;
  const unit = 2 ** shift;
  const fraction = Number((start * BigInt(mult)) & ((1n << BigInt(shift)) - 1n));
  for (let i = 0; i < count; i++) {
    const ticks = times[i]!;
    if (ticks < 0 || ticks >= 2 ** 52) {
      times[i] = Number(
        (((start + BigInt(ticks)) * BigInt(mult)) >> BigInt(shift)) - convertStart(start, tsc),
      );
      continue;
    }
    // Three limbs of 20 bits: every product and sum stays below 2^53.
    const high = Math.floor(ticks / (part * part));
    const rest = ticks - high * part * part;
    const middle = Math.floor(rest / part);
    const low = (rest - middle * part) * mult + fraction;
    const second = middle * mult + Math.floor(low / part);
    const third = high * mult + Math.floor(second / part);
    const tail = (second % part) * part + (low % part);
    times[i] = third * ((part * part) / unit) + Math.floor(tail / unit);
  }
}

/** The absolute start in nanoseconds. */
export function convertStart(start: bigint, tsc: TscConversion): bigint {
  return (start * BigInt(tsc.mult)) >> BigInt(tsc.shift);
}
