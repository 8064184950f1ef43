import type { Column } from '../../store/index.ts';
import type { OfRecording } from '../question.ts';

/** Where a link leads: the view, where it is another one, and the parameters of the address that it sets. */
export type PlaceChanges = Readonly<Record<string, string>>;

/** One thing that is known. */
export interface Fact {
  readonly label: string;
  /** As people read it. */
  readonly text: string;
  /** As it was recorded. */
  readonly exact: string;
  /** What it means; empty where the label says it. */
  readonly about: string;
  /** What it names, as a selection. */
  readonly select?: string;
}

/** Somewhere else to look at the same thing. */
export interface PlaceLink {
  readonly label: string;
  readonly to: PlaceChanges;
}

/** A function of a stack, and where it is from. */
export interface Frame {
  readonly name: string;
  readonly isKernel: boolean;
  /** The part of the kernel, for people; empty where it is not known. */
  readonly part: string;
  /** Path and line in the kernel's source; empty where they are not known. */
  readonly source: string;
}

/** What is selected, in one sentence, in numbers, and where else it can be seen. */
export interface Explanation {
  readonly title: string;
  readonly sentence: string;
  readonly facts: readonly Fact[];
  readonly links: readonly PlaceLink[];
  /** Path and line in the kernel's source; empty where there is none. */
  readonly source: string;
  /** The events that it is made of, by time; of many the first and the last. */
  readonly rows: readonly number[];
  /** The innermost function first; empty where none was recorded. */
  readonly stack: readonly Frame[];
  /** The operation that it is, as `--of` of `journey` names it; empty where it is none. */
  readonly operation: string;
}

export interface OfSelection extends OfRecording {
  /** As `selectionText` writes it. */
  readonly select: string;
}

/** An event as text. */
export interface EventLine {
  readonly row: number;
  readonly text: string;
  /** It is one of those that were asked about. */
  readonly isMeant: boolean;
}

/** Some rows of a table. */
export interface TablePiece {
  readonly table: string;
  readonly sentence: string;
  readonly columns: readonly Column[];
  /** Row of the table, and its cells. */
  readonly rows: readonly {
    readonly row: number;
    readonly isMeant: boolean;
    readonly facts: readonly Fact[];
  }[];
}
