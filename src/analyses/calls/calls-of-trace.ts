import type { Trace } from '../../store/index.ts';
import { type CallTree, rowKind } from './call-tree.ts';
import { CallTreeBuilder } from './call-tree-builder.ts';

/** What reads one kind of event of a trace. */
type Handler = (row: number, task: number, time: number) => void;

const none: Handler = () => undefined;

/** Whether a trace has calls: records of the kernel's function_graph tracer. */
export function hasCalls(trace: Trace): boolean {
  return (
    trace.findEvent('ftrace', 'funcgraph_entry') >= 0 ||
    trace.findEvent('ftrace', 'fgraph_retaddr_entry') >= 0
  );
}

/**
 * The calls that function_graph recorded, task by task. Switches of tasks become waits, other events stand where they
 * happened. The kernel's own depth of a call is its place, so that a tree heals after lost records.
 */
export function callsOfTrace(trace: Trace): CallTree {
  const builder = new CallTreeBuilder();
  const handlers = trace.formats.map(format => handlerOf(trace, builder, format.system, format.name));
  const taskOf = taskFinder(trace, builder);
  let loss = 0;
  for (let row = 0; row < trace.count; row++) {
    const time = trace.time[row]!;
    const task = taskOf(trace.pid[row]!, trace.cpu[row]!);
    while (loss < trace.losses.length && trace.losses[loss]!.row <= row) {
      if (trace.losses[loss]!.row === row) builder.lost(task, time, trace.losses[loss]!.count);
      loss++;
    }
    (handlers[trace.event[row]!] ?? none)(row, task, time);
  }
  return builder.finish();
}

function taskFinder(trace: Trace, builder: CallTreeBuilder): (pid: number, cpu: number) => number {
  const known = new Map<number, number>();
  return (pid, cpu) => {
    const key = pid === 0 ? -1 - cpu : pid;
    let task = known.get(key);
    if (task === undefined) {
      task = builder.task(pid, trace.tasks.of(pid) ?? '', cpu);
      known.set(key, task);
    }
    return task;
  };
}

function handlerOf(trace: Trace, builder: CallTreeBuilder, system: string, name: string): Handler {
  const event = trace.findEvent(system, name);
  if (system === 'ftrace') {
    const isEntry = name === 'funcgraph_entry' || name === 'fgraph_retaddr_entry';
    if (!isEntry && name !== 'funcgraph_exit') return none;
    return functionHandler(trace, builder, event, isEntry);
  }
  if (system === 'sched' && name === 'sched_switch') return switchHandler(trace, builder, event);
  const id = builder.name(`${system}:${name}`, rowKind.event);
  return (_row, task, time) => builder.mark(task, id, time);
}

function functionHandler(trace: Trace, builder: CallTreeBuilder, event: number, isEntry: boolean): Handler {
  const low = trace.low(event, 'func');
  const high = trace.high(event, 'func');
  const depth = trace.number(event, 'depth');
  if (low === undefined || high === undefined || depth === undefined) return none;
  const names = new Map<number, number>();
  const nameOf = (row: number): number => {
    const [upper, lower] = [high(row), low(row)];
    const address = (upper | 0) * 4294967296 + lower;
    let id = names.get(address);
    if (id === undefined) {
      const symbol = trace.symbols.find(upper, lower);
      const text =
        symbol >= 0
          ? trace.symbols.name(symbol)
          : `0x${upper === 0 ? '' : upper.toString(16)}${lower.toString(16).padStart(8, '0')}`;
      id = builder.name(text, rowKind.kernel);
      names.set(address, id);
    }
    return id;
  };
  const placeOf = (row: number): number => Math.max(0, depth(row));
  if (isEntry) return (row, task, time) => builder.enter(task, placeOf(row), nameOf(row), time);
  const durationOf = durationReader(trace, event);
  return (row, task, time) => builder.exit(task, placeOf(row), nameOf(row), time, durationOf(row));
}

// The tracer's own measure, in nanoseconds of its own clock whatever clock the trace has: it is what the kernel prints.
function durationReader(trace: Trace, event: number): (row: number) => number | undefined {
  const [callHigh, callLow] = [trace.high(event, 'calltime'), trace.low(event, 'calltime')];
  const [returnHigh, returnLow] = [trace.high(event, 'rettime'), trace.low(event, 'rettime')];
  const known = callHigh && callLow && returnHigh && returnLow && trace.clock.unit === 'ns';
  if (!known) return () => undefined;
  return row => {
    const duration = (returnHigh(row) - callHigh(row)) * 4294967296 + returnLow(row) - callLow(row);
    return duration >= 0 && duration < 2 ** 53 ? duration : undefined;
  };
}

// A task is off its CPU from the switch away from it to the switch back, which another task records.
function switchHandler(trace: Trace, builder: CallTreeBuilder, event: number): Handler {
  const next = trace.number(event, 'next_pid');
  const state = trace.number(event, 'prev_state');
  if (next === undefined) return none;
  const slept = builder.name('slept', rowKind.wait);
  const waited = builder.name('waited for a CPU', rowKind.wait);
  const taskOf = taskFinder(trace, builder);
  const waiting = new Map<number, { readonly place: number; readonly name: number }>();
  return (row, task, time) => {
    const cpu = trace.cpu[row]!;
    const back = taskOf(next(row), cpu);
    const wait = waiting.get(back);
    if (wait !== undefined) {
      waiting.delete(back);
      builder.exit(back, wait.place, wait.name, time);
    }
    if (trace.pid[row] === 0) return;
    // Bits 0 to 7 of prev_state say what it sleeps for; none: it was pre-empted.
    const name = state !== undefined && (state(row) & 0xff) === 0 ? waited : slept;
    const place = builder.openCount(task);
    builder.enter(task, place, name, time);
    waiting.set(task, { place, name });
  };
}
