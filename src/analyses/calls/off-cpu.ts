import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { taskState } from '../sched/task-state.ts';
import { schedTimeline } from '../sched/timeline.ts';

/**
 * How long a task was off its CPU until a time, in nanoseconds: what lies between two times is the difference. Time of which
 * nothing is known counts as running.
 */
export function offCpuUntil(trace: Trace): (task: number, time: number) => number {
  const { count, task: taskOf, state, start, end, first } = schedTimeline(trace);
  const isOff = (stretch: number): boolean =>
    state[stretch] !== taskState.running && state[stretch] !== taskState.unknown;
  const before = new Float64Array(count);
  for (let stretch = 1; stretch < count; stretch++) {
    const last = stretch - 1;
    if (taskOf[last] !== taskOf[stretch]) continue;
    before[stretch] = before[last]! + (isOff(last) ? end[last]! - start[last]! : 0);
  }
  return (task, time) => {
    const begin = first[task] ?? 0;
    const found = firstIndex(begin, first[task + 1] ?? 0, stretch => start[stretch]! > time) - 1;
    if (found < begin) return 0;
    return before[found]! + (isOff(found) ? Math.min(time, end[found]!) - start[found]! : 0);
  };
}
