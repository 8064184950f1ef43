/**
 * Times of one recording as float64 nanoseconds since `start`.
 *
 * `start` is 0 for clocks that count from boot (every double up to 104 days is exact) and the first time of
 * the recording otherwise.
 */
export interface UftraceClock {
  readonly start: bigint;
  /** The time of the 64-bit number `high * 2^32 + low`. */
  at(high: number, low: number): number;
  /** The time of an absolute count of nanoseconds. */
  atNanoseconds(nanoseconds: bigint): number;
}

const exactUpTo = 2n ** 52n;

/** The clock of a recording in which `first` is among the first times (nanoseconds). */
export function clockSince(first: bigint): UftraceClock {
  const start = first < exactUpTo ? 0n : first;
  const startHigh = Number((start >> 32n) & 0xffff_ffffn);
  const startLow = Number(start & 0xffff_ffffn);
  return {
    start,
    at: (high, low) => (high - startHigh) * 4294967296 + (low - startLow),
    atNanoseconds: nanoseconds => Number(nanoseconds - start),
  };
}
