import { derived } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { type EventFormat, type Trace, unknownEvent } from '../../store/index.ts';

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
  const { count, event, pid, cpu, formats } = trace;
  const tasks = tasksOf(trace);
  const ofEvent = new Uint32Array(formats.length + 1);
  const ofTask: number[] = tasks.list.map(() => 0);
  const ofCpu = new Map<number, number>();
  let row = 0;
  while (row < count) {
    const from = row;
    const [who, where] = [pid[row]!, cpu[row]!];
    const task = tasks.ofRow(row);
    for (; row < count && pid[row] === who && cpu[row] === where; row++) {
      const found = event[row]!;
      ofEvent[found === unknownEvent ? formats.length : found]!++;
    }
    ofTask[task] = (ofTask[task] ?? 0) + row - from;
    ofCpu.set(where, (ofCpu.get(where) ?? 0) + row - from);
  }
  for (let task = 0; task < tasks.list.length; task++) ofTask[task] ??= 0;
  return { ofEvent, ofTask, ofCpu };
}
