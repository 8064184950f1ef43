import type { ExternMessages } from './extern-messages.ts';
import { feature } from './info.ts';
import { type KernelReading, KernelSource } from './kernel-source.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { eventOf, type PerfRecords, perfType } from './perf-records.ts';
import { eventId, isScheduledOut, recordType, UftraceRecord } from './record.ts';
import { RecordChoice } from './record-choice.ts';
import { type FunctionSymbol, kernelAddress } from './symbol-lookup.ts';
import { TaskReader } from './task-reader.ts';
import type { TimeRange } from './time-range.ts';

/** What is merged, and how. */
export interface MergeOptions {
  readonly kernelReading: KernelReading;
  /** Functions that took less (nanoseconds) are left out; 0: none. */
  readonly threshold: number;
  /** How many levels are shown. */
  readonly depth: number;
  /** Only these tasks; undefined: all. */
  readonly tids: ReadonlySet<number> | undefined;
  /** Records of another time are passed over. */
  readonly range?: TimeRange | undefined;
  /** Functions for which this does not hold are left out unless they called one for which it does. */
  readonly isCaller?: ((symbol: FunctionSymbol | undefined) => boolean) | undefined;
  /** Functions of fewer bytes are left out. */
  readonly leastSize?: number | undefined;
}

/** All of uftrace's own limits: nothing is left out. */
export const wholeRecording: MergeOptions = {
  kernelReading: 'uftrace',
  threshold: 0,
  depth: 1024,
  tids: undefined,
};

const never = Number.POSITIVE_INFINITY;

/**
 * The records of all tasks and of the kernel as one sequence by time.
 *
 * `peek` finds the oldest record, which is then `task.current`, and `consume` takes it and accounts for it on the
 * task's stack. The same record is found until it is consumed.
 */
export class MergedRecords {
  readonly recording: UftraceRecording;
  readonly depth: number;
  /** In the order of the recording. */
  readonly tasks: readonly TaskReader[];
  lastPerf = -1;
  /** Records that count for `firstTime` even outside of them. */
  readonly outside = { kernel: false, events: false };
  readonly #byTid = new Map<number, TaskReader>();
  readonly #options: MergeOptions;
  readonly #choice: RecordChoice;
  readonly #kernel: KernelSource | undefined;
  readonly #perf: readonly PerfRecords[];
  readonly #extern: ExternMessages | undefined;
  readonly #perfRecord = new UftraceRecord('perf');
  readonly #lostRecord = new UftraceRecord('lost');
  readonly #scratch = new UftraceRecord('user');
  readonly #estimates: boolean;
  #perfPreloaded = false;
  #kernelCpu = -1;
  /** The task that was found to be the oldest, and the time up to which it stays so. */
  #oldest: TaskReader | undefined;
  #rivalTime = never;
  #lastTask: TaskReader | undefined;

  constructor(recording: UftraceRecording, options: MergeOptions) {
    this.recording = recording;
    this.#options = options;
    this.#choice = new RecordChoice(recording, options);
    this.depth = options.depth;
    this.#estimates = (recording.info.features & feature.estimateReturn) !== 0;
    // Every walk begins with the names that tasks have in the beginning.
    for (const task of recording.sessions.tasks.values()) task.comm = task.program;
    this.tasks = recording.info.tids.map(tid => {
      const wanted = options.tids === undefined || options.tids.has(tid);
      const records = wanted ? recording.userRecords(tid) : undefined;
      const reader = new TaskReader(
        tid,
        recording.sessions.tasks.get(tid),
        records,
        recording.info.maxStack,
        options.depth,
      );
      if (options.range?.from !== undefined) reader.displayDepthSet = false;
      this.#byTid.set(tid, reader);
      return reader;
    });
    const isShown = (tid: number): boolean => this.#byTid.get(tid)?.records !== undefined;
    const isKnown = (tid: number): boolean => this.#byTid.has(tid);
    const cpus = recording.kernelCpus();
    this.#kernel =
      cpus.length === 0
        ? undefined
        : new KernelSource(
            cpus,
            options.kernelReading,
            {
              threshold: options.threshold,
              includes: record => isKnown(record.tid) && this.#choice.isInTime(record.time),
              isLeftOut: record => this.#choice.isLeftOut(undefined, record),
              isTooSmall: record => this.#choice.isTooSmall(undefined, record),
            },
            isKnown,
            record => {
              const event = recording.kernelHeader?.events.get(record.address);
              const { view } = cpus[record.payloadFile]!.cpu;
              const { payloadOffset, payloadLength, tid } = record;
              return event === undefined
                ? tid
                : recording.otherTid(event, view, payloadOffset, payloadLength, tid);
            },
            recording.problems,
          );
    this.#isShown = isShown;
    this.#perf = recording.perfRecords();
    this.#extern = recording.externMessages();
  }

