import { convertStart, convertTicks } from './convert-ticks.ts';
import type { TraceDatMetadata, TscConversion } from './metadata.ts';
import { shiftTime, shiftTimes, type TimeShift } from './time-shift.ts';

/** The first time stamp of a CPU's pages, in ticks. */
export interface FirstStamp {
  readonly cpu: number;
  readonly ticks: bigint;
}

/**
 * How the ticks in the pages become times: those of a guest first become its host's, then those of a TSC nanoseconds, then
 * what the file says is added (timestamp_calc of trace-cmd).
 */
export class FileClock {
  /** The earliest tick: from it on, times in the pages are counted. */
  readonly startTicks: bigint;
  /** The absolute time of the earliest event. */
  readonly start: bigint;
  readonly #timeShift: TimeShift | undefined;
  readonly #tsc: TscConversion | undefined;
  readonly #offset: bigint;
  /** The earliest tick of the host's clock. */
  readonly #shiftedStart: bigint;

  /** With `raw`, times are the ticks of the pages. */
  constructor(metadata: TraceDatMetadata, stamps: readonly FirstStamp[], raw: boolean) {
    this.#timeShift = raw ? undefined : metadata.timeShift;
    this.#tsc = raw ? undefined : metadata.tsc;
    this.#offset = raw ? 0n : metadata.timeOffset;
    this.startTicks = least(stamps.map(({ ticks }) => ticks));
    this.#shiftedStart = least(stamps.map(({ ticks, cpu }) => this.#shifted(ticks, cpu)));
    this.start = this.#timeOfShifted(this.#shiftedStart);
  }

  /** The absolute time of a tick of a CPU. */
  timeOf(ticks: bigint, cpu: number): bigint {
    return this.#timeOfShifted(this.#shifted(ticks, cpu));
  }

  /** Turns ticks of a CPU since `startTicks` into times since `start`, in place. */
  convert(times: Float64Array, cpu: number): void {
    const shift = this.#timeShift;
    if (shift !== undefined) shiftTimes(times, this.startTicks, this.#shiftedStart, cpu, shift);
    if (this.#tsc !== undefined) convertTicks(times, times.length, this.#shiftedStart, this.#tsc);
  }

  #shifted(ticks: bigint, cpu: number): bigint {
    return this.#timeShift === undefined ? ticks : shiftTime(ticks, cpu, this.#timeShift);
  }

  #timeOfShifted(ticks: bigint): bigint {
    return (this.#tsc === undefined ? ticks : convertStart(ticks, this.#tsc)) + this.#offset;
  }
}

function least(values: readonly bigint[]): bigint {
  let found = values[0] ?? 0n;
  for (const value of values) if (value < found) found = value;
  return found;
}
