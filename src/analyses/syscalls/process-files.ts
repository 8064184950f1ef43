import type { Tasks } from '../tasks/index.ts';
import { Descriptors } from './descriptors.ts';

/** How a new task came by its file descriptors. */
export type Inheritance = 'shared' | 'copied' | 'unknown';

interface Process {
  files: Descriptors;
  /** The task whose `clone3` made it, while it is not known whether they share one table: flags are in memory. */
  undecidedWith: number;
}

/** The open files of every task; threads of a process share them. */
export class ProcessFiles {
  readonly #tasks: Tasks;
  readonly #processes = new Map<number, Process>();
  readonly #isCloning: (task: number) => boolean;

  /** `isCloning`: whether a task is inside of a call that makes a child. */
  constructor(tasks: Tasks, isCloning: (task: number) => boolean) {
    this.#tasks = tasks;
    this.#isCloning = isCloning;
  }

  of(task: number): Descriptors {
    return this.#process(task).files;
  }

  /**
   * The files of a task that is about to change them. A child of `clone3` whose parent waits in that call for it (as
   * after vfork) has a copy; one beside which the parent runs is taken for a thread.
   */
  toChange(task: number): Descriptors {
    const process = this.#process(task);
    if (process.undecidedWith >= 0) {
      if (this.#isCloning(process.undecidedWith)) process.files = process.files.copy();
      process.undecidedWith = -1;
    }
    return process.files;
  }

  forked(parent: number, child: number, how: Inheritance): void {
    if (this.#processes.has(child)) return;
    const { files } = this.#process(parent);
    this.#processes.set(child, {
      files: how === 'copied' ? files.copy() : files,
      undecidedWith: how === 'unknown' ? parent : -1,
    });
  }

  executed(task: number): void {
    const process = this.#process(task);
    process.files = process.files.afterExec();
    process.undecidedWith = -1;
  }

  ended(task: number): void {
    this.#processes.delete(task);
  }

  #process(task: number): Process {
    const found = this.#processes.get(task);
    if (found !== undefined) return found;
    const made: Process = { files: new Descriptors(), undecidedWith: -1 };
    this.#processes.set(task, made);
    const parent = this.#tasks.list[task]?.parent ?? -1;
    if (parent >= 0 && this.#processes.has(parent)) made.files = this.#process(parent).files.copy();
    return made;
  }
}
