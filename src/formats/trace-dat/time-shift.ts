import { view } from './cursor.ts';

/** What a guest's clock was measured to be off its host's by, at one moment of the guest's clock. */
export interface ClockSample {
  /** Ticks of the guest's clock. */
  readonly time: bigint;
  /** Ticks to add, after the multiplication. */
  readonly offset: bigint;
  /** `ticks * scaling >> fraction` are ticks of the host's clock. */
  readonly scaling: bigint;
  readonly fraction: bigint;
}

/** The TIME_SHIFT option of a guest's file: how its times become those of its host. */
export interface TimeShift {
  /** The trace id of the host's file. */
  readonly peer: bigint;
  /** Between two samples the offset is interpolated; else that of the earlier one counts. */
  readonly interpolate: boolean;
  /** Samples by CPU, each ascending in time. */
  readonly cpus: readonly (readonly ClockSample[])[];
}

const interpolateFlag = 1;
const fewestBytesOfCpu = 4;

/** Reads the option; a RangeError where it ends before its numbers do. */
export function parseTimeShift(data: Uint8Array, littleEndian: boolean): TimeShift {
  const numbers = view(data);
  const count = numbers.getUint32(12, littleEndian);
  if (count * fewestBytesOfCpu > data.length) throw new RangeError(`${count} CPUs in ${data.length} bytes`);
  let at = 16;
  const column = (length: number): bigint[] => {
    if (length * 8 > data.length - at) throw new RangeError(`${length} samples in ${data.length - at} bytes`);
    const values = Array.from({ length }, (_, i) => numbers.getBigUint64(at + i * 8, littleEndian));
    at += length * 8;
    return values;
  };
  const columns = Array.from({ length: count }, () => {
    const samples = numbers.getUint32(at, littleEndian);
    at += 4;
    return { times: column(samples), offsets: column(samples), scalings: column(samples) };
  });
  // Files of older writers end here.
  const hasFractions = at < data.length;
  const cpus = columns.map(({ times, offsets, scalings }) => {
    const fractions = hasFractions ? column(times.length) : [];
    return sortSamples(
      times.map((time, i) => ({
        time,
        offset: BigInt.asIntN(64, offsets[i]!),
        scaling: scalings[i]!,
        fraction: fractions[i] ?? 0n,
      })),
    );
  });
  const flags = numbers.getUint32(8, littleEndian);
  return { peer: numbers.getBigUint64(0, littleEndian), interpolate: (flags & interpolateFlag) !== 0, cpus };
}

/** By time; of several of one time the first. */
function sortSamples(samples: readonly ClockSample[]): readonly ClockSample[] {
  return samples
    .toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
    .filter((sample, i, sorted) => i === 0 || sample.time !== sorted[i - 1]!.time);
}

/** One absolute time of a guest's CPU on its host's clock, as trace-cmd computes it, but with products of any size. */
export function shiftTime(time: bigint, cpu: number, shift: TimeShift): bigint {
  const samples = shift.cpus[cpu] ?? [];
  const [first] = samples;
  if (first === undefined) return time;
  // A single sample's scaling is not applied.
  if (samples.length === 1) return time + first.offset;
  const index = segmentOf(time, samples);
  const low = samples[index]!;
  const scaled = low.fraction > 63n ? 0n : (time * low.scaling) >> low.fraction;
  if (!shift.interpolate) return scaled + low.offset;
  const high = samples[index + 1]!;
  const span = high.time - low.time;
  // Divisions of BigInt truncate, as those of C do.
  return scaled + low.offset + ((time - low.time) * (high.offset - low.offset) + span / 2n) / span;
}

/** The sample whose stretch a time is in: from it up to the next one. The last one has no stretch of its own. */
function segmentOf(time: bigint, samples: readonly ClockSample[]): number {
  let low = 0;
  let high = samples.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (samples[middle]!.time <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Turns ticks since `start` into ticks since `shiftedStart` on the host's clock, in place. */
export function shiftTimes(
  times: Float64Array,
  start: bigint,
  shiftedStart: bigint,
  cpu: number,
  shift: TimeShift,
): void {
  const samples = shift.cpus[cpu] ?? [];
  if (samples.length < 2) {
    const move = Number(start + (samples[0]?.offset ?? 0n) - shiftedStart);
    for (let i = 0; i < times.length; i++) times[i]! += move;
    return;
  }
  for (let i = 0; i < times.length; i++) {
    times[i] = Number(shiftTime(start + BigInt(times[i]!), cpu, shift) - shiftedStart);
  }
}
