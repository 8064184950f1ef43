import type { UftraceClock } from './clock.ts';
import type { MappedFile } from './memory-map.ts';
import type { UftraceProblems } from './problem.ts';
import type { SymbolTable } from './symbol-table.ts';
import type { TaskMessage } from './task-messages.ts';

/** A mapped file with its symbols, undefined where the recording has none for it. */
export interface SessionModule extends MappedFile {
  readonly symbols: SymbolTable | undefined;
}

/** A library that a program opened while it ran. */
interface OpenedLibrary {
  readonly time: number;
  readonly base: number;
  readonly symbols: SymbolTable | undefined;
}

/** One program in one address space: from an exec to the next. */
export interface Session {
  readonly sid: string;
  readonly pid: number;
  readonly start: number;
  readonly program: string;
  readonly modules: readonly SessionModule[];
  readonly kernelBase: number;
  /** By time. */
  readonly opened: OpenedLibrary[];
}

interface SessionSpan {
  readonly session: Session;
  readonly start: number;
  end: number;
}

/** A thread of the recorded programs. */
export interface UftraceTask {
  readonly tid: number;
  readonly pid: number;
  /** The parent of a forked process, 0 for threads and the first process. */
  readonly parent: number;
  /** When it is first told of. */
  readonly begun: number;
  /** Its name at the moment that a walk is at. */
  comm: string;
  /** The name of the program that it ran first as far as `task.txt` says. */
  program: string;
  readonly spans: SessionSpan[];
}

/** What sessions are made from: a map's modules by session id, a library's symbols by its path. */
export interface SessionFiles {
  modulesOf(sid: string): readonly SessionModule[];
  kernelBaseOf(sid: string): number | undefined;
  symbolsOf(library: string): SymbolTable | undefined;
}

// Without a stack in the map nothing says where the kernel begins: as on x86-64.
const usualKernelBase = -(2 ** 47);
const longestComm = 15;

/** Which program a task ran at which time; `task.txt` as it unfolds. */
export class Sessions {
  readonly tasks = new Map<number, UftraceTask>();
  readonly all: Session[] = [];
  readonly #byPid = new Map<number, Session[]>();
  readonly #bySid = new Map<string, Session>();

  constructor(
    messages: readonly TaskMessage[],
    files: SessionFiles,
    clock: UftraceClock,
    problems: UftraceProblems,
  ) {
    for (const message of messages) {
      const time = clock.atNanoseconds(message.time);
      if (message.kind === 'session') this.#begin(message, time, files);
      else if (message.kind === 'task') this.#addTask(message.tid, message.pid, 0, time);
      else if (message.kind === 'fork') this.#addTask(message.tid, message.tid, message.parent, time);
      else {
        const session = this.#bySid.get(message.sid);
        if (session === undefined) {
          problems.add(
            'malformed',
            'task.txt',
            undefined,
            'a library was opened in a session that never began',
          );
          continue;
        }
        const library = { time, base: message.base, symbols: files.symbolsOf(message.library) };
        const at = session.opened.findIndex(other => other.time > time);
        session.opened.splice(at < 0 ? session.opened.length : at, 0, library);
      }
    }
  }

  /** The session in which the recording began; symbols of the kernel are looked up through it. */
  get first(): Session | undefined {
    return this.all[0];
  }

  /** What `task` ran at `time`; what its leader or parent ran where it has no program of its own yet. */
  at(task: UftraceTask | undefined, time: number): Session | undefined {
    let current = task;
    for (let generation = 0; current !== undefined && generation < 1000; generation++) {
      for (const span of current.spans) if (span.start <= time && time < span.end) return span.session;
      const elder: number = current.parent || current.pid;
      if (elder === 0 || elder === current.tid) return undefined;
      current = this.tasks.get(elder);
    }
    return undefined;
  }

  #begin(message: TaskMessage & { kind: 'session' }, start: number, files: SessionFiles): void {
    const { pid, sid, program } = message;
    const session: Session = {
      sid,
      pid,
      start,
      program,
      modules: files.modulesOf(sid),
      kernelBase: files.kernelBaseOf(sid) ?? usualKernelBase,
      opened: [],
    };
    this.all.push(session);
    if (!this.#bySid.has(sid)) this.#bySid.set(sid, session);
    const siblings = this.#byPid.get(pid);
    if (siblings === undefined) this.#byPid.set(pid, [session]);
    else siblings.push(session);
    const task = this.tasks.get(pid);
    if (task !== undefined) task.comm = task.program = commOf(program);
  }

  #addTask(tid: number, pid: number, parent: number, time: number): void {
    const leader = parent || pid;
    const known = this.tasks.get(tid);
    const found = this.#latest(leader, time);
    if (known !== undefined) {
      if (found !== undefined) addSpan(known, found, time);
      return;
    }
    const task: UftraceTask = { tid, pid, parent, begun: time, comm: '', program: '', spans: [] };
    const inherited = this.tasks.get(leader)?.spans.at(-1);
    const session =
      found ?? (inherited !== undefined && inherited.start < time ? inherited.session : undefined);
    if (session !== undefined) {
      addSpan(task, session, time);
      task.comm = task.program = commOf(session.program);
    }
    this.tasks.set(tid, task);
  }

  /** The latest session of process `pid` that began by `time`. */
  #latest(pid: number, time: number): Session | undefined {
    let latest: Session | undefined;
    for (const session of this.#byPid.get(pid) ?? []) {
      if (session.start <= time && (latest === undefined || session.start >= latest.start)) latest = session;
    }
    return latest;
  }
}

function addSpan(task: UftraceTask, session: Session, start: number): void {
  const last = task.spans.at(-1);
  if (last !== undefined) last.end = start;
  task.spans.push({ session, start, end: Number.POSITIVE_INFINITY });
}

function commOf(program: string): string {
  return program.slice(program.lastIndexOf('/') + 1).slice(0, longestComm);
}
