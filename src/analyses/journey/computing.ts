import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { type CallTree, callsOfTrace, hasCalls, isTimed, layersOf, rowKind } from '../calls/index.ts';
import { followCalls } from '../syscalls/index.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { type Stretch, type StretchKind, withoutGaps } from './stretch.ts';

/** Calls that began and ended within a stretch of a task's time, by time. */
interface TaskCalls {
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly name: readonly string[];
  readonly beginRow: readonly number[];
}

/** Where a task computed: in its program, in which system call, and, where functions were recorded, in which part of the kernel. */
export class Computing {
  readonly #tasks: Tasks;
  /** System calls by task; undefined where none were recorded. */
  readonly #calls: ReadonlyMap<number, TaskCalls> | undefined;
  readonly #functions: FunctionParts | undefined;

  constructor(trace: Trace) {
    this.#tasks = tasksOf(trace);
    this.#calls = callsByTask(trace);
    this.#functions = hasCalls(trace) ? new FunctionParts(callsOfTrace(trace)) : undefined;
  }

  /** Where a task computed while it was in no call. */
  #kindOutside(task: number, calls: TaskCalls | undefined): StretchKind {
    if (kernelThread.test(this.#tasks.comms[task]!)) return 'kernel';
    return calls === undefined || this.#tasks.isIdle(task) ? 'computing' : 'user';
  }

  /** The stretches between two times in which a task ran. */
  between(task: number, cpu: number, start: number, end: number): readonly Stretch[] {
    const piece = (kind: StretchKind, name: string, from: number, to: number, beginRow = -1): Stretch => ({
      kind,
      name,
      start: from,
      end: to,
      task,
      cpu,
      beginRow,
      endRow: -1,
      inside: [],
    });
    const calls = this.#calls?.get(task);
    const outside = this.#kindOutside(task, calls);
    const functions = (from: number, to: number): readonly Stretch[] =>
      [...(this.#functions?.between(this.#tasks.tids[task]!, from, to) ?? [])].map(part =>
        piece('kernel', part.label, part.start, part.end),
      );
    const parts: Stretch[] = [];
    if (calls !== undefined) {
      for (
        let index = firstIndex(0, calls.end.length, call => calls.end[call]! > start);
        index < calls.start.length;
        index++
      ) {
        if (calls.start[index]! >= end) break;
        const [from, to] = [Math.max(start, calls.start[index]!), Math.min(end, calls.end[index]!)];
        if (to <= from) continue;
        const call = piece('kernel', calls.name[index]!, from, to, calls.beginRow[index]!);
        const inside = withoutGaps(functions(from, to), from, to, (a, b) => [
          piece('kernel', 'Kernel', a, b),
        ]);
        parts.push(inside.length > 1 || inside[0]?.name !== 'Kernel' ? { ...call, inside } : call);
      }
    }
    return withoutGaps(parts, start, end, (a, b) =>
      withoutGaps(functions(a, b), a, b, (from, to) => [piece(outside, '', from, to)]),
    );
  }
}

/** Threads of the kernel by the names it gives them: they have no program to be in. */
const kernelThread =
  /^(kworker|ksoftirqd|migration|jbd2|rcu_|rcuc|rcuop|kswapd|kcompactd|khugepaged|kthreadd|irq|scsi_|xfs|btrfs|loop|ext4)/;

function callsByTask(trace: Trace): ReadonlyMap<number, TaskCalls> | undefined {
  const calls = derived(trace, followCalls);
  if (calls.rows.count === 0) return undefined;
  const { rows, names } = calls;
  const byTask = new Map<number, { start: number[]; end: number[]; name: string[]; beginRow: number[] }>();
  const last = trace.time[trace.count - 1] ?? 0;
  for (let index = 0; index < rows.count; index++) {
    const task = rows.task.at(index);
    const own = byTask.get(task) ?? { start: [], end: [], name: [], beginRow: [] };
    byTask.set(task, own);
    const endRow = rows.end.at(index);
    own.start.push(trace.time[rows.begin.at(index)]!);
    own.end.push(Number.isNaN(endRow) ? last : trace.time[endRow]!);
    own.name.push(names.list[rows.call.at(index)]!.name);
    own.beginRow.push(rows.begin.at(index));
  }
  return byTask;
}

interface Part {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

/** The part of the kernel that the innermost function belongs to, over time. */
class FunctionParts {
  /** By tid, by time; parts do not overlap. */
  readonly #parts = new Map<number, readonly Part[]>();
  readonly #tree: CallTree;
  readonly #rows = new Map<number, number[]>();
  readonly #labels: readonly string[];

  constructor(tree: CallTree) {
    this.#tree = tree;
    this.#labels = layersOf(tree, undefined).map(({ label }) => label);
    for (let row = 0; row < tree.count; row++) {
      const kind = tree.names[tree.name[row]!]!.kind;
      if (!isTimed(kind) || kind === rowKind.wait) continue;
      const { tid } = tree.tasks[tree.task[row]!]!;
      const rows = this.#rows.get(tid);
      if (rows === undefined) this.#rows.set(tid, [row]);
      else rows.push(row);
    }
  }

  *between(tid: number, start: number, end: number): Iterable<Part> {
    let parts = this.#parts.get(tid);
    if (parts === undefined) {
      parts = this.#flatten(this.#rows.get(tid) ?? []);
      this.#parts.set(tid, parts);
    }
    const all = parts;
    const first = firstIndex(0, all.length, index => all[index]!.end > start);
    for (let index = first; index < all.length && all[index]!.start < end; index++) {
      const { label, start: from, end: to } = all[index]!;
      yield { label, start: Math.max(start, from), end: Math.min(end, to) };
    }
  }

  /** Rows in preorder as what was innermost from time to time. */
  #flatten(rows: readonly number[]): readonly Part[] {
    const { start, end, name } = this.#tree;
    const parts: Part[] = [];
    const open: number[] = [];
    let at = 0;
    const until = (time: number): void => {
      const row = open.at(-1);
      if (row !== undefined && time > at) this.#append(parts, this.#labels[name[row]!]!, at, time);
      at = Math.max(at, time);
    };
    const closeBefore = (time: number): void => {
      while (open.length > 0 && end[open.at(-1)!]! <= time) {
        until(end[open.at(-1)!]!);
        open.pop();
      }
    };
    for (const row of rows) {
      closeBefore(start[row]!);
      until(start[row]!);
      at = Math.max(at, start[row]!);
      open.push(row);
    }
    closeBefore(Number.POSITIVE_INFINITY);
    return parts;
  }

  #append(parts: Part[], label: string, start: number, end: number): void {
    const last = parts.at(-1);
    if (last?.label === label && last.end === start)
      parts[parts.length - 1] = { label, start: last.start, end };
    else parts.push({ label, start, end });
  }
}
