import { derived } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { eventCounts } from '../../analyses/walk/index.ts';
import type { EventFormat, Trace } from '../../store/index.ts';

/** How many events there are of what: all that heads of tracks may cost. */
export interface Census {
  /** By event, as an index into the trace's formats; the last is of those that the recording does not describe. */
  readonly ofEvent: Uint32Array;
  /** By task; tasks that were only switched to or woken have none. */
  readonly ofTask: readonly number[];
  readonly ofCpu: ReadonlyMap<number, number>;
}

/** The census of a trace, made once. */
export function censusOf(trace: Trace): Census {
  return derived(trace, takeCensus);
}

/** Whether events are among those named, `system:name`, or `system:be*` for all whose names begin so. */
export function namedBy(names: readonly string[]): (format: EventFormat) => boolean {
  const whole = new Set(names);
  const beginnings = names.filter(name => name.endsWith('*')).map(name => name.slice(0, -1));
  return ({ system, name }) => {
    const full = `${system}:${name}`;
    return whole.has(full) || beginnings.some(start => full.startsWith(start));
  };
}

/** By event: 1 for those that are named. */
export function marked({ formats }: Trace, names: readonly string[]): Uint8Array {
  const isNamed = namedBy(names);
  return Uint8Array.from(formats, format => (isNamed(format) ? 1 : 0));
}

/** How many events there are of those that are named. */
export function countEvents(trace: Trace, names: readonly string[]): number {
  const { ofEvent } = censusOf(trace);
  const isNamed = namedBy(names);
  return trace.formats.reduce((sum, format, event) => (isNamed(format) ? sum + ofEvent[event]! : sum), 0);
}

function takeCensus(trace: Trace): Census {
  const tasks = tasksOf(trace);
  const ofTask: number[] = tasks.list.map(() => 0);
  const ofCpu = new Map<number, number>();
  forStretches(trace, (task, cpu, events) => {
    ofTask[task] = (ofTask[task] ?? 0) + events;
    ofCpu.set(cpu, (ofCpu.get(cpu) ?? 0) + events);
  });
  for (let task = 0; task < tasks.list.length; task++) ofTask[task] ??= 0;
  return { ofEvent: eventCounts(trace), ofTask, ofCpu };
}

/** Tells of each stretch of rows `[from, to)` in which one task was on one CPU how many events it has. */
export function forStretches(
  trace: Trace,
  tell: (task: number, cpu: number, events: number) => void,
  from = 0,
  to = trace.count,
): void {
  const { pid, cpu } = trace;
  const tasks = tasksOf(trace);
  let row = from;
  while (row < to) {
    const [who, where, first] = [pid[row]!, cpu[row]!, row];
    const task = tasks.ofRow(row);
    do row++;
    while (row < to && pid[row] === who && cpu[row] === where);
    tell(task, where, row - first);
  }
}
