import { type SyscallArchitecture, valueNames } from '../../kernel/index.ts';
import type { EventFormat, Trace } from '../../store/index.ts';
import type { Tasks } from '../tasks/index.ts';
import type { EventWalk } from '../walk/index.ts';
import type { CallNames } from './call-names.ts';
import type { CallRows } from './call-rows.ts';
import { OpenedFiles } from './descriptors.ts';
import type { FileEffect } from './file-effects.ts';
import { type Inheritance, ProcessFiles } from './process-files.ts';
import type { ReadArguments } from './read-arguments.ts';

/** What following files takes of following calls. */
export interface CallsSoFar {
  readonly names: CallNames;
  readonly rows: CallRows;
  readonly tasks: Tasks;
  readonly arguments: ReadArguments;
  readonly architecture: SyscallArchitecture;
  /** The call a task is in, as an index into `rows`; -1 for none. */
  readonly insideOf: (task: number) => number;
}

const closeOnExec = 0x80000;
const cloneFiles = 0x400;
const fcntlCommands = { duplicate: 0, setFlags: 2, duplicateClosing: 1030 } as const;
/** Groups of probes, and the fields in which probes of opening have the path. */
const probeSystems = ['probe', 'kprobes', 'ringside', 'fprobes'];
const pathFields = ['pathname', 'filename', 'path'];

/** Names the files that calls work on: what was opened, by its path where an event has it. */
export class FileFollower {
  readonly files = new OpenedFiles();
  readonly #so: CallsSoFar;
  readonly #processes: ProcessFiles;
  /** By task: the path that a probe saw in the call it is in. */
  readonly #paths = new Map<number, string>();

  constructor(so: CallsSoFar) {
    this.#so = so;
    this.#processes = new ProcessFiles(so.tasks, task => this.#effectInside(task)?.kind === 'clone');
  }

  /** What a task has open as `fd`. */
  fileAt(task: number, fd: number): number {
    return this.#processes.of(task).fileOf(fd | 0);
  }

  listen(walk: EventWalk, trace: Trace): void {
    const { tasks, rows, insideOf } = this.#so;
    walk.on('sched:sched_process_fork', fields => {
      const [parentPid, childPid] = [fields.number('parent_pid'), fields.number('child_pid')];
      return row => {
        if (parentPid(row) <= 0 || childPid(row) <= 0) return;
        const parent = tasks.of(parentPid(row), row);
        this.#forked(parent, tasks.of(childPid(row), row), insideOf(parent));
      };
    });
    walk.on('sched:sched_process_exec', fields => {
      const filename = fields.text('filename');
      return row => {
        const inside = insideOf(tasks.ofRow(row));
        if (inside >= 0) rows.file.set(inside, this.files.add(filename(row)));
      };
    });
    walk.on('sched:sched_process_exit', () => row => this.#processes.ended(tasks.ofRow(row)));
    for (const format of trace.formats) {
      const field = pathFieldOf(format);
      if (field === undefined) continue;
      walk.on(`${format.system}:${format.name}`, fields => {
        const path = fields.text(field);
        return row => this.#sawPath(tasks.ofRow(row), path(row));
      });
    }
  }

  /** A call returned without an error. */
  succeeded(task: number, index: number, result: number, row: number): void {
    const { names, rows } = this.#so;
    const { effect } = names.list[rows.call.at(index)]!;
    if (effect !== undefined) this.#take(effect, task, index, result, row);
    this.#paths.delete(task);
  }

  #take(effect: FileEffect, task: number, index: number, result: number, row: number): void {
    const argument = (place: number): number => this.#argument(index, place);
    const closes = effect.flags >= 0 && (argument(effect.flags) & closeOnExec) !== 0;
    switch (effect.kind) {
      case 'open':
        this.#opened(task, index, result, closes);
        break;
      case 'made':
        this.#made(task, index, result, closes, effect.what);
        break;
      case 'pair':
        this.#processes.toChange(task).openedPair(this.#pairName(index), closes);
        break;
      case 'duplicate':
        this.#processes.toChange(task).duplicated(argument(0) | 0, result, closes);
        break;
      case 'close':
        this.#processes.toChange(task).closed(argument(0) | 0);
        break;
      case 'close-range':
        this.#processes.toChange(task).closedRange(argument(0), argument(1));
        break;
      case 'fcntl':
        this.#controlled(task, argument(0) | 0, argument(1), argument(2), result);
        break;
      case 'exec':
        this.#processes.executed(task);
        break;
      case 'clone':
        if (result > 0) this.#forked(task, this.#so.tasks.of(result, row), index);
    }
  }

