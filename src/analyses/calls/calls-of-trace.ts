import { KernelFunctions } from '../../kernel/index.ts';
import { growing, type Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { eventCounts } from '../walk/index.ts';
import { type CallTree, rowKind } from './call-tree.ts';
import { CallTreeBuilder, threadKey } from './call-tree-builder.ts';

/** What reads one kind of event of a trace. */
type Handler = (row: number, task: number, time: number) => void;

const none: Handler = () => undefined;

/** Whether a trace has calls: records, not just the format, of the kernel's function_graph tracer. */
export function hasCalls(trace: Trace): boolean {
  const entry = trace.findEvent('ftrace', 'funcgraph_entry');
  const withCaller = trace.findEvent('ftrace', 'fgraph_retaddr_entry');
  const counts = eventCounts(trace);
  return [entry, withCaller].some(event => event >= 0 && counts[event]! > 0);
}

/**
 * The calls that function_graph recorded, task by task. Switches of tasks become waits, other events stand where they
 * happened. The kernel's own depth of a call is its place, so that a tree heals after lost records. Made once.
 */
export function callsOfTrace(trace: Trace): CallTree {
  return recordedCalls(trace).tree;
}

/** The calls of a trace with the events that they are from. */
export interface RecordedCalls {
  readonly tree: CallTree;
  /** By row of the tree: the row of the trace that began it. */
  readonly beginRow: Uint32Array;
}

/** The calls of a trace, and for each the event that began it. Made once. */
export function recordedCalls(trace: Trace): RecordedCalls {
  return derived(trace, makeCalls);
}

function makeCalls(trace: Trace): RecordedCalls {
  const builder = new CallTreeBuilder();
  const functionName = functionNamer(trace, builder);
  const handlers = trace.formats.map(({ system, name }) =>
    handlerOf(trace, builder, functionName, system, name),
  );
  const taskOf = taskFinder(trace, builder);
  const beginRow = growing.u32();
  let loss = 0;
  for (let row = 0; row < trace.count; row++) {
    const time = trace.time[row]!;
    const task = taskOf(trace.pid[row]!, trace.cpu[row]!);
    while (loss < trace.losses.length && trace.losses[loss]!.row <= row) {
      if (trace.losses[loss]!.row === row) builder.lost(task, time, trace.losses[loss]!.count);
      loss++;
    }
    (handlers[trace.event[row]!] ?? none)(row, task, time);
    while (beginRow.length < builder.count) beginRow.push(row);
  }
  return { tree: builder.finish(), beginRow: beginRow.view() };
}

function taskFinder(trace: Trace, builder: CallTreeBuilder): (pid: number, cpu: number) => number {
  const known = new Map<number, number>();
  return (pid, cpu) => {
    const key = threadKey(pid, cpu);
    let task = known.get(key);
    if (task === undefined) {
      task = builder.task(pid, trace.tasks.of(pid) ?? '', cpu);
      known.set(key, task);
    }
    return task;
  };
}

type FunctionNamer = (high: number, low: number) => number;

// Names are those of the addresses themselves: byte-exact texts of events need the choices of another library instead.
function functionNamer(trace: Trace, builder: CallTreeBuilder): FunctionNamer {
  const functions = new KernelFunctions(trace.symbols.text);
  const names = new Map<number, number>();
  const byStart = new Map<number, number>();
  return (high, low) => {
    const address = (high | 0) * 4294967296 + low;
    let id = names.get(address);
    if (id !== undefined) return id;
    const found = functions.find(address);
    if (found < 0) {
      const hex = `${high === 0 ? '' : high.toString(16)}${low.toString(16).padStart(8, '0')}`;
      id = builder.name(`0x${hex}`, rowKind.kernel);
    } else {
      const start = functions.address(found);
      id =
        byStart.get(start) ??
        builder.name(functions.name(found), rowKind.kernel, functions.module(found), start);
      byStart.set(start, id);
    }
    names.set(address, id);
    return id;
  };
}

function handlerOf(
  trace: Trace,
  builder: CallTreeBuilder,
  functionName: FunctionNamer,
  system: string,
  name: string,
): Handler {
  const event = trace.findEvent(system, name);
  if (system === 'ftrace') {
    const isEntry = name === 'funcgraph_entry' || name === 'fgraph_retaddr_entry';
    if (!isEntry && name !== 'funcgraph_exit') return none;
    return functionHandler(trace, builder, functionName, event, isEntry);
  }
  if (system === 'sched' && name === 'sched_switch') return switchHandler(trace, builder, event);
  const id = builder.name(`${system}:${name}`, rowKind.event);
  return (_row, task, time) => builder.mark(task, id, time);
}

function functionHandler(
  trace: Trace,
  builder: CallTreeBuilder,
  functionName: FunctionNamer,
  event: number,
  isEntry: boolean,
): Handler {
  const low = trace.fields.low(event, 'func');
  const high = trace.fields.high(event, 'func');
  const depth = trace.fields.number(event, 'depth');
  if (low === undefined || high === undefined || depth === undefined) return none;
  const nameOf = (row: number): number => functionName(high(row), low(row));
  const placeOf = (row: number): number => Math.max(0, depth(row));
  if (isEntry) return (row, task, time) => builder.enter(task, placeOf(row), nameOf(row), time);
  const durationOf = durationReader(trace, event);
  return (row, task, time) => builder.exit(task, placeOf(row), nameOf(row), time, durationOf(row));
}

// The tracer's own measure, in nanoseconds of its own clock whatever clock the trace has: it is what the kernel prints.
function durationReader(trace: Trace, event: number): (row: number) => number | undefined {
  const [callHigh, callLow] = [trace.fields.high(event, 'calltime'), trace.fields.low(event, 'calltime')];
  const [returnHigh, returnLow] = [trace.fields.high(event, 'rettime'), trace.fields.low(event, 'rettime')];
  const known = callHigh && callLow && returnHigh && returnLow && trace.clock.unit === 'ns';
  if (!known) return () => undefined;
  return row => {
    const duration = (returnHigh(row) - callHigh(row)) * 4294967296 + returnLow(row) - callLow(row);
    return duration >= 0 && duration < 2 ** 53 ? duration : undefined;
  };
}

// A task is off its CPU from the switch away from it to the switch back, which another task records.
function switchHandler(trace: Trace, builder: CallTreeBuilder, event: number): Handler {
  const next = trace.fields.number(event, 'next_pid');
  const state = trace.fields.number(event, 'prev_state');
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