  readonly #isShown: (tid: number) => boolean;
  readonly #isShownAt = (tid: number, time: number): boolean =>
    this.#isShown(tid) && this.#choice.isInTime(time);

  /** The time of the first record that was taken, but for events and kernel functions outside of programs' own. */
  get firstTime(): number {
    return this.#choice.firstTime;
  }

  find(tid: number): TaskReader | undefined {
    return this.#byTid.get(tid);
  }

  fullKernelAddress(address: number): number {
    const first = this.recording.sessions.first;
    return first === undefined ? address : kernelAddress(first, address);
  }

  /** The task with the oldest record, or undefined at the end. */
  peek(): TaskReader | undefined {
    if (this.#options.threshold > 0) this.#preloadPerf();
    let time = never;
    let source: 'none' | 'user' | 'kernel' | 'perf' | 'event' | 'extern' = 'none';

    const user = this.#peekUser();
    if (user !== undefined) {
      time = user.user.time;
      source = 'user';
    }
    const kernel = this.#kernel;
    const cpu = kernel === undefined ? -1 : kernel.peek(this.#isShown);
    this.#kernelCpu = cpu;
    if (kernel !== undefined && cpu >= 0) {
      const owner = this.#byTid.get(kernel.tid(cpu))!;
      owner.kernel.copy(kernel.current(cpu));
      if (owner.kernel.time < time) {
        time = owner.kernel.time;
        source = 'kernel';
      }
    }
    const perf = this.#options.threshold > 0 ? -1 : this.#peekPerf();
    if (perf >= 0 && this.#perf[perf]!.time < time) {
      time = this.#perf[perf]!.time;
      source = 'perf';
    }
    const waiting = this.#perfPreloaded ? this.#peekEvents() : undefined;
    if (waiting !== undefined && waiting.event.time < time) {
      time = waiting.event.time;
      source = 'event';
    }
    if (this.#extern?.peek(time => this.#choice.isInTime(time)) === true && this.#extern.time < time)
      source = 'extern';

    switch (source) {
      case 'none':
        return undefined;
      case 'user':
        return this.#atUser(user!);
      case 'kernel':
        return this.#atKernel(this.#byTid.get(kernel!.tid(cpu))!, cpu, time);
      case 'perf':
        return this.#atPerf(perf);
      case 'event':
        waiting!.current = waiting!.event;
        return waiting;
      case 'extern':
        return this.#atExtern();
    }
  }

  /** Finds the oldest record and takes it; undefined at the end. */
  next(): TaskReader | undefined {
    const task = this.peek();
    if (task === undefined) return undefined;
    this.#lastTask = task;
    this.#take(task, this.#kernelCpu);
    return task;
  }

  /** Takes the record that the last `peek` found for `task`. */
  consume(task: TaskReader): void {
    const { current } = task;
    this.#take(
      task,
      current.source === 'kernel' && this.#kernel !== undefined ? this.#kernel.cpuOf(current) : 0,
    );
  }

  #take(task: TaskReader, cpu: number): void {
    const record = task.current;
    switch (record.source) {
      case 'user':
        if (task.queue.count > 0) task.queue.dropFirst();
        break;
      case 'kernel':
        this.#kernel!.consume(cpu);
        break;
      case 'event':
        if (record.address === eventId.taskName && task.task !== undefined) task.task.comm = record.text;
        if (task.events.count > 0) task.events.dropFirst();
        break;
      case 'lost':
        this.#kernel!.tellMissed(cpu);
        break;
      case 'extern':
        this.#extern!.consume();
        break;
      case 'perf': {
        const perf = this.#perf[this.lastPerf];
        if (perf === undefined) break;
        if (record.address === eventId.taskName && task.task !== undefined) task.task.comm = perf.comm;
        perf.valid = false;
        break;
      }
    }
    const { firstTime } = this.#choice;
    const isEarlier = firstTime === 0 || firstTime > record.time;
    if (isEarlier && this.#isInside(task, record)) this.#choice.firstTime = record.time;
    task.consume(record, this);
  }

  #isInside({ stackCount }: TaskReader, { type, source }: UftraceRecord): boolean {
    if (stackCount > 0) return true;
    if (type === recordType.event && !this.outside.events) return false;
    return source !== 'kernel' || this.outside.kernel;
  }

  #peekUser(): TaskReader | undefined {
    const last = this.#oldest;
    // As long as a task is before all others there is no need to look at them.
    if (last !== undefined) {
      if (last.queue.count === 0 && !last.ended) this.#fillUser(last);
      if (last.queue.count > 0 && last.queue.first.time < this.#rivalTime) {
        last.user.copy(last.queue.first);
        return last;
      }
    }
    let oldest: TaskReader | undefined;
    let oldestTime = never;
    let rivalTime = never;
    for (const task of this.tasks) {
      if (task.queue.count === 0) {
        if (task.ended) continue;
        this.#fillUser(task);
        if (task.queue.count === 0) continue;
      }
      const { time } = task.queue.first;
      if (oldest !== undefined && time >= oldestTime) {
        if (time < rivalTime) rivalTime = time;
        continue;
      }
      if (oldest !== undefined) rivalTime = oldestTime;
      oldest = task;
      oldestTime = time;
    }
    if (oldest !== undefined) oldest.user.copy(oldest.queue.first);
    this.#oldest = oldest;
    this.#rivalTime = rivalTime;
    return oldest;
  }

