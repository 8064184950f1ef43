import { defaultActionOf, killSignal } from '../../kernel/index.ts';
import type { Tasks } from '../tasks/index.ts';
import type { Signal } from './follow-signals.ts';

/** More signals than a kernel has, for keys; numbers beyond come from broken files alone. */
const signalLimit = 128;
/** Looking for a thread's process asks this many others that have a signal of the same kind pending. */
const mostOthers = 64;
const mostAncestors = 16;

/** Signals that were generated and wait to be delivered. */
export class PendingSignals {
  count = 0;
  readonly #tasks: Tasks;
  readonly #list: readonly Signal[];
  /** By task and number: places in the list, the oldest first. */
  readonly #ofTask = new Map<number, number[]>();
  /** By number: the tasks that have one pending for their whole process. */
  readonly #ofProcess = new Map<number, Set<number>>();

  constructor(tasks: Tasks, list: readonly Signal[]) {
    this.#tasks = tasks;
    this.#list = list;
  }

  add(index: number): void {
    const { target, number, toProcess } = this.#list[index]!;
    if (target < 0 || number < 0 || number >= signalLimit) return;
    const key = keyOf(target, number);
    const waiting = this.#ofTask.get(key);
    if (waiting === undefined) this.#ofTask.set(key, [index]);
    else waiting.push(index);
    this.count++;
    if (!toProcess) return;
    const others = this.#ofProcess.get(number);
    if (others === undefined) this.#ofProcess.set(number, new Set([target]));
    else others.add(target);
  }

  /**
   * The signal that a delivery to a task delivers; -1 where none was seen. A signal whose default ends a process without a
   * core is delivered to all of its threads as SIGKILL (kernel/signal.c, complete_signal).
   */
  take(task: number, number: number, code: number): number {
    const same = this.#takeSame(task, number, code);
    if (same >= 0 || number !== killSignal) return same;
    for (let other = 1; other < signalLimit; other++) {
      if (other === killSignal || defaultActionOf(other) !== 'ends') continue;
      const found = this.#takeSame(task, other, undefined);
      if (found >= 0) return found;
    }
    return -1;
  }

  /** A task ended: what is pending for it alone will not be delivered. */
  forget(task: number): void {
    for (const others of this.#ofProcess.values()) others.delete(task);
  }

  #takeSame(task: number, number: number, code: number | undefined): number {
    const own = this.#takeOldest(task, number);
    if (own >= 0) return own;
    let asked = 0;
    for (const other of this.#ofProcess.get(number) ?? []) {
      if (++asked > mostOthers) return -1;
      const oldest = this.#ofTask.get(keyOf(other, number))?.[0];
      if (oldest === undefined || !this.#isThreadOf(task, other)) continue;
      if (code === undefined || this.#list[oldest]!.code === code) return this.#takeOldest(other, number);
    }
    return -1;
  }

  #takeOldest(task: number, number: number): number {
    const waiting = this.#ofTask.get(keyOf(task, number));
    const index = waiting?.shift();
    if (index === undefined) return -1;
    this.count--;
    if (waiting!.length === 0) this.#ofProcess.get(number)?.delete(task);
    return index;
  }

  /** Events do not tell of threads which process they belong to: they have its name, or were made by its threads. */
  #isThreadOf(task: number, process: number): boolean {
    const { list, comms } = this.#tasks;
    let ancestor = task;
    for (let level = 0; level < mostAncestors && ancestor >= 0; level++) {
      if (ancestor === process) return true;
      ancestor = list[ancestor]!.parent;
    }
    return comms[task] === comms[process];
  }
}

function keyOf(task: number, number: number): number {
  return task * signalLimit + number;
}
