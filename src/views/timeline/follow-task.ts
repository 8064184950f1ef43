import { schedTimeline, taskState } from '../../analyses/sched/index.ts';
import { growing, type Trace } from '../../store/index.ts';
import type { FollowedTask } from './contract.ts';

/** Where a task ran: stretches on one CPU without one on another between them. Empty where no switches were recorded. */
export function followTask(trace: Trace, task: number): FollowedTask {
  const { state, cpu, start, end, first } = schedTimeline(trace);
  const [starts, ends, cpus] = [growing.f64(), growing.f64(), growing.u16()];
  for (let stretch = first[task] ?? 0; stretch < (first[task + 1] ?? 0); stretch++) {
    if (state[stretch] !== taskState.running) continue;
    const last = cpus.length - 1;
    if (last >= 0 && cpus.at(last) === cpu[stretch]) ends.set(last, end[stretch]!);
    else {
      starts.push(start[stretch]!);
      ends.push(end[stretch]!);
      cpus.push(cpu[stretch]!);
    }
  }
  return { task, start: starts.view().slice(), end: ends.view().slice(), cpu: cpus.view().slice() };
}
