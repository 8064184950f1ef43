import { largestError, type SyscallArchitecture } from '../../kernel/index.ts';
import type { Problem, Trace } from '../../store/index.ts';
import { derived, type Gradual, gradual, type Steps } from '../analysis.ts';
import { type Tasks, tasksOf } from '../tasks/index.ts';
import { EventWalk, eventCounts, type LostStretches, lostStretches, notesOf } from '../walk/index.ts';
import { architectureOf } from './architecture.ts';
import { CallNames } from './call-names.ts';
import { CallRows } from './call-rows.ts';
import { CompatTasks } from './compat-tasks.ts';
import type { OpenedFiles } from './descriptors.ts';
import { FileFollower } from './file-follower.ts';
import { ReadArguments } from './read-arguments.ts';

/** The system calls of a trace. */
export interface Calls {
  readonly architecture: SyscallArchitecture;
  readonly names: CallNames;
  readonly files: OpenedFiles;
  readonly rows: CallRows;
  readonly arguments: ReadArguments;
  readonly tasks: Tasks;
  readonly problems: readonly Problem[];
}

/** The number at the exit of rt_sigreturn, which puts back the registers of another moment (arch/x86/kernel/signal.c). */
const noCall = -1;
/** execve of i386, which a call returns by that executed a program of 32 bits (arch/x86/kernel/process_64.c). */
const compatExec = 11;
const none = -1;

/** Follows every task into its system calls and back, and its file descriptors through them. */
export const followCalls: Gradual<Calls> = gradual(trace => new CallFollower(trace).follow());

