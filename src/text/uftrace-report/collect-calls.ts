import { type CallTree, isTimed, rowKind } from '../../analyses/calls/index.ts';
import {
  eventId,
  type FunctionSymbol,
  frameFlag,
  recordType,
  type TaskReader,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import { type ShownOptions, ShownRecords } from '../replay/shown-records.ts';
import { type CallStatistic, CallStatistics } from './statistics.ts';

const slept = 'linux:schedule';
const preempted = 'linux:schedule (pre-empted)';

/** The statistics of every function of a recording, by name, as `uftrace report` (0.13) has them. */
export function collectCalls(recording: UftraceRecording, options: ShownOptions): readonly CallStatistic[] {
  return new CallCollector(recording, options).run();
}

class CallCollector {
  readonly #recording: UftraceRecording;
  readonly #shown: ShownRecords;
  readonly #statistics = new CallStatistics();
  // The function that was looked up last for a task: uftrace takes the size from there for what is none.
  readonly #last = new Map<TaskReader, FunctionSymbol | undefined>();

  constructor(recording: UftraceRecording, options: ShownOptions) {
    this.#recording = recording;
    this.#shown = new ShownRecords(recording, options);
  }

  run(): readonly CallStatistic[] {
    const shown = this.#shown;
    for (let task = shown.next(); task !== undefined; task = shown.next()) {
      const { type } = task.current;
      if (type === recordType.event) this.#event(task);
      else if (type === recordType.lost) this.#lost(task);
      else {
        if (type === recordType.exit) this.#exit(task);
        shown.done(task);
      }
    }
    for (const task of shown.merged.tasks) this.#remaining(task);
    return this.#statistics.rows;
  }

  #exit(task: TaskReader): void {
    const record = task.current;
    if (this.#shown.isLeftOut(this.#shown.filters.symbol(task, record))) return;
    this.#function(task, record.time, this.#shown.fullAddress(record));
  }

  #event(task: TaskReader): void {
    const { stack, stackCount, current } = task;
    if (current.address !== eventId.schedIn || !stack.has(stackCount)) return;
    const began = stack.address[stackCount];
    if (began === eventId.schedOut) this.#add(task, slept);
    else if (began === eventId.schedOutPreempt) this.#add(task, preempted);
  }

  // What the kernel was in before records were lost is over.
  #lost(task: TaskReader): void {
    const { stack } = task;
    const time = this.#shown.lastTime.get(task) ?? 0;
    while (task.stackCount >= task.userStackCount) {
      const index = task.stackCount;
      if (stack.has(index)) {
        const isShown = (stack.flags[index]! & frameFlag.unrecorded) === 0;
        if (stack.begun[index] === 1 && isShown) this.#function(task, time, stack.address[index]!);
        this.#shown.filters.leave(task);
      }
      task.stackCount--;
    }
  }

  #remaining(task: TaskReader): void {
    const lastTime = task.current.time;
    for (const index of this.#shown.remaining(task, lastTime, true)) {
      const address = task.stack.address[index]!;
      if (address === eventId.schedIn) this.#add(task, slept);
      else this.#function(task, lastTime, address);
    }
  }

  #function(task: TaskReader, time: number, address: number): void {
    const symbol = this.#recording.symbols.ofAddress(task.task, time, address);
    this.#last.set(task, symbol);
    this.#add(task, this.#shown.nameOf(symbol, address));
  }

  #add(task: TaskReader, name: string): void {
    const { stack, stackCount: index } = task;
    const total = stack.time[index]!;
    const address = stack.address[index]!;
    let isRecursive = false;
    for (let above = 0; above < index && !isRecursive; above++) {
      isRecursive = stack.address[above] === address;
    }
    const size = this.#last.get(task)?.size;
    this.#statistics.add(name, total, total - stack.childTime[index]!, isRecursive, size);
  }
}

/** The same of any calls: those that are selected, by name. */
export function collectTree(tree: CallTree, shown: Uint8Array): readonly CallStatistic[] {
  const statistics = new CallStatistics();
  for (let row = 0; row < tree.count; row++) {
    const { kind, text } = tree.names[tree.name[row]!]!;
    if (shown[row] === 0 || !isTimed(kind)) continue;
    const name = kind === rowKind.wait ? (text === 'slept' ? slept : preempted) : text;
    let above = tree.parent[row]!;
    while (above >= 0 && tree.name[above] !== tree.name[row]) above = tree.parent[above]!;
    statistics.add(name, tree.end[row]! - tree.start[row]!, tree.self[row]!, above >= 0, undefined);
  }
  return statistics.rows;
}
