import type { Problem, TableKind } from '../../store/index.ts';
import type { OfRecording, Stretch } from '../question.ts';
import type { TableWindow } from '../tables/contract.ts';

/** A table of an analysis, before it is made. */
export interface TableName {
  readonly id: string;
  readonly sentence: string;
  readonly kind: TableKind;
}

/** What an analysis tells, and whether this recording lets it. */
export interface ReportName {
  readonly id: string;
  readonly sentence: string;
  readonly recorded: 'yes' | 'partly' | 'no';
  /** The events it would need, and what records them. */
  readonly missing: readonly string[];
  readonly record: string;
  readonly tables: readonly TableName[];
}

export interface OfReport extends OfRecording {
  readonly analysis: string;
  readonly within?: Stretch | undefined;
}

/** A table with its first rows. */
export interface TableCard extends TableName {
  readonly count: number;
  readonly first: TableWindow;
  /** Whether it has a duration and a time in each row, so that it can be drawn over time. */
  readonly isTimed: boolean;
}

/** What an analysis answers, at a glance. */
export interface ReportPage {
  readonly id: string;
  readonly cards: readonly TableCard[];
  /** What could not be paired or had to be left out. */
  readonly problems: readonly Problem[];
}

/** Which events an answer is made of. */
export interface AnsweredStretch {
  /** In nanoseconds or ticks since the trace's start. */
  readonly from: number;
  readonly to: number;
  /** Of the whole recording. */
  readonly span: number;
  readonly events: number;
  readonly isWhole: boolean;
  readonly isTicks: boolean;
}

/** How often durations of a size came when: counts by time (columns) and by powers of two (rows, the shortest first). */
export interface HeatMap {
  /** The columns of the table that hold the moments and the durations. */
  readonly time: string;
  readonly duration: string;
  readonly from: number;
  readonly to: number;
  readonly columns: number;
  /** Row 0 is of durations below `2 ** (least + 1)`. */
  readonly least: number;
  readonly rows: number;
  /** Column by column. */
  readonly counts: Uint32Array;
  /** Of the longest of them, up to 2000, when each came, how long it was, and its event; -1 where the table has none. */
  readonly times: Float64Array;
  readonly durations: Float64Array;
  readonly events: Float64Array;
}
