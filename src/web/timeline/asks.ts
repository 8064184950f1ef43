import type { TimelineQuestions } from '../../views/timeline/contract.ts';

export type TimelineQuestion = keyof TimelineQuestions;

/** Asks a question of the time line (`tiles` is `timeline.tiles`). */
export type AskTimeline = <Name extends TimelineQuestion>(
  name: Name,
  params: Parameters<TimelineQuestions[Name]>[0],
  signal?: AbortSignal,
) => Promise<ReturnType<TimelineQuestions[Name]>>;

/** What a person chose beside a slice, in nanoseconds since the trace's start. */
export interface Chosen {
  readonly range: { readonly from: number; readonly to: number } | undefined;
  /** A, then B. */
  readonly marks: readonly number[];
}

/** What the time line needs of the page around it. */
export interface Surroundings {
  readonly ask: AskTimeline;
  /** Selects a slice, or nothing; the page tells it back by `Timeline.showSelection`. */
  readonly select: (slice: { readonly track: string; readonly item: number } | undefined) => void;
  /** The window changed: `isStep` is one of a movement, else it is a place to come back to. */
  readonly moved: (window: { readonly from: number; readonly to: number }, isStep: boolean) => void;
  /** A range or marks were chosen. */
  readonly chose: (chosen: Chosen) => void;
  /** Whether less motion is wished for. */
  readonly isStill: () => boolean;
}