  // Entries wait until a return shows that at least one of them took long enough.
  #fillUser(task: TaskReader): void {
    const record = this.#scratch;
    const { queue } = task;
    while (task.records!.next(record)) {
      if (!this.#choice.isInTime(record.time)) continue;
      if (record.type === recordType.exit) {
        if (this.#choice.isTooSmall(task, record) === true) continue;
        let back = 0;
        while (back < queue.count && queue.fromEnd(back).type !== recordType.entry) back++;
        if (back === queue.count) {
          queue.push(record);
          return;
        }
        const duration = record.time - queue.fromEnd(back).time;
        const isShort = duration < this.#options.threshold && duration >= 0;
        if (!isShort && !this.#choice.isLeftOut(task, record)) {
          queue.push(record);
          return;
        }
        queue.dropLast(back + 1);
        continue;
      }
      if (record.type === recordType.entry && this.#choice.isTooSmall(task, record) !== false) continue;
      queue.push(record);
      if (record.type === recordType.lost) return;
      if (record.type === recordType.event && record.address >= eventId.user) return;
    }
    task.ended = true;
  }

  #peekPerf(): number {
    let best = -1;
    for (let index = 0; index < this.#perf.length; index++) {
      const perf = this.#perf[index]!;
      if (perf.done || (!perf.valid && !perf.next(this.#isShownAt))) continue;
      if (best < 0 || perf.time < this.#perf[best]!.time) best = index;
    }
    this.lastPerf = best;
    return best;
  }

  #peekEvents(): TaskReader | undefined {
    let oldest: TaskReader | undefined;
    for (const task of this.tasks) {
      if (task.events.count === 0) continue;
      if (oldest === undefined || task.events.first.time < oldest.events.first.time) oldest = task;
    }
    if (oldest !== undefined) oldest.event.copy(oldest.events.first);
    return oldest;
  }

  #atUser(task: TaskReader): TaskReader {
    task.current = task.user;
    if (this.#estimates && task.timestampEstimate !== 0) {
      if (task.user.type === recordType.exit && task.user.time <= task.timestampEstimate) {
        task.user.time = ++task.timestampEstimate;
      } else {
        task.timestampEstimate = 0;
        task.timestampNext = 0;
      }
    }
    return task;
  }

  #atKernel(task: TaskReader, cpu: number, time: number): TaskReader {
    const missed = this.#kernel!.missed(cpu);
    if (missed === 0) task.current = task.kernel;
    else {
      const lost = this.#lostRecord;
      lost.type = recordType.lost;
      lost.address = missed;
      lost.depth = task.kernel.depth;
      task.current = lost;
    }
    // The scheduler's own functions surround a switch: its end comes before the record that follows it.
    if (!task.scheduledOut) return task;
    if (this.#perfPreloaded) {
      if (task.events.count > 0 && task.events.first.address === eventId.schedIn) {
        task.event.copy(task.events.first);
        task.current = task.event;
        task.current.time = time - 1;
      }
      return task;
    }
    if (this.#perf.length === 0) return task;
    this.#peekPerf();
    const perf = this.#perf[task.perfIndex];
    if (perf?.valid === true && perf.tid === task.tid && perf.type === perfType.switch && !perf.out) {
      task.current = this.#toRecord(perf);
      task.current.time = time - 1;
    }
    return task;
  }

  #atPerf(index: number): TaskReader {
    const perf = this.#perf[index]!;
    const task = this.#byTid.get(perf.tid)!;
    const record = this.#toRecord(perf);
    task.current = record;
    const isSwitch = record.address === eventId.schedIn || isScheduledOut(record.address);
    if (this.#estimates && isSwitch && task.stackCount > 0) this.#delayAfterSwitch(task);
    return task;
  }

  #atExtern(): TaskReader | undefined {
    const task = this.#lastTask ?? this.tasks[0];
    if (task === undefined) return undefined;
    const record = task.extern;
    record.time = this.#extern!.time;
    record.type = recordType.event;
    record.address = eventId.extern;
    record.more = true;
    record.text = this.#extern!.message;
    task.current = record;
    return task;
  }

  #toRecord(perf: PerfRecords): UftraceRecord {
    const record = this.#perfRecord;
    record.type = recordType.event;
    record.time = perf.time;
    record.more = perf.type === perfType.comm;
    record.text = record.more ? perf.comm : '';
    record.address = eventOf(perf);
    return record;
  }

  // With --estimate-return the time of a return is half way between two entries: a switch in between moves it.
  #delayAfterSwitch(task: TaskReader): void {
    if (task.queue.count === 0) return;
    this.#oldest = undefined;
    const next = task.queue.first;
    if (next.type === recordType.entry) {
      task.timestampNext = 0;
      return;
    }
    const { current, stack } = task;
    const back = current.address === eventId.schedIn && task.stackCount >= 2 ? 2 : 1;
    const index = task.stackCount - back;
    if (!stack.has(index) || stack.address[index] !== next.address) return;
    if (isScheduledOut(current.address)) {
      if (task.timestampNext === 0) task.timestampNext = next.time * 2 - stack.time[index]!;
      next.time = never;
      return;
    }
    if (task.timestampEstimate > current.time) {
      next.time = task.timestampEstimate;
      return;
    }
    next.time = Math.floor((current.time + task.timestampNext) / 2);
    task.timestampEstimate = next.time;
  }

  // With a threshold switches that are too short must be left out before anything is merged.
  #preloadPerf(): void {
    if (this.#perfPreloaded) return;
    for (let index = this.#peekPerf(); index >= 0; index = this.#peekPerf()) {
      const perf = this.#perf[index]!;
      const record = this.#toRecord(perf);
      const task = this.#byTid.get(perf.tid)!;
      perf.valid = false;
      if (record.address === eventId.schedIn) {
        const { events } = task;
        let back = 0;
        while (back < events.count && !isScheduledOut(events.fromEnd(back).address)) back++;
        if (back < events.count && record.time - events.fromEnd(back).time < this.#options.threshold) {
          events.dropLast(back + 1);
          continue;
        }
      }
      task.events.push(record);
    }
    this.#perfPreloaded = true;
  }
}