class CallFollower {
  readonly #trace: Trace;
  readonly #tasks: Tasks;
  readonly #lost: LostStretches;
  readonly #architecture: SyscallArchitecture;
  readonly #names: CallNames;
  readonly #rows: CallRows;
  readonly #hasNumbers: boolean;
  readonly #files: FileFollower;
  readonly #arguments: ReadArguments;
  readonly #compat: CompatTasks;
  #numberAt: (row: number) => number = () => noCall;
  /** By task: the call it is in, as an index into the rows; -1 for none. */
  readonly #inside: number[] = [];
  readonly #unpaired = { unended: 0, unbegun: 0, acrossLosses: 0 };

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#tasks = tasksOf(trace);
    this.#lost = derived(trace, lostStretches);
    this.#architecture = architectureOf(trace);
    this.#names = new CallNames(this.#architecture);
    this.#arguments = new ReadArguments(trace);
    const [byNumber, byName] = countEntries(trace);
    this.#hasNumbers = byNumber > byName;
    this.#rows = new CallRows(Math.max(1, byNumber, byName));
    this.#compat = new CompatTasks(this.#arguments, this.#tasks);
    this.#files = new FileFollower({
      names: this.#names,
      rows: this.#rows,
      tasks: this.#tasks,
      arguments: this.#arguments,
      architecture: this.#architecture,
      insideOf: task => this.#insideOf(task),
    });
  }

  *follow(): Steps<Calls> {
    const walk = new EventWalk(this.#trace);
    if (this.#hasNumbers) this.#followNumbers(walk);
    else this.#followNames(walk);
    this.#files.listen(walk, this.#trace);
    const problems = [...(yield* walk.steps()), ...this.#problems()];
    return {
      architecture: this.#architecture,
      names: this.#names,
      files: this.#files.files,
      rows: this.#rows,
      arguments: this.#arguments,
      tasks: this.#tasks,
      problems,
    };
  }

  #followNumbers(walk: EventWalk): void {
    walk.on('raw_syscalls:sys_enter', fields => {
      const [number, first] = [fields.number('id'), this.#arguments.first(fields.event)];
      this.#numberAt = number;
      return row => {
        const task = this.#tasks.ofRow(row);
        const index = this.#enter(task, this.#codeOf(task, number(row)), first(row), row);
        const told = this.#compat.look(task, number(row), index, row);
        if (told !== undefined) this.#recode(told);
      };
    });
    walk.on('raw_syscalls:sys_exit', fields => {
      const [number, result] = [fields.number('id'), fields.number('ret')];
      return row => {
        const task = this.#tasks.ofRow(row);
        const returned = number(row);
        if (returned === compatExec && this.#effectInside(task) === 'exec')
          this.#becomeCompat(task, result(row), row);
        else this.#exit(task, returned === noCall ? noCall : this.#codeOf(task, returned), result(row), row);
      };
    });
  }

  #followNames(walk: EventWalk): void {
    walk.on('syscalls:sys_enter_*', fields => {
      const code = this.#names.ofEntry(fields.format.name.slice('sys_enter_'.length));
      const first = this.#arguments.first(fields.event);
      return row => this.#enter(this.#tasks.ofRow(row), code, first(row), row);
    });
    walk.on('syscalls:sys_exit_*', fields => {
      const code = this.#names.ofEntry(fields.format.name.slice('sys_exit_'.length));
      const result = fields.number('ret');
      return row => this.#exit(this.#tasks.ofRow(row), code, result(row), row);
    });
  }

  #codeOf(task: number, number: number): number {
    return this.#compat.has(task) ? this.#names.ofCompatNumber(number) : this.#names.ofNumber(number);
  }

  /** An exec that returns with another number than it was entered by runs a program of the other kind. */
  #becomeCompat(task: number, result: number, row: number): void {
    this.#exit(task, this.#rows.call.at(this.#insideOf(task)), result, row);
    if (result === 0) this.#compat.add(task);
  }

  #effectInside(task: number): string | undefined {
    const index = this.#insideOf(task);
    return index < 0 ? undefined : this.#names.list[this.#rows.call.at(index)]!.effect?.kind;
  }

  /** Calls that were taken for those of 64 bits until enough of them were seen. */
  #recode(calls: readonly number[]): void {
    const { call, begin } = this.#rows;
    for (const index of calls) {
      call.set(index, this.#names.ofCompatNumber(this.#numberAt(begin.at(index))));
    }
  }

  #enter(task: number, code: number, first: number, row: number): number {
    const { fdArgument, returns } = this.#names.list[code]!;
    if (this.#insideOf(task) >= 0) this.#unpaired.unended++;
    const file =
      fdArgument < 0
        ? 0
        : this.#files.fileAt(task, fdArgument === 0 ? first : this.#arguments.number(row, fdArgument));
    const index = this.#rows.begun(code, task, row, file);
    this.#inside[task] = returns ? index : none;
    return index;
  }

  #exit(task: number, code: number, result: number, row: number): void {
    const index = this.#insideOf(task);
    const unpaired = this.#unpaired;
    if (index < 0) {
      if (!this.#isReturnInChild(code, result)) unpaired.unbegun++;
      return;
    }
    const isExec = result === 0 && this.#effectInside(task) === 'exec';
    this.#inside[task] = none;
    if (code !== noCall && !isExec && this.#rows.call.at(index) !== code) {
      unpaired.unended++;
      unpaired.unbegun++;
      return;
    }
    const { time } = this.#trace;
    const began = time[this.#rows.begin.at(index)]!;
    if (this.#lost.between(began, time[row]!)) {
      unpaired.acrossLosses++;
      return;
    }
    this.#rows.ended(index, row, time[row]! - began, result);
    if (result >= 0 || result < -largestError) this.#succeeded(task, index, result, row);
  }

  #succeeded(task: number, index: number, result: number, row: number): void {
    const call = this.#names.list[this.#rows.call.at(index)]!;
    if (call.effect?.kind === 'exec') this.#compat.executed(task);
    this.#files.succeeded(task, index, result, row);
  }

  #problems(): readonly Problem[] {
    const { unended, unbegun, acrossLosses } = this.#unpaired;
    const open = this.#inside.reduce((count, index) => (index >= 0 ? count + 1 : count), unended);
    return notesOf([
      [
        'syscalls.call-unended',
        open,
        'Entered and had not returned where the recording ends or loses events.',
      ],
      ['syscalls.call-unbegun', unbegun, 'Returned without an entry in the recording.'],
      ['syscalls.call-across-losses', acrossLosses, 'Not paired, because events between were lost.'],
    ]);
  }

  #insideOf(task: number): number {
    return this.#inside[task] ?? none;
  }

  /** A new task begins its life by returning 0 from the call that made it. */
  #isReturnInChild(code: number, result: number): boolean {
    return result === 0 && code !== noCall && this.#names.list[code]!.effect?.kind === 'clone';
  }
}

/** How many entries into system calls a trace has by number, and by name. */
function countEntries(trace: Trace): readonly [byNumber: number, byName: number] {
  const counts = eventCounts(trace);
  let [byNumber, byName] = [0, 0];
  trace.formats.forEach(({ system, name }, event) => {
    if (system === 'raw_syscalls' && name === 'sys_enter') byNumber += counts[event]!;
    if (system === 'syscalls' && name.startsWith('sys_enter_')) byName += counts[event]!;
  });
  return [byNumber, byName];
}
