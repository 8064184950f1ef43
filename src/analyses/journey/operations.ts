import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { callsOfTrace, hasCalls } from '../calls/index.ts';
import { followSignals } from '../signal/follow-signals.ts';
import { followCalls } from '../syscalls/index.ts';
import { tasksOf } from '../tasks/index.ts';
import { causesOf, type Request, type Work } from './causes.ts';
import { boundsOfPacket, countPackets, deviceOfPacket } from './packet.ts';

/** Something that can be followed: it began at one event and ended at another. */
export interface Operation {
  readonly kind: 'syscall' | 'function' | 'request' | 'packet' | 'work' | 'signal' | 'task';
  /** The call, the function, the device, the work's function, the signal; of a task its name. */
  readonly name: string;
  readonly task: number;
  readonly start: number;
  readonly end: number;
  readonly beginRow: number;
  readonly endRow: number;
  readonly request?: Request;
  readonly work?: Work;
  /** Its number among those of the network's analysis. */
  readonly packet?: number;
}

/** What `--of` asks for: `read`, `read@216`, `read@dd`, `request`, `packet:lo`, `work:flush_to_ldisc`, `signal:15`, `function:vfs_read`, `task@dd`. */
export interface Wanted {
  readonly kind: Operation['kind'] | undefined;
  readonly name: string | undefined;
  /** A tid or a comm. */
  readonly who: string | undefined;
  /** The how manieth by time, from 1; the longest where it is not said. */
  readonly nth: number | undefined;
}

const kinds: readonly Operation['kind'][] = [
  'syscall',
  'function',
  'request',
  'packet',
  'work',
  'signal',
  'task',
];

