/**
 * Time within a trace: nanoseconds since the trace's start as a float64.
 *
 * One `bigint` start a trace and doubles in the columns: a double is exact for integers up to 2^53 ns,
 * which is 104 days. Absolute epoch nanoseconds in a double would have a grid of 256 ns.
 */
export type TraceTime = number;

/** What the clock of a recording counted. Shown wherever a duration is shown. */
export type TimeKind =
  /** A machine's own time (or a guest under KVM). */
  | 'real'
  /** A guest on an emulated processor: order, paths and counts are real, durations are the emulator's. */
  | 'emulated'
  /** A guest whose clock counts executed instructions: durations repeat from run to run. */
  | 'instructions';
