import {
  type FunctionSymbol,
  frameFlag,
  type MergedRecords,
  recordType,
  stackEffect,
  type TaskReader,
  type UftraceRecord,
} from '../../formats/uftrace/index.ts';
import type { NameFilter } from './name-filter.ts';

/** What is left out besides what filters by name and depth do. */
export interface ShownRecords {
  /** Kernel functions that ran while the program was in none of its own functions. */
  readonly kernelOutside: boolean;
  /** Events that happened there. */
  readonly eventsOutside?: boolean;
  /** Functions that are called in libraries; shown unless it is said. */
  readonly libraryCalls?: boolean;
}

/**
 * Decides which functions are shown and how deep they are drawn, as uftrace 0.13 does: the state of filters of each
 * task follows its functions through `enter` and `leave`.
 */
export class UftraceFilters {
  readonly #merged: MergedRecords;
  readonly #names: NameFilter;
  readonly #shown: ShownRecords;
  // One pair for all tasks, as the peer has it.
  #setjmpDepth = 0;
  #setjmpCount = 0;

  constructor(merged: MergedRecords, names: NameFilter, shown: ShownRecords) {
    this.#merged = merged;
    this.#names = names;
    this.#shown = shown;
  }

  /** The function of a record. */
  symbol(task: TaskReader, record: UftraceRecord): FunctionSymbol | undefined {
    const { symbols } = this.#merged.recording;
    return symbols.ofRecord(task.task, record.time, record.address, record.source === 'kernel');
  }

