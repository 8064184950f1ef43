import type { Words } from '../lab.ts';
import type { StepFate } from './steps.ts';

/** What became of one step of a path. */
export interface StepFinding {
  readonly asked: string;
  readonly fate: StepFate;
  /** How often it was met at its place. */
  readonly count: number;
  /** The event that began it; undefined where there is none. */
  readonly row?: number;
  readonly isOptional: boolean;
}

/** Where something was found. */
export interface FoundPlace {
  /** Folder of the recording. */
  readonly recording: string;
  readonly part: string;
  /** Row of the event. */
  readonly row?: number;
  /** Nanoseconds since the start of its trace. */
  readonly time?: number;
}

export type FoundValue = string | number | boolean | null;

/** What a check found. */
export interface Finding {
  readonly id: string;
  readonly find: Words;
  readonly isFound: boolean;
  /** How often, where that is counted. */
  readonly count?: number;
  readonly least?: number;
  readonly steps?: readonly StepFinding[];
  readonly values?: Readonly<Record<string, FoundValue>>;
  /** The condition that did not hold, or what was not there. */
  readonly missing?: string;
  readonly place?: FoundPlace;
}
