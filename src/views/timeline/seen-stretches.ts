import { derived } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { growing, type Trace } from '../../store/index.ts';

/**
 * Events of one task that follow each other on a CPU: from the first to the last of them it was there, whatever it did. All
 * that can be said of tasks where no switch was recorded.
 */
export interface SeenStretches {
  readonly count: number;
  readonly task: Uint32Array;
  readonly cpu: Uint16Array;
  readonly firstRow: Uint32Array;
  readonly lastRow: Uint32Array;
}

/** The stretches of a trace in which its tasks were seen, made once. */
export function seenStretches(trace: Trace): SeenStretches {
  return derived(trace, findStretches);
}

function findStretches(trace: Trace): SeenStretches {
  const { count, pid, cpu } = trace;
  const tasks = tasksOf(trace);
  const [task, where] = [growing.u32(), growing.u16()];
  const [firstRow, lastRow] = [growing.u32(), growing.u32()];
  /** By CPU: the stretch that goes on there. */
  const open = new Map<number, number>();
  for (let row = 0; row < count; row++) {
    const going = open.get(cpu[row]!);
    if (going !== undefined && pid[firstRow.at(going)] === pid[row]) {
      lastRow.set(going, row);
      continue;
    }
    open.set(cpu[row]!, task.length);
    task.push(tasks.ofRow(row));
    where.push(cpu[row]!);
    firstRow.push(row);
    lastRow.push(row);
  }
  return {
    count: task.length,
    task: task.view(),
    cpu: where.view(),
    firstRow: firstRow.view(),
    lastRow: lastRow.view(),
  };
}