  /** Whether a record that was just consumed is to be looked at at all. */
  isShown(task: TaskReader): boolean {
    if (task.userStackCount > 0) return true;
    const { current } = task;
    if (current.source === 'kernel' && !this.#shown.kernelOutside) return false;
    return current.type !== recordType.event || this.#shown.eventsOutside === true;
  }

  /** A function begins; false when it is not shown. */
  enter(task: TaskReader, record: UftraceRecord): boolean {
    const { stack } = task;
    const index = task.stackCount - 1;
    if (!stack.has(index)) return false;
    stack.depthLeft[index] = task.depthLeft;
    stack.flags[index] = 0;
    if (task.filterOut > 0) return this.#hide(task, index, 0);
    const isPlainKernel = this.#names.empty && record.source === 'kernel';
    const symbol = isPlainKernel ? undefined : this.symbol(task, record);
    if (symbol !== undefined && !symbol.kernel) this.#effect(task, index, symbol.name);
    const { mode, depth, hidden } = this.#names.verdict(symbol);
    if (mode === 'out') {
      task.filterOut++;
      return this.#hide(task, index, frameFlag.hidden);
    }
    if (mode === 'in') {
      task.filterIn++;
      stack.flags[index]! |= frameFlag.filtered;
      task.depthLeft = this.#merged.depth;
    } else if (this.#names.optIn && task.filterIn === 0) return this.#hide(task, index, 0);
    if (depth !== undefined) task.depthLeft = depth;
    if (task.depthLeft <= 0 || hidden) return this.#hide(task, index, 0);
    task.depthLeft--;
    if (!task.displayDepthSet) {
      task.displayDepth = Math.max(0, task.stackCount - 1);
      task.displayDepthSet = true;
    }
    return true;
  }

  /** A function ended. */
  leave(task: TaskReader): void {
    const { stack } = task;
    const index = task.stackCount;
    if (!stack.has(index)) return;
    const flags = stack.flags[index]!;
    if ((flags & frameFlag.filtered) !== 0) task.filterIn--;
    else if ((flags & frameFlag.hidden) !== 0) task.filterOut--;
    stack.flags[index] = 0;
    task.depthLeft = stack.depthLeft[index]!;
  }

  /** What is drawn next stands below the function at `index`; exec and longjmp move a task elsewhere. */
  deepen(task: TaskReader, index: number): void {
    const flags = task.stack.flags[index]!;
    if ((flags & frameFlag.exec) !== 0) {
      task.displayDepth = 0;
      task.stackCount = 0;
      task.userStackCount = 0;
    } else if ((flags & frameFlag.longjmp) !== 0) {
      task.displayDepth = this.#setjmpDepth;
      task.stackCount = this.#setjmpCount;
      task.userStackCount = this.#setjmpCount;
    } else task.displayDepth++;
    task.stack.flags[index] = flags & ~(frameFlag.exec | frameFlag.longjmp);
  }

  /** The depth at which the end of a function is drawn. */
  rise(task: TaskReader): number {
    if (!task.displayDepthSet) {
      // The child of a fork begins with a return.
      task.displayDepth = task.stackCount + 1;
      task.displayDepthSet = true;
    }
    if (task.displayDepth > 0) task.displayDepth--;
    return task.displayDepth;
  }

  /** Whether events are shown where the task is. */
  allowsEvent(task: TaskReader): boolean {
    return task.filterOut === 0 && task.depthLeft > 0 && !(this.#names.optIn && task.filterIn === 0);
  }

  /**
   * Passes over records that are not shown, and answers whose record comes then; undefined where it must not be
   * looked at. So a function whose calls are all hidden is drawn in one line.
   */
  skip(task: TaskReader, depth: number): TaskReader | undefined {
    const { stack, current } = task;
    const index = task.stackCount - 1;
    if (!stack.has(index)) return undefined;
    if ((stack.flags[index]! & (frameFlag.exec | frameFlag.longjmp)) !== 0) return undefined;
    for (let next = this.#merged.peek(); next !== undefined; next = this.#merged.peek()) {
      const record = next.current;
      if (next === task && record === current && depth >= record.depth) return next;
      if (!this.#isOutside(next, record)) {
        if (record.type === recordType.lost) return undefined;
        if (!this.#isLeftOut(task, record) && !this.#isFiltered(next, record)) return next;
      }
      this.#merged.consume(next);
      if (record.type === recordType.entry) this.enter(next, record);
      else if (record.type === recordType.exit) this.leave(next);
    }
    return undefined;
  }

  #isOutside(task: TaskReader, record: UftraceRecord): boolean {
    if (task.userStackCount > 0) return false;
    if (record.source === 'kernel' && !this.#shown.kernelOutside) return true;
    return record.type === recordType.event && this.#shown.eventsOutside !== true;
  }

  #isLeftOut(task: TaskReader, record: UftraceRecord): boolean {
    return this.#shown.libraryCalls === false && this.symbol(task, record)?.plt === true;
  }

  #isFiltered(task: TaskReader, record: UftraceRecord): boolean {
    if (task.filterOut > 0) return true;
    if (record.type === recordType.exit) {
      if (task.stackCount < 1) return false;
      const index = task.stackCount - 1;
      return !task.stack.has(index) || (task.stack.flags[index]! & frameFlag.unrecorded) !== 0;
    }
    if (this.#names.empty && record.source === 'kernel') return task.depthLeft <= 0;
    const session = this.#merged.recording.sessions.at(task.task, record.time);
    if (session === undefined && record.source !== 'kernel') return true;
    // Looking ahead uftrace compares 48 bits of a kernel address with 64: filters of kernel functions never match.
    const isMatched =
      record.type !== recordType.event && (record.source !== 'kernel' || session === undefined);
    const symbol = isMatched ? this.symbol(task, record) : undefined;
    const { mode, depth, hidden } = this.#names.verdict(symbol);
    if (mode === 'out') return true;
    if (mode === undefined && this.#names.optIn && task.filterIn === 0) return true;
    if (hidden) return true;
    if (depth !== undefined) return false;
    return (mode === 'in' ? this.#merged.depth : task.depthLeft) <= 0;
  }

  #effect(task: TaskReader, index: number, name: string): void {
    const effect = stackEffect(name);
    if (effect === 'none') return;
    if (effect === 'exec') task.stack.flags[index]! |= frameFlag.exec;
    else if (effect === 'longjmp') task.stack.flags[index]! |= frameFlag.longjmp;
    else if (effect === 'fork') task.forkDisplayDepth = task.displayDepth + 1;
    else {
      this.#setjmpDepth = task.displayDepth + 1;
      this.#setjmpCount = task.stackCount;
    }
  }

  #hide(task: TaskReader, index: number, flag: number): false {
    task.stack.flags[index]! |= frameFlag.unrecorded | flag;
    return false;
  }
}
