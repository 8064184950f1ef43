/** One end of a stretch of time. */
export interface RangeEnd {
  /** Nanoseconds: since the start of the recording's times, or where it is `elapsed` since its first record. */
  readonly time: number;
  readonly elapsed: boolean;
}

/** A stretch of time; an end that is left out is no bound. */
export interface TimeRange {
  readonly from?: RangeEnd;
  readonly to?: RangeEnd;
}

/** Whether a time lies in the range of a recording that began at `first`. */
export function isInRange({ from, to }: TimeRange, first: number, time: number): boolean {
  if (from !== undefined && time < from.time + (from.elapsed ? first : 0)) return false;
  return to === undefined || time <= to.time + (to.elapsed ? first : 0);
}
