import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { noRow, type SchedTimeline } from './timeline.ts';

/** Stretches in the order in which they began or ended, by the rows of those events. */
export class StretchOrder {
  readonly #timeline: SchedTimeline;
  readonly #trace: Trace;

  constructor(trace: Trace, timeline: SchedTimeline) {
    this.#trace = trace;
    this.#timeline = timeline;
  }

  /** The stretches for which a condition holds, by when they began. */
  byBegin(holds: (stretch: number) => boolean): Uint32Array {
    const { count, start, beginRow } = this.#timeline;
    return this.#sorted(count, holds, stretch => this.#rowOf(beginRow[stretch]!, start[stretch]!));
  }

  /** The stretches for which a condition holds, by when they ended. */
  byEnd(holds: (stretch: number) => boolean): Uint32Array {
    const { count, end, endRow } = this.#timeline;
    return this.#sorted(count, holds, stretch => this.#rowOf(endRow[stretch]!, end[stretch]!));
  }

  /** The row that stands for a beginning or an end: its event's, or the first one not before it. */
  #rowOf(row: number, time: number): number {
    if (row !== noRow) return row;
    return firstIndex(0, this.#trace.count, index => this.#trace.time[index]! >= time);
  }

  /** Sorted by counting: a comparison for each of millions of stretches takes longer than all the rest. */
  #sorted(
    count: number,
    holds: (stretch: number) => boolean,
    rowOf: (stretch: number) => number,
  ): Uint32Array {
    const rows = new Uint32Array(count);
    const ends = new Uint32Array(this.#trace.count + 2);
    let chosen = 0;
    for (let stretch = 0; stretch < count; stretch++) {
      if (!holds(stretch)) continue;
      rows[stretch] = rowOf(stretch);
      ends[rows[stretch]! + 1]!++;
      chosen++;
    }
    for (let row = 0; row <= this.#trace.count; row++) ends[row + 1]! += ends[row]!;
    const sorted = new Uint32Array(chosen);
    for (let stretch = 0; stretch < count; stretch++) {
      if (holds(stretch)) sorted[ends[rows[stretch]!]!++] = stretch;
    }
    return sorted;
  }
}

/** What a function says of each stretch. `TypedArray.from` takes several times as long. */
export function mapOrder<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  make: new (length: number) => T,
  order: Uint32Array,
  read: (stretch: number) => number,
): T {
  const values = new make(order.length);
  for (let index = 0; index < order.length; index++) values[index] = read(order[index]!);
  return values;
}
