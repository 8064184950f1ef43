import type { TableDescription } from '../../store/index.ts';
import type { OfRecording, Stretch } from '../question.ts';

/** Which table: of an analysis, made of all events or of those within a stretch of time. */
export interface OfTable extends OfRecording {
  readonly table: string;
  readonly within?: Stretch | undefined;
}

/** Which of a table's rows, and in which order. */
export interface RowWishes {
  /**
   * Ids of columns, apart by commas: `duration` for the greatest first, `+time` for the least first. The column whose
   * largest values matter most where it is not said; '' for the table's own order.
   */
  readonly sort?: string | undefined;
  /** A condition as `ringside report --where` has it. */
  readonly where?: string | undefined;
  /** What the cells of columns must contain as they are shown, by id; after `< <= > >= =` a value, as in a condition. */
  readonly contains?: Readonly<Record<string, string>> | undefined;
}

/** One column's cells of some rows. */
export interface WindowColumn {
  readonly id: string;
  /** As people read them. */
  readonly texts: readonly string[];
  /** Numbers as they are, NaN where there is none; undefined of a column of texts. */
  readonly values: Float64Array | undefined;
}

/** Some of the rows that were wished for. */
export interface TableWindow {
  /** Place of the first row among all that were wished for. */
  readonly first: number;
  /** How many were wished for, and how many the table has. */
  readonly wished: number;
  readonly all: number;
  /** Which rows of the table these are. */
  readonly rows: Uint32Array;
  /** In the order of the table, those that were asked for. */
  readonly columns: readonly WindowColumn[];
  /** The greatest value of the column that matters most, among all that were wished for; NaN where there is none. */
  readonly most: number;
}

/** A part of the rows that were wished for. */
export interface Portion {
  readonly first: number;
  readonly count: number;
  /** Ids of the columns that are wanted; all where it is not said. */
  readonly columns?: readonly string[] | undefined;
}

/** What a table is, before any of its rows. */
export interface TableHead {
  readonly description: TableDescription;
  readonly count: number;
  /** Row of the trace that is row 0 of the events that it was made of. */
  readonly firstRow: number;
}
