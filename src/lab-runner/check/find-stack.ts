import { stacksOf } from '../../analyses/stacks/index.ts';
import { withoutVariant } from '../../kernel/index.ts';
import type { Trace } from '../../store/index.ts';
import type { FoundPath } from './find-path.ts';
import { type ResolvedStep, StepFollower } from './steps.ts';

export interface StackWish {
  /** `system:name`. */
  readonly events: readonly string[];
  readonly steps: readonly ResolvedStep[];
  isTask(comm: string): boolean;
}

/** Finds events whose kernel stack has the functions in this order, the outermost first. `first` are rows of the trace. */
export function findStack(trace: Trace, wish: StackWish): FoundPath {
  const follower = new StepFollower(wish.steps);
  const stacks = stacksOf(trace);
  const wanted = new Set(
    wish.events.map(name => {
      const [system = '', event = ''] = name.split(':');
      return trace.findEvent(system, event);
    }),
  );
  let count = 0;
  for (let row = 0; row < trace.count; row++) {
    if (!wanted.has(trace.event[row]!)) continue;
    const stack = stacks.ofRow(row);
    if (stack < 0 || !wish.isTask(trace.tasks.of(trace.pid[row]!) ?? '')) continue;
    let place = 0;
    for (const frame of stacks.frames(stack).toReversed()) {
      place = follower.advance(place, withoutVariant(frame), row);
    }
    if (place > 0 && follower.isComplete(place)) count++;
  }
  return { count, counts: follower.counts, first: follower.first };
}
