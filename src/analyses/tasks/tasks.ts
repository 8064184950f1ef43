import { decodeUtf8, encodeLatin1 } from '../../base/index.ts';
import type { ColumnData, NumberColumn, Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { EventWalk } from '../walk/index.ts';

/** One thread from its fork to its end. A pid may name several of them, one after the other. */
export interface Task {
  readonly tid: number;
  /** Its last name. UTF-8; bytes that are none became U+FFFD. */
  comm: string;
  /** Earlier names with the row from which the next one held. */
  readonly renames: { readonly row: number; readonly before: string }[];
  /** The task that forked it and the row of that; -1 where it was there before the recording. */
  readonly parent: number;
  readonly forkRow: number;
  /** Row of its exit; -1 where it is alive at the end. */
  exitRow: number;
  /** The CPU of an idle task; there is one a CPU. */
  readonly idleOf: number | undefined;
}

/** Larger pids than the kernel's limit come from broken files alone (include/linux/threads.h: PID_MAX_LIMIT). */
const pidLimit = 4 * 1024 * 1024;
const several = -2;

/** The tasks of a trace. A task is an index into `list`, never a pid. */
export class Tasks {
  readonly list: Task[] = [];
  /** By task: for columns that say who. */
  readonly tids: number[] = [];
  readonly comms: string[] = [];
  readonly #trace: Trace;
  readonly #idle = new Map<number, number>();
  /** By pid: the task, -1 for none yet, `several - index` into `#lives` where the pid named more than one. */
  #byPid: Int32Array = new Int32Array(1024).fill(-1);
  readonly #odd = new Map<number, number>();
  /** By task: the last switch to it. */
  readonly #switchedLast: number[] = [];
  #commOfSwitch: ((row: number) => string) | undefined;
  readonly #lives: { readonly fromRow: number; readonly task: number }[][] = [];

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#followLives();
  }

  /** The task that ran when an event was recorded. */
  ofRow(row: number): number {
    const pid = this.#trace.pid[row]!;
    return pid === 0 ? this.ofIdle(this.#trace.cpu[row]!) : this.of(pid, row);
  }

  /** The task that a pid named at a row. For pid 0 ask `ofIdle`. */
  of(pid: number, row: number): number {
    const found = pid >= 0 && pid < this.#byPid.length ? this.#byPid[pid]! : this.#findOdd(pid);
    if (found >= 0) return this.list[found]!.forkRow <= row ? found : this.#addEarlier(pid, found);
    if (found === -1) return this.#add(pid, { comm: this.#nameOf(pid), parent: -1, forkRow: -1 });
    const lives = this.#lives[several - found]!;
    let index = lives.length - 1;
    while (index > 0 && lives[index]!.fromRow > row) index--;
    return lives[index]!.task;
  }

  /** The idle task of a CPU. */
  ofIdle(cpu: number): number {
    const found = this.#idle.get(cpu);
    if (found !== undefined) return found;
    const task = this.#push({
      tid: 0,
      comm: `swapper/${cpu}`,
      renames: [],
      parent: -1,
      forkRow: -1,
      exitRow: -1,
      idleOf: cpu,
    });
    this.#idle.set(cpu, task);
    return task;
  }

  isIdle(task: number): boolean {
    return this.list[task]?.idleOf !== undefined;
  }

  /** What a task was called at a row. */
  nameAt(task: number, row: number): string {
    const { renames, comm } = this.list[task]!;
    return renames.find(rename => row < rename.row)?.before ?? comm;
  }

  /** The columns `<prefix>tid` and `<prefix>comm` of a table whose rows name tasks. */
  columns(codes: NumberColumn, prefix = ''): Readonly<Record<string, ColumnData>> {
    return {
      [`${prefix}tid`]: { codes, numbers: this.tids },
      [`${prefix}comm`]: { codes, texts: this.comms },
    };
  }

  #findOdd(pid: number): number {
    return this.#odd.get(pid) ?? -1;
  }

  #nameOf(pid: number): string {
    return decodeUtf8(encodeLatin1(this.#trace.tasks.of(pid) ?? '<...>'));
  }

  #add(tid: number, { comm, parent, forkRow }: Pick<Task, 'comm' | 'parent' | 'forkRow'>): number {
    const task = this.#push({ tid, comm, renames: [], parent, forkRow, exitRow: -1, idleOf: undefined });
    this.#keep(tid, task);
    return task;
  }

  /** A task of this pid from before the fork that was seen first. */
  #addEarlier(pid: number, later: number): number {
    const { forkRow } = this.list[later]!;
    const task = this.#add(pid, { comm: this.#nameOf(pid), parent: -1, forkRow: -1 });
    this.#lives.push([
      { fromRow: 0, task },
      { fromRow: forkRow, task: later },
    ]);
    this.#keep(pid, several - (this.#lives.length - 1));
    return task;
  }

  #push(task: Task): number {
    this.tids.push(task.tid);
    this.comms.push(task.comm);
    return this.list.push(task) - 1;
  }

  #keep(pid: number, found: number): void {
    if (pid < 0 || pid >= pidLimit) {
      this.#odd.set(pid, found);
      return;
    }
    if (pid >= this.#byPid.length) {
      const larger = new Int32Array(Math.min(pidLimit, 2 ** Math.ceil(Math.log2(pid + 1)))).fill(-1);
      larger.set(this.#byPid);
      this.#byPid = larger;
    }
    this.#byPid[pid] = found;
  }

  #followLives(): void {
    const walk = new EventWalk(this.#trace);
    walk.on('sched:sched_process_fork', fields => {
      const [parent, child, comm] = [
        fields.number('parent_pid'),
        fields.number('child_pid'),
        fields.text('child_comm'),
      ];
      return row => this.#fork(child(row), comm(row), parent(row), row);
    });
    walk.on('sched:sched_process_exit', fields => {
      const pid = fields.number('pid');
      return row => {
        const task = this.#known(pid(row), row);
        if (task >= 0) this.list[task]!.exitRow = row;
      };
    });
    walk.on('task:task_rename', fields => {
      const [pid, before, after] = [fields.number('pid'), fields.text('oldcomm'), fields.text('newcomm')];
      return row => this.#rename(pid(row), before(row), after(row), row);
    });
    walk.on('sched:sched_process_exec', fields => {
      const filename = fields.text('filename');
      return row => {
        const task = this.#known(this.#trace.pid[row]!, row);
        const called = commOf(filename(row));
        // A program that executes itself (/proc/self/exe), as busybox does, says by another way what it is now.
        const name = called === 'exe' ? this.#nameOf(this.#trace.pid[row]!) : called;
        if (task >= 0 && name !== '') this.#rename(this.#trace.pid[row]!, this.comms[task]!, name, row);
      };
    });
    walk.on('sched:sched_switch', fields =>
      this.#nameSwitched(fields.number('next_pid'), fields.text('next_comm')),
    );
    walk.run();
    this.#switchedLast.forEach((row, task) => {
      this.#nameAtTheEnd(task, row);
    });
  }

  /** A task that calls itself otherwise (prctl) says so nowhere: the last switch to it has the name. */
  #nameAtTheEnd(task: number, row: number): void {
    const { forkRow, renames, comm } = this.list[task]!;
    const last = this.#commOfSwitch?.(row) ?? '';
    if (forkRow < 0 || last === '' || last === comm) return;
    renames.push({ row: (renames.at(-1)?.row ?? forkRow) + 1, before: comm });
    this.#call(task, last);
  }

  /** A switch names the task of a pid whose name is not known, or that called itself otherwise since. */
  #nameSwitched(pid: (row: number) => number, comm: (row: number) => string): (row: number) => void {
    this.#commOfSwitch = comm;
    return row => {
      const next = pid(row);
      if (next === 0) return;
      const task = this.of(next, row);
      const isFirst = this.#switchedLast[task] === undefined;
      this.#switchedLast[task] = row;
      if (isFirst && this.comms[task] === '<...>') this.#call(task, comm(row));
    };
  }

  #known(pid: number, row: number): number {
    return pid === 0 ? -1 : this.of(pid, row);
  }

  #fork(pid: number, comm: string, parentPid: number, row: number): void {
    if (pid === 0) return;
    const parent = parentPid === 0 ? -1 : this.of(parentPid, row);
    const before = pid > 0 && pid < this.#byPid.length ? this.#byPid[pid]! : this.#findOdd(pid);
    const task = this.#push({
      tid: pid,
      comm,
      renames: [],
      parent,
      forkRow: row,
      exitRow: -1,
      idleOf: undefined,
    });
    if (before === -1) this.#keep(pid, task);
    else if (before >= 0) {
      this.#lives.push([
        { fromRow: 0, task: before },
        { fromRow: row, task },
      ]);
      this.#keep(pid, several - (this.#lives.length - 1));
    } else this.#lives[several - before]!.push({ fromRow: row, task });
  }

  #rename(pid: number, before: string, after: string, row: number): void {
    const task = this.#known(pid, row);
    if (task < 0) return;
    if (after === this.comms[task]) return;
    this.list[task]!.renames.push({ row, before });
    this.#call(task, after);
  }

  #call(task: number, comm: string): void {
    this.list[task]!.comm = comm;
    this.comms[task] = comm;
  }
}

/** What a program's task is called: begin_new_exec of fs/exec.c takes the last part of its path, TASK_COMM_LEN cuts it. */
function commOf(filename: string): string {
  return filename.slice(filename.lastIndexOf('/') + 1).slice(0, 15);
}

/** The tasks of a trace, made once: `tasksOf(trace)`. */
export function tasksOf(trace: Trace): Tasks {
  return derived(trace, makeTasks);
}

const makeTasks = (trace: Trace): Tasks => new Tasks(trace);
