import type { Steps } from '../analyses/index.ts';
import type { Workbench } from './workbench.ts';

/** What an answer that takes long may do meanwhile. */
export interface Asked {
  /** Says how far it is; `of` is 0 where the end is not known. `what` is shown. */
  progress(done: number, of: number, what: string): void;
  /** Whether nobody waits for the answer any more. */
  readonly isCancelled: () => boolean;
  /** Lets others be answered, and a cancellation come in. */
  pause(): Promise<void>;
}

/**
 * What a view may ask. Answers are plain data that can be sent from a worker; their typed arrays are given away, so they are
 * never columns of a table or a trace.
 */
export type Question<Params, Answer> = (
  bench: Workbench,
  params: Params,
  asked: Asked,
) => Answer | Promise<Answer>;

/** Which of the open recordings is meant; the first where it is not said. */
export interface OfRecording {
  readonly of?: number;
}

/** A stretch of time in nanoseconds (or ticks) since the trace's start. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** For code that asks itself: nothing is shown, nothing is cancelled. */
export const unheard: Asked = { progress: () => {}, isCancelled: () => false, pause: async () => {} };

/** So many milliseconds pass until others are heard. */
const longestStep = 20;

/** Goes on with something as long as somebody waits for it; false where nobody does any more. */
export async function stepByStep(steps: Steps<void>, asked: Asked): Promise<boolean> {
  await asked.pause();
  let since = Date.now();
  while (!asked.isCancelled()) {
    if (steps.next().done === true) return true;
    if (Date.now() - since < longestStep) continue;
    await asked.pause();
    since = Date.now();
  }
  return false;
}
