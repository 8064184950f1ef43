import {
  eventId,
  type FunctionSymbol,
  frameFlag,
  isAbove,
  isKernelAddress,
  isSwitchEvent,
  MergedRecords,
  recordType,
  type TaskReader,
  type TimeRange,
  type UftraceRecord,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import { NameFilter } from './name-filter.ts';
import { UftraceFilters } from './uftrace-filters.ts';

/** Which records of a recording are looked at; the same for every one of uftrace's commands. */
export interface ShownOptions {
  /** Levels to show. */
  readonly depth?: number;
  /** Leave out functions that took less, in nanoseconds. */
  readonly threshold?: number;
  /** Only functions that match, and what they call; see `NameFilter`. */
  readonly filter?: readonly string[];
  /** Without functions that match, and what they call. */
  readonly notrace?: readonly string[];
  /** Without functions that match, but with what they call. */
  readonly hide?: readonly string[];
  /** Only functions that match, and those that called them. */
  readonly callers?: readonly string[];
  /** Only functions of at least so many bytes. */
  readonly leastSize?: number;
  /** Only records of this time. */
  readonly range?: TimeRange;
  readonly tids?: ReadonlySet<number>;
  /** Kernel functions outside of the program's own are shown too. */
  readonly kernelFull?: boolean;
  /** Events outside of the program's own functions are shown too. */
  readonly eventFull?: boolean;
  /** Kernel functions alone. */
  readonly kernelOnly?: boolean;
  /** Without events of any kind. */
  readonly noEvent?: boolean;
  /** Without switches of tasks. */
  readonly noSched?: boolean;
  /** Without switches of tasks that were pre-empted. */
  readonly noSchedPreempt?: boolean;
  /** Without functions that are called in libraries. */
  readonly noLibcall?: boolean;
}

export const usualDepth = 1024;

/**
 * The records of all tasks by time, without those that are filtered out: what every of uftrace's commands begins with.
 * `next` takes a record and accounts for it; after it was looked at, `done` must be called.
 */
export class ShownRecords {
  readonly recording: UftraceRecording;
  readonly merged: MergedRecords;
  readonly filters: UftraceFilters;
  /** The time of each task's last record, those that were filtered out included. */
  readonly lastTime = new Map<TaskReader, number>();
  readonly #options: ShownOptions;
  readonly #withoutSwitches: boolean;
  readonly #preempted = new Set<TaskReader>();

  constructor(recording: UftraceRecording, options: ShownOptions) {
    this.recording = recording;
    this.#options = options;
    const names = new NameFilter(options, recording.symbols);
    // Between a function and its callers switches are only in the way.
    this.#withoutSwitches = options.noSched === true || names.asksForCallers;
    this.merged = new MergedRecords(recording, {
      kernelReading: 'uftrace',
      threshold: options.threshold ?? 0,
      depth: options.depth ?? usualDepth,
      tids: options.tids,
      range: options.range,
      isCaller: names.asksForCallers ? symbol => names.verdict(symbol).caller : undefined,
      leastSize: options.leastSize,
    });
    this.merged.outside.kernel = options.kernelFull === true;
    this.merged.outside.events = options.eventFull === true;
    this.filters = new UftraceFilters(this.merged, names, {
      kernelOutside: options.kernelFull === true,
      eventsOutside: options.eventFull === true,
      libraryCalls: options.noLibcall !== true,
    });
  }

  /** Takes the next record that is shown; its task's `current` is it. Undefined at the end. */
  next(): TaskReader | undefined {
    for (let task = this.merged.next(); task !== undefined; task = this.merged.next()) {
      const { type, time } = task.current;
      if (type !== recordType.lost) this.lastTime.set(task, time);
      if (this.isWanted(task) && this.#passes(task)) return task;
    }
    return undefined;
  }

  /** Whether the options alone let a record pass. */
  isWanted(task: TaskReader): boolean {
    const { type, source, address } = task.current;
    const { kernelOnly, noEvent, noSchedPreempt } = this.#options;
    if (kernelOnly === true && source !== 'kernel' && type !== recordType.lost) return false;
    if (!this.filters.isShown(task)) return false;
    if (type !== recordType.event) return true;
    if (noEvent === true) return false;
    if (this.#withoutSwitches && isSwitchEvent(address)) return false;
    return noSchedPreempt !== true || !this.#isPreemption(task, address);
  }

  done(task: TaskReader): void {
    const { type } = task.current;
    if (type === recordType.entry) {
      const index = task.stackCount - 1;
      if (task.stack.has(index)) this.filters.deepen(task, index);
    } else if (type === recordType.exit && task.stack.has(task.stackCount)) this.filters.leave(task);
  }

  /** The function of a record, unless it is one of those that are left out as library calls. */
  isLeftOut(symbol: FunctionSymbol | undefined): boolean {
    return this.#options.noLibcall === true && symbol?.plt === true;
  }

  nameOf(symbol: FunctionSymbol | undefined, address: number): string {
    return symbol?.name ?? `<${BigInt.asUintN(64, BigInt(address)).toString(16)}>`;
  }

  isKernelAddress(address: number): boolean {
    const { first } = this.recording.sessions;
    return first !== undefined && isKernelAddress(first, address);
  }

  /** A record's address with all of its bits. */
  fullAddress(record: UftraceRecord): number {
    return record.source === 'kernel' ? this.merged.fullKernelAddress(record.address) : record.address;
  }

  /**
   * Ends the functions that a task was in at the end, innermost first, at `lastTime`. `visit` is told of each with the
   * place of its frame, whose time is then its duration.
   */
  *remaining(task: TaskReader, lastTime: number, withUnknown: boolean): Iterable<number> {
    const { stack } = task;
    if (task.stackCount === 0) return;
    while (--task.stackCount >= 0) {
      const index = task.stackCount;
      if (!stack.has(index)) continue;
      if (!withUnknown && stack.address[index] === 0) continue;
      if (isAbove(stack.time[index]!, lastTime)) continue;
      const duration = lastTime - stack.time[index]!;
      const called = stack.childTime[index]!;
      stack.time[index] = isAbove(called, duration) ? called : duration;
      if (index > 0) stack.childTime[index - 1]! += stack.time[index]!;
      yield index;
    }
  }

  #passes(task: TaskReader): boolean {
    const { stack, current } = task;
    switch (current.type) {
      case recordType.entry:
        return stack.has(task.stackCount - 1) && this.filters.enter(task, current);
      case recordType.exit:
        return this.passesExit(task);
      case recordType.event:
        return this.#passesEvent(task);
      default:
        return true;
    }
  }

  /** Whether the function that just ended is shown. */
  passesExit(task: TaskReader): boolean {
    const index = task.stackCount;
    if (!task.stack.has(index)) return false;
    if ((task.stack.flags[index]! & frameFlag.unrecorded) !== 0) {
      this.filters.leave(task);
      return false;
    }
    this.filters.rise(task);
    return true;
  }

  #passesEvent(task: TaskReader): boolean {
    if (!this.filters.allowsEvent(task)) return false;
    const { address } = task.current;
    if (address === eventId.schedIn) return task.stack.has(task.stackCount);
    return address !== eventId.schedOut || task.stack.has(task.stackCount - 1);
  }

  #isPreemption(task: TaskReader, address: number): boolean {
    if (address === eventId.schedOutPreempt) {
      this.#preempted.add(task);
      return true;
    }
    return address === eventId.schedIn && this.#preempted.delete(task);
  }
}