  #opened(task: number, index: number, fd: number, closes: boolean): void {
    const { rows, arguments: read } = this.#so;
    const begin = rows.begin.at(index);
    const path = read.text(begin, 'filename') ?? this.#paths.get(task) ?? '';
    const code = this.files.add(this.#joined(rows.file.at(index), path));
    rows.file.set(index, code);
    this.#processes.toChange(task).opened(fd, code, closes);
  }

  /** A path that is not absolute belongs to the folder that the call names. */
  #joined(folder: number, path: string): string {
    const before = this.files.names[folder] ?? '';
    return path === '' || path.startsWith('/') || before === '' ? path : `${before}/${path}`;
  }

  #made(task: number, index: number, fd: number, closes: boolean, what: string): void {
    const code = this.files.add(what === 'socket' ? this.#socketName(index) : what);
    this.#so.rows.file.set(index, code);
    this.#processes.toChange(task).opened(fd, code, closes);
  }

  #socketName(index: number): string {
    const accepting = this.#so.rows.file.at(index);
    if (accepting !== 0) return this.files.names[accepting]!;
    const { names, rows, architecture } = this.#so;
    if (names.list[rows.call.at(index)]!.fdArgument >= 0) return 'socket';
    const family = valueNames('socket_family', this.#argument(index, 0), architecture);
    const type = valueNames('socket_type', this.#argument(index, 1) & 0xf, architecture);
    return `socket ${family} ${type}`;
  }

  #pairName(index: number): number {
    const { names, rows } = this.#so;
    const isSocket = names.list[rows.call.at(index)]!.name === 'socketpair';
    return this.files.add(isSocket ? this.#socketName(index) : 'pipe');
  }

  #controlled(task: number, fd: number, command: number, argument: number, result: number): void {
    if (command === fcntlCommands.setFlags) {
      this.#processes.toChange(task).setClosesAtExec(fd, (argument & 1) !== 0);
    } else if (command === fcntlCommands.duplicate || command === fcntlCommands.duplicateClosing) {
      this.#processes.toChange(task).duplicated(fd, result, command === fcntlCommands.duplicateClosing);
    }
  }

  /** A task made another one inside of a call. */
  #forked(parent: number, child: number, inside: number): void {
    this.#processes.forked(parent, child, this.#inheritance(inside));
  }

  #inheritance(inside: number): Inheritance {
    const { names, rows } = this.#so;
    const name = inside < 0 ? '' : names.list[rows.call.at(inside)]!.name;
    if (name === 'clone') return (this.#argument(inside, 0) & cloneFiles) !== 0 ? 'shared' : 'copied';
    return name === 'clone3' ? 'unknown' : 'copied';
  }

  #effectInside(task: number): FileEffect | undefined {
    const { names, rows, insideOf } = this.#so;
    const inside = insideOf(task);
    return inside < 0 ? undefined : names.list[rows.call.at(inside)]!.effect;
  }

  #sawPath(task: number, path: string): void {
    const inside = this.#so.insideOf(task);
    if (inside < 0 || path === '') return;
    this.#paths.set(task, path);
    const { rows } = this.#so;
    if (this.#effectInside(task)?.kind !== 'open') rows.file.set(inside, this.files.add(path));
  }

  #argument(index: number, place: number): number {
    const { rows, arguments: read } = this.#so;
    return read.number(rows.begin.at(index), place);
  }
}

/** The field of a probe's event that has the path of a file. */
function pathFieldOf({ system, fields }: EventFormat): string | undefined {
  if (!probeSystems.includes(system) && !fields.some(({ name }) => name === '__probe_ip')) return undefined;
  return fields.find(({ name, string }) => string && pathFields.includes(name))?.name;
}
