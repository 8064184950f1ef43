import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';

/** A stretch of time on a CPU of which events are missing. */
export interface LostStretch {
  readonly cpu: number;
  /** Time of the last event before, 0 where there is none. */
  readonly from: number;
  /** Time of the first event after. */
  readonly to: number;
  /** How many, or -1 where the kernel did not count. */
  readonly count: number;
}

/** When events were lost: between what came before and after such a stretch nothing may be paired. */
export class LostStretches {
  /** By their end. */
  readonly stretches: readonly LostStretch[];
  readonly #ends: Float64Array;

  constructor(trace: Trace) {
    this.stretches = findStretches(trace).sort((a, b) => a.to - b.to);
    this.#ends = Float64Array.from(this.stretches, ({ to }) => to);
  }

  /** Whether events that belong between two times (of one CPU, or of any) are missing. */
  between(start: number, end: number, cpu = -1): boolean {
    return this.firstBetween(start, end, cpu) !== undefined;
  }

  /** The first stretch between two times of which events (of one CPU, or of any) are missing; of several the one that ends first. */
  firstBetween(start: number, end: number, cpu = -1): LostStretch | undefined {
    const { stretches } = this;
    if (stretches.length === 0) return undefined;
    for (let index = this.#firstEndAfter(start); index < stretches.length; index++) {
      const stretch = stretches[index]!;
      if ((cpu < 0 || stretch.cpu === cpu) && stretch.from < end) return stretch;
    }
    return undefined;
  }

  #firstEndAfter(time: number): number {
    return firstIndex(0, this.#ends.length, index => this.#ends[index]! > time);
  }
}

function findStretches(trace: Trace): LostStretch[] {
  const { losses, time, run, cpu } = trace;
  if (losses.length === 0) return [];
  const before = new Float64Array(trace.runs.length);
  const stretches: LostStretch[] = [];
  let row = 0;
  for (const loss of [...losses].sort((a, b) => a.row - b.row)) {
    for (; row < loss.row; row++) before[run[row]!] = time[row]!;
    if (loss.row >= trace.count) break;
    const from = before[run[loss.row]!]!;
    stretches.push({ cpu: cpu[loss.row]!, from, to: time[loss.row]!, count: loss.count });
  }
  return stretches;
}
