import { type CallTree, rowKind } from '../../analyses/calls/index.ts';
import { withoutVariant } from '../../kernel/index.ts';
import { type ResolvedStep, StepFollower } from './steps.ts';

/** How often a path was found, and how far it was followed. */
export interface FoundPath {
  readonly count: number;
  readonly counts: readonly number[];
  /** Rows of the call tree, by step. */
  readonly first: readonly number[];
}

export interface PathWish {
  readonly steps: readonly ResolvedStep[];
  readonly order: 'nested' | 'sequence';
  isTask(comm: string): boolean;
}

/** Finds a path of functions in calls: each below the one before, or one after the other in the same task. */
export function findPath(tree: CallTree, wish: PathWish): FoundPath {
  const follower = new StepFollower(wish.steps);
  const names = tree.names.map(nameInPath);
  const tasks = tree.tasks.map(({ comm }) => wish.isTask(comm));
  const count = wish.order === 'nested' ? follow(tree) : followInTurn(tree);
  return { count, counts: follower.counts, first: follower.first };

  function follow({ count: rows, parent, name, task }: CallTree): number {
    const place = new Uint16Array(rows);
    let complete = 0;
    for (let row = 0; row < rows; row++) {
      const above = parent[row]! < 0 ? 0 : place[parent[row]!]!;
      if (!tasks[task[row]!]) continue;
      const here = follower.advance(above, names[name[row]!]!, row);
      if (here > above && follower.isComplete(here) && !follower.isComplete(above)) complete++;
      place[row] = here;
    }
    return complete;
  }

  function followInTurn({ count: rows, name, task }: CallTree): number {
    const place = new Uint16Array(tree.tasks.length);
    let complete = 0;
    for (let row = 0; row < rows; row++) {
      const of = task[row]!;
      if (!tasks[of]) continue;
      const here = follower.advance(place[of]!, names[name[row]!]!, row);
      const isEnd = here > place[of]! && follower.isComplete(here);
      if (isEnd) complete++;
      place[of] = isEnd ? 0 : here;
    }
    return complete;
  }
}

/** A wait stands where the task was switched away: for the event that says so. */
function nameInPath({ text, kind }: CallTree['names'][number]): string {
  if (kind === rowKind.wait) return 'sched:sched_switch';
  return kind === rowKind.kernel ? withoutVariant(text) : text;
}
