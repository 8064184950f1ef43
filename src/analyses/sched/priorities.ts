import { firstIndex } from '../../base/index.ts';
import { niceOf } from '../../kernel/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { tasksOf } from '../tasks/index.ts';
import { EventWalk } from '../walk/index.ts';

/** The priorities of tasks as their switches say them. */
export interface Priorities {
  /** 0 to 139; NaN where no switch said it. After its last switch where no row is given. */
  of(task: number, row?: number): number;
  /** −20 to 19; NaN of real-time tasks. */
  niceOf(task: number, row?: number): number;
}

export function priorityOfTasks(trace: Trace): Priorities {
  return derived(trace, readPriorities);
}

/** What the priority of a task is from a row on. */
interface Change {
  readonly row: number;
  readonly priority: number;
}

function readPriorities(trace: Trace): Priorities {
  const tasks = tasksOf(trace);
  const changes: Change[][] = [];
  const note = (task: number, row: number, priority: number): void => {
    const ofTask = changes[task];
    if (ofTask === undefined) changes[task] = [{ row, priority }];
    else if (ofTask.at(-1)!.priority !== priority) ofTask.push({ row, priority });
  };
  const walk = new EventWalk(trace);
  walk.on('sched:sched_switch', fields => {
    if (!fields.has('prev_prio')) return () => {};
    const [prevPid, prevPrio] = [fields.number('prev_pid'), fields.number('prev_prio')];
    const [nextPid, nextPrio] = [fields.number('next_pid'), fields.number('next_prio')];
    return row => {
      if (prevPid(row) !== 0) note(tasks.of(prevPid(row), row), row, prevPrio(row));
      if (nextPid(row) !== 0) note(tasks.of(nextPid(row), row), row, nextPrio(row));
    };
  });
  walk.run();
  const of = (task: number, row = Number.POSITIVE_INFINITY): number =>
    priorityAt(changes[task], row) ?? Number.NaN;
  return { of, niceOf: (task, row) => niceOf(of(task, row)) };
}

/** The priority at a row; before the first switch that says one, that one. */
function priorityAt(changes: readonly Change[] | undefined, row: number): number | undefined {
  if (changes === undefined) return undefined;
  return changes[firstIndex(1, changes.length, index => changes[index]!.row > row) - 1]!.priority;
}
