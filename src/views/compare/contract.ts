import type { Column } from '../../store/index.ts';
import type { Fact } from '../explain/explanation.ts';

/** Two recordings that are open: the first is before, the second after. */

/** A table that both recordings have, and that can be compared. */
export interface ComparableTable {
  readonly id: string;
  readonly sentence: string;
}

export interface ComparedRow {
  readonly cells: readonly Fact[];
  /** `more`, `less`, `noise`, `new`, `gone` or `unknown`. */
  readonly verdict: string;
}

/** A table's differences, the largest first. */
export interface ComparedTable {
  readonly id: string;
  readonly sentence: string;
  readonly columns: readonly Column[];
  readonly rows: readonly ComparedRow[];
  readonly all: number;
}

/** An event that both recordings have. */
export interface SharedEvent {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Both recordings over time, so that the chosen event is at the same place in each. */
export interface AlignedStrips {
  readonly events: readonly SharedEvent[];
  /** The event that they are aligned on; empty: the first of each. */
  readonly event: string;
  /** From the event, in nanoseconds: negative before it. */
  readonly from: number;
  readonly to: number;
  readonly before: AlignedStrip;
  readonly after: AlignedStrip;
}

export interface AlignedStrip {
  /** Events in each of the equal parts of the time. */
  readonly counts: Float64Array;
  /** Where the recording begins and ends, from the event. */
  readonly from: number;
  readonly to: number;
  /** The event that is at 0; -1 where there is none. */
  readonly row: number;
}

/** Two flame graphs as one: paths of functions with their parts of both recordings, callers before callees. */
export interface FlameDifference {
  readonly count: number;
  readonly names: readonly string[];
  readonly name: Uint32Array;
  readonly depth: Uint16Array;
  /** Where it begins and how wide it is, 0 to 1, as the mean of both recordings. */
  readonly left: Float64Array;
  readonly width: Float64Array;
  /** Its part of each recording, 0 to 1. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  readonly depths: number;
}
