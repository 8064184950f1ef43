import type { LayerGroup } from '../../analyses/calls/index.ts';
import type { Operation, StretchKind } from '../../analyses/journey/index.ts';
import type { OfRecording } from '../question.ts';

/** What a journey is drawn and told from. */

/** An operation that can be followed: the longest of its kind and name. */
export interface JourneyChoice {
  /** As `--of` of `journey` takes it. */
  readonly of: string;
  readonly kind: Operation['kind'];
  readonly name: string;
  readonly who: string;
  /** Nanoseconds (or ticks). */
  readonly duration: number;
  /** How many there are of its kind and name. */
  readonly count: number;
}

export interface JourneyChoices {
  /** The longest first. */
  readonly choices: readonly JourneyChoice[];
  /** Those that are not among them. */
  readonly more: number;
  /** Whether waits can be explained: switches were recorded. */
  readonly hasSwitches: boolean;
}

export interface OfJourney extends OfRecording {
  /** As `--of` of `journey` takes it. */
  readonly operation: string;
}

/** A context that time is spent in: a task's program, its kernel side, waiting, an interrupt, a device. */
export interface JourneyLane {
  readonly title: string;
  readonly sentence: string;
}

/** What lies in the lanes, column by column, by time. */
export interface JourneyPieces {
  readonly count: number;
  /** Index into the lanes. */
  readonly lane: Uint8Array;
  /** Index into `stretchKinds`. */
  readonly kind: Uint8Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** The part of it that is filled, 0 to 1: less where short stretches stand together. */
  readonly cover: Float32Array;
  /** Index into `names`. */
  readonly name: Uint32Array;
  readonly names: readonly string[];
  /** How many stretches it stands for. */
  readonly stretches: Uint32Array;
  /** The event that began it; -1 where none did. */
  readonly row: Int32Array;
}

/** Where an operation's time goes from one lane to another. */
export interface HandOver {
  readonly time: number;
  readonly from: number;
  readonly to: number;
}

/** One line of what happened, in order; what lies inside of it follows one level deeper. */
export interface JourneyStep {
  readonly depth: number;
  /** Undefined of short stretches that stand together. */
  readonly kind: StretchKind | undefined;
  /** In the current language. */
  readonly what: string;
  readonly who: string;
  /** Since the beginning of the operation. */
  readonly at: number;
  readonly duration: number;
  readonly start: number;
  readonly end: number;
  /** The events that began and ended it; -1 where none did. */
  readonly beginRow: number;
  readonly endRow: number;
}

export interface JourneySum {
  readonly kind: StretchKind;
  readonly what: string;
  readonly hue: LayerGroup;
  readonly time: number;
  /** Its part of the whole, 0 to 1. */
  readonly share: number;
}

export interface JourneyEffect {
  readonly what: string;
  readonly who: string;
  /** From the beginning of the operation to its own. */
  readonly after: number;
  /** NaN where its end was not recorded. */
  readonly duration: number;
  readonly beginRow: number;
}

/** A journey to be drawn: bounded however many stretches it has. */
export interface JourneyPicture {
  /** This very operation. */
  readonly of: string;
  readonly kind: Operation['kind'];
  readonly name: string;
  readonly who: string;
  readonly sentence: string;
  readonly start: number;
  readonly end: number;
  readonly lanes: readonly JourneyLane[];
  readonly pieces: JourneyPieces;
  readonly handOvers: readonly HandOver[];
  readonly sums: readonly JourneySum[];
  readonly steps: readonly JourneyStep[];
  readonly effects: readonly JourneyEffect[];
  readonly moreEffects: number;
  /** The same as lines of text. */
  readonly text: string;
}