/** Undefined where the text cannot be understood. */
export function parseWanted(text: string): Wanted | undefined {
  const found = /^(?:(\w+):)?([^@#]*)(?:@([^#]+))?(?:#(\d{1,9}))?$/.exec(text.trim());
  if (found === null) return undefined;
  const [, prefix, name = '', who, nth] = found;
  const isKind = (word: string | undefined): word is Operation['kind'] => kinds.some(kind => kind === word);
  if (prefix !== undefined && !isKind(prefix)) return undefined;
  const alone = prefix === undefined && isKind(name);
  return {
    kind: prefix ?? (alone ? (name as Operation['kind']) : undefined),
    name: alone || name === '' ? undefined : name,
    who,
    nth: nth === undefined ? undefined : Number(nth),
  };
}

/** Every operation of a trace that is wanted, by time. Of functions only those that are named. */
export function findOperations(trace: Trace, wanted: Wanted): readonly Operation[] {
  const { kind, name } = wanted;
  const wants = (one: Operation['kind']): boolean => kind === undefined || kind === one;
  const found = [
    ...(wants('syscall') ? syscallsOf(trace) : []),
    ...(wants('request') ? requestsOf(trace) : []),
    ...(wants('packet') ? packetsOf(trace) : []),
    ...(wants('work') ? worksOf(trace) : []),
    ...(wants('signal') ? signalsOf(trace) : []),
    ...(kind === 'task' ? wholeTasks(trace) : []),
    ...(wants('function') && name !== undefined ? functionsOf(trace, name) : []),
  ];
  // Clocks of broken recordings run backwards.
  return found
    .filter(one => one.end >= one.start && isMeant(trace, one, wanted))
    .sort((a, b) => a.beginRow - b.beginRow);
}

/** The one that is wanted: the nth, or the longest; undefined where there is none. */
export function chooseOperation(found: readonly Operation[], { nth }: Wanted): Operation | undefined {
  if (nth !== undefined) return found[nth - 1];
  return found.reduce<Operation | undefined>(
    (longest, one) =>
      longest === undefined || one.end - one.start > longest.end - longest.start ? one : longest,
    undefined,
  );
}

function isMeant(trace: Trace, operation: Operation, { name, who }: Wanted): boolean {
  if (name !== undefined && operation.name !== name && operation.kind !== 'task') return false;
  if (who === undefined) return true;
  const tasks = tasksOf(trace);
  return String(tasks.tids[operation.task]) === who || tasks.comms[operation.task] === who;
}

function* syscallsOf(trace: Trace): Iterable<Operation> {
  const { rows, names } = derived(trace, followCalls);
  for (let index = 0; index < rows.count; index++) {
    const endRow = rows.end.at(index);
    if (Number.isNaN(endRow)) continue;
    const beginRow = rows.begin.at(index);
    yield {
      kind: 'syscall',
      name: names.list[rows.call.at(index)]!.name,
      task: rows.task.at(index),
      start: trace.time[beginRow]!,
      end: trace.time[endRow]!,
      beginRow,
      endRow,
    };
  }
}

function* requestsOf(trace: Trace): Iterable<Operation> {
  const tasks = tasksOf(trace);
  for (const request of causesOf(trace).requests) {
    const beginRow = request.queueRow < 0 ? request.issueRow : request.queueRow;
    yield {
      kind: 'request',
      name: request.device,
      task: tasks.ofRow(beginRow),
      start: trace.time[beginRow]!,
      end: trace.time[request.completeRow]!,
      beginRow,
      endRow: request.completeRow,
      request,
    };
  }
}

function* packetsOf(trace: Trace): Iterable<Operation> {
  const tasks = tasksOf(trace);
  for (let packet = 0; packet < countPackets(trace); packet++) {
    const bounds = boundsOfPacket(trace, packet);
    if (bounds === undefined) continue;
    const [beginRow, endRow] = bounds;
    yield {
      kind: 'packet',
      name: deviceOfPacket(trace, packet),
      task: tasks.ofRow(beginRow),
      start: trace.time[beginRow]!,
      end: trace.time[endRow]!,
      beginRow,
      endRow,
      packet,
    };
  }
}

function* worksOf(trace: Trace): Iterable<Operation> {
  const tasks = tasksOf(trace);
  for (const work of causesOf(trace).works) {
    const beginRow = work.queueRow < 0 ? work.startRow : work.queueRow;
    yield {
      kind: 'work',
      name: work.name,
      task: tasks.ofRow(work.startRow),
      start: trace.time[beginRow]!,
      end: trace.time[work.endRow]!,
      beginRow,
      endRow: work.endRow,
      work,
    };
  }
}

/** Signals from their generation to their delivery. */
function* signalsOf(trace: Trace): Iterable<Operation> {
  for (const { number, target, beginRow, endRow } of derived(trace, followSignals).list) {
    if (endRow < 0) continue;
    const [start, end] = [trace.time[beginRow]!, trace.time[endRow]!];
    yield { kind: 'signal', name: String(number), task: target, start, end, beginRow, endRow };
  }
}

function* wholeTasks(trace: Trace): Iterable<Operation> {
  if (trace.count === 0) return;
  const tasks = tasksOf(trace);
  const [first, last] = [trace.time[0]!, trace.time[trace.count - 1]!];
  for (const [task, { forkRow, exitRow, idleOf }] of tasks.list.entries()) {
    if (idleOf !== undefined) continue;
    yield {
      kind: 'task',
      name: tasks.comms[task]!,
      task,
      start: forkRow < 0 ? first : trace.time[forkRow]!,
      end: exitRow < 0 ? last : trace.time[exitRow]!,
      beginRow: Math.max(0, forkRow),
      endRow: exitRow < 0 ? trace.count - 1 : exitRow,
    };
  }
}

/** Calls of a function, by function_graph. */
function* functionsOf(trace: Trace, name: string): Iterable<Operation> {
  if (!hasCalls(trace)) return;
  const tasks = tasksOf(trace);
  const tree = derived(trace, callsOfTrace);
  const wanted = new Set(tree.names.flatMap(({ text }, index) => (text === name ? [index] : [])));
  for (let row = 0; row < tree.count; row++) {
    if (!wanted.has(tree.name[row]!)) continue;
    const [start, end] = [tree.start[row]!, tree.end[row]!];
    const { tid, cpu } = tree.tasks[tree.task[row]!]!;
    const [beginRow, endRow] = [rowAt(trace, start), rowAt(trace, end)];
    const task = tid === 0 ? tasks.ofIdle(cpu ?? 0) : tasks.of(tid, beginRow);
    yield { kind: 'function', name, task, start, end, beginRow, endRow };
  }
}

/** The first row that is not before a time; the last one where all are. */
function rowAt({ time, count }: Trace, wanted: number): number {
  return Math.min(
    firstIndex(0, count, row => time[row]! >= wanted),
    Math.max(0, count - 1),
  );
}
