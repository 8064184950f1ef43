import { type CallName, type CallTask, type CallTree, type RowKind, rowFlag, rowKind } from './call-tree.ts';

const mostTasks = 65_535;
const deepest = 65_535;
const empty = -1;

/** The functions that one task is in: rows by place, -1 where a caller was not recorded. */
interface OpenCalls {
  rows: Int32Array;
  count: number;
  last: number;
}

/**
 * What tells threads apart: their ids, but of the idle tasks (0) and of calls whose thread the recording does not name
 * (-1) the CPU as well: each CPU has calls of its own.
 */
export function threadKey(tid: number, cpu: number): number {
  return tid > 0 ? tid : -1 - 2 * cpu - (tid === 0 ? 0 : 1);
}

/**
 * Makes a call tree from entries and returns in the order of time.
 *
 * Every entry and return says at which place of the task's stack it is, so that a tree heals after lost records.
 */
export class CallTreeBuilder {
  #count = 0;
  #parent = new Int32Array(1024);
  #depth = new Uint16Array(1024);
  #name = new Uint32Array(1024);
  #task = new Uint16Array(1024);
  #start = new Float64Array(1024);
  #end = new Float64Array(1024);
  #self = new Float64Array(1024);
  #flags = new Uint8Array(1024);
  #unmatched = 0;
  readonly #names: CallName[] = [];
  readonly #nameIds = new Map<string, number>();
  readonly #tasks: { tid: number; comm: string; cpu: number | undefined }[] = [];
  readonly #taskIds = new Map<number, number>();
  readonly #open: OpenCalls[] = [];

  /**
   * The id of a name; the same for the same name, kind and module. `address` tells functions of one name apart, as
   * static ones of several files.
   */
  name(text: string, kind: RowKind, module = '', address = 0): number {
    const key = `${kind} ${module} ${address} ${text}`;
    let id = this.#nameIds.get(key);
    if (id === undefined) {
      id = this.#names.length;
      this.#names.push({ text, kind, module });
      this.#nameIds.set(key, id);
    }
    return id;
  }

  /** The id of a thread; those of no task of their own are told apart by their CPU. Beyond 65,535 threads all are the last. */
  task(tid: number, comm: string, cpu?: number): number {
    const key = threadKey(tid, cpu ?? 0);
    let id = this.#taskIds.get(key);
    if (id === undefined) {
      id = Math.min(this.#tasks.length, mostTasks - 1);
      this.#taskIds.set(key, id);
      if (id === this.#tasks.length) {
        this.#tasks.push({ tid, comm, cpu: tid === 0 ? cpu : undefined });
        this.#open.push({ rows: new Int32Array(16), count: 0, last: 0 });
      }
    }
    if (comm !== '') this.#tasks[id]!.comm = comm;
    return id;
  }

  /** Rows until now. */
  get count(): number {
    return this.#count;
  }

  /** How many places of the task's stack are taken. */
  openCount(task: number): number {
    return this.#open[task]!.count;
  }

  /** A function begins at place `index` of the stack (0: outermost). What was open there and above it is over. */
  enter(task: number, index: number, name: number, time: number): void {
    const open = this.#open[task]!;
    const place = Math.min(index, deepest);
    this.#close(open, place, time, rowFlag.unfinished);
    const row = this.#add(open, task, name, time);
    if (place >= open.rows.length) {
      const wider = new Int32Array(Math.max(place + 1, open.rows.length * 2)).fill(empty);
      wider.set(open.rows.subarray(0, open.count));
      open.rows = wider;
    }
    open.rows.fill(empty, open.count, place);
    open.rows[place] = row;
    open.count = place + 1;
  }

  /**
   * The function at place `index` returns. A return of another function than is open there counts as unmatched.
   * `duration` is what the tracer itself measured, where it did.
   */
  exit(task: number, index: number, name: number, time: number, duration?: number): void {
    const open = this.#open[task]!;
    open.last = time;
    this.#close(open, index + 1, time, rowFlag.unfinished);
    if (index >= open.count) {
      this.#unmatched++;
      return;
    }
    const row = open.rows[index]!;
    const same = row !== empty && this.#name[row] === name;
    if (!same) this.#unmatched++;
    const end = same && duration !== undefined ? this.#start[row]! + duration : time;
    this.#close(open, index, end, same ? 0 : rowFlag.unfinished);
  }

  /** Something happens where the task is. */
  mark(task: number, name: number, time: number): void {
    const open = this.#open[task]!;
    const row = this.#add(open, task, name, time);
    this.#end[row] = time;
  }

  /** Records of the task were lost: `count` of them, or -1. */
  lost(task: number, time: number, count: number): void {
    const open = this.#open[task]!;
    const row = this.#add(open, task, this.name('lost', rowKind.lost), time);
    this.#end[row] = time;
    this.#self[row] = count;
  }

  /** Ends everything that is open in a task, as an exec does. */
  endAll(task: number, time: number): void {
    this.#close(this.#open[task]!, 0, time, rowFlag.unfinished);
  }

  /** The tree. What is still open ends with the last that was seen of its task. */
  finish(): CallTree {
    for (const open of this.#open) this.#close(open, 0, open.last, rowFlag.open);
    const count = this.#count;
    const tasks: readonly CallTask[] = this.#tasks;
    return {
      count,
      names: this.#names,
      tasks,
      unmatchedReturns: this.#unmatched,
      parent: this.#parent.subarray(0, count),
      depth: this.#depth.subarray(0, count),
      name: this.#name.subarray(0, count),
      task: this.#task.subarray(0, count),
      start: this.#start.subarray(0, count),
      end: this.#end.subarray(0, count),
      self: this.#self.subarray(0, count),
      flags: this.#flags.subarray(0, count),
    };
  }

  #add(open: OpenCalls, task: number, name: number, time: number): number {
    if (this.#count === this.#parent.length) this.#grow();
    const row = this.#count++;
    let parent = empty;
    for (let index = open.count - 1; index >= 0 && parent === empty; index--) parent = open.rows[index]!;
    this.#parent[row] = parent;
    this.#depth[row] = parent === empty ? 0 : Math.min(deepest, this.#depth[parent]! + 1);
    this.#name[row] = name;
    this.#task[row] = task;
    this.#start[row] = time;
    this.#self[row] = 0;
    this.#flags[row] = 0;
    open.last = time;
    return row;
  }

  #close(open: OpenCalls, from: number, time: number, flag: number): void {
    while (open.count > from) {
      const row = open.rows[--open.count]!;
      if (row === empty) continue;
      const duration = Math.max(0, time - this.#start[row]!);
      this.#end[row] = this.#start[row]! + duration;
      this.#self[row]! += duration;
      if (flag !== 0) this.#flags[row] = flag;
      const parent = this.#parent[row]!;
      if (parent !== empty) this.#self[parent]! -= duration;
    }
  }

  #grow(): void {
    const length = this.#parent.length * 2;
    this.#parent = wider(this.#parent, new Int32Array(length));
    this.#depth = wider(this.#depth, new Uint16Array(length));
    this.#name = wider(this.#name, new Uint32Array(length));
    this.#task = wider(this.#task, new Uint16Array(length));
    this.#start = wider(this.#start, new Float64Array(length));
    this.#end = wider(this.#end, new Float64Array(length));
    this.#self = wider(this.#self, new Float64Array(length));
    this.#flags = wider(this.#flags, new Uint8Array(length));
  }
}

function wider<Column extends Int32Array | Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  old: Column,
  column: Column,
): Column {
  column.set(old);
  return column;
}
