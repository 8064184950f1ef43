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

  #sorted(
    count: number,
    holds: (stretch: number) => boolean,
    rowOf: (stretch: number) => number,
  ): Uint32Array {
    const stretches = new Uint32Array(count);
    const rows = new Uint32Array(count);
    let chosen = 0;
    for (let stretch = 0; stretch < count; stretch++) {
      if (!holds(stretch)) continue;
      stretches[chosen] = stretch;
      rows[chosen++] = rowOf(stretch);
    }
    return sortByRow(stretches.subarray(0, chosen), rows.subarray(0, chosen), this.#trace.count);
  }
}

const digitBits = 12;
const rowBits = 32;

/**
 * Sorted digit by digit: a comparison for each of millions of stretches takes longer than all the rest, and so does a count
 * for each of many more rows.
 */
function sortByRow(stretches: Uint32Array, rows: Uint32Array, mostRow: number): Uint32Array {
  let [from, to] = [stretches, new Uint32Array(stretches.length) as Uint32Array];
  let [keys, keysTo] = [rows, new Uint32Array(rows.length) as Uint32Array];
  const ends = new Uint32Array((1 << digitBits) + 1);
  // A shift by 32 is none at all in JavaScript.
  for (let shift = 0; shift < rowBits && (shift === 0 || mostRow >>> shift > 0); shift += digitBits) {
    ends.fill(0);
    for (let at = 0; at < keys.length; at++) ends[((keys[at]! >>> shift) & (2 ** digitBits - 1)) + 1]!++;
    for (let digit = 0; digit < 1 << digitBits; digit++) ends[digit + 1]! += ends[digit]!;
    for (let at = 0; at < keys.length; at++) {
      const place = ends[(keys[at]! >>> shift) & (2 ** digitBits - 1)]!++;
      to[place] = from[at]!;
      keysTo[place] = keys[at]!;
    }
    [from, to] = [to, from];
    [keys, keysTo] = [keysTo, keys];
  }
  return from;
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
