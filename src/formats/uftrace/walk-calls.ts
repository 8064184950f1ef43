import { eventName } from './event-text.ts';
import { stackEffect } from './fixups.ts';
import { MergedRecords } from './merge.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { eventId, isScheduledOut, recordType, type UftraceRecord } from './record.ts';
import type { FunctionSymbol } from './symbol-lookup.ts';
import type { TaskReader } from './task-reader.ts';

/** What a call of a recording is handed to; `ringside`'s call tree is made this way. */
export interface CallSink {
  /**
   * Ids for the names of functions and events, and for tasks. `start` is where a kernel function begins: two of them
   * may have one name.
   */
  function(name: string, layer: 'user' | 'library' | 'kernel', module: string, start?: number): number;
  event(name: string): number;
  /** A task off its CPU: pre-empted, or asleep. */
  wait(preempted: boolean): number;
  task(tid: number, comm: string): number;
  /** Places of the task's stack that are taken. */
  openCount(task: number): number;
  enter(task: number, place: number, name: number, time: number): void;
  exit(task: number, place: number, name: number, time: number): void;
  mark(task: number, name: number, time: number): void;
  lost(task: number, time: number, count: number): void;
  endAll(task: number, time: number): void;
}

/** Where a task stands while its calls are told. */
interface Standing {
  readonly id: number;
  /** Functions of the program that it is in. */
  userDepth: number;
  execing: boolean;
  waitPlace: number;
  waitName: number;
}

/**
 * Tells every call of a recording in the order of time: functions of the programs and, inside of them, those of the
 * kernel, with waits and events. Unlike a replay in uftrace's own style, kernel records of several tasks on one CPU
 * stay with their tasks, and unknown kernel events are passed over.
 */
export function walkCalls(recording: UftraceRecording, sink: CallSink): void {
  new CallWalk(recording, sink).run();
}

class CallWalk {
  readonly #recording: UftraceRecording;
  readonly #sink: CallSink;
  readonly #standing = new Map<number, Standing>();
  readonly #names = new Map<FunctionSymbol, number>();
  readonly #events = new Map<number, number>();
  readonly #programs: ReadonlySet<string>;

  constructor(recording: UftraceRecording, sink: CallSink) {
    this.#recording = recording;
    this.#sink = sink;
    this.#programs = new Set(recording.sessions.all.map(({ program }) => baseOf(program)));
  }

  run(): void {
    const merged = new MergedRecords(this.#recording, {
      kernelReading: 'exact',
      threshold: 0,
      depth: 1024,
      tids: undefined,
    });
    for (let task = merged.next(); task !== undefined; task = merged.next()) {
      const record = task.current;
      const standing = this.#stand(task);
      if (record.type === recordType.event) this.#event(standing, task, record);
      else if (record.type === recordType.lost) {
        const time = Math.max(0, task.kernel.time);
        this.#sink.lost(standing.id, time, record.address > 0 ? record.address : -1);
      } else if (record.source === 'kernel') this.#kernel(standing, task, record);
      else this.#user(standing, task, record);
    }
  }

  #stand(task: TaskReader): Standing {
    let standing = this.#standing.get(task.tid);
    if (standing === undefined) {
      const id = this.#sink.task(task.tid, task.task?.comm ?? '');
      standing = { id, userDepth: 0, execing: false, waitPlace: -1, waitName: 0 };
      this.#standing.set(task.tid, standing);
    }
    return standing;
  }

  #user(standing: Standing, task: TaskReader, record: UftraceRecord): void {
    const { id } = standing;
    const name = this.#name(task, record);
    standing.waitPlace = -1;
    if (record.type === recordType.exit) {
      this.#sink.exit(id, record.depth, name, record.time);
      standing.userDepth = record.depth;
      standing.execing = false;
      return;
    }
    if (standing.execing) {
      // Another program runs now: nothing of the old one will return.
      this.#sink.endAll(id, record.time);
      this.#sink.task(task.tid, task.task?.comm ?? '');
      standing.execing = false;
    }
    this.#sink.enter(id, record.depth, name, record.time);
    standing.userDepth = record.depth + 1;
    const symbol = this.#symbol(task, record);
    if (symbol !== undefined) standing.execing = stackEffect(symbol.name) === 'exec';
  }

  #kernel(standing: Standing, task: TaskReader, record: UftraceRecord): void {
    const place = standing.userDepth + record.depth;
    const name = this.#name(task, record);
    standing.waitPlace = -1;
    if (record.type === recordType.entry) this.#sink.enter(standing.id, place, name, record.time);
    else this.#sink.exit(standing.id, place, name, record.time);
  }

  #event(standing: Standing, task: TaskReader, record: UftraceRecord): void {
    const { id } = standing;
    const event = record.address;
    if (isScheduledOut(event)) {
      standing.waitPlace = this.#sink.openCount(id);
      standing.waitName = this.#sink.wait(event === eventId.schedOutPreempt);
      this.#sink.enter(id, standing.waitPlace, standing.waitName, record.time);
    } else if (event === eventId.schedIn) {
      if (standing.waitPlace < 0) return;
      this.#sink.exit(id, standing.waitPlace, standing.waitName, record.time);
      standing.waitPlace = -1;
    } else if (event === eventId.taskName) {
      this.#sink.task(task.tid, record.text);
    } else if (event === eventId.extern) {
      this.#sink.mark(id, this.#sink.event(record.text), record.time);
    } else {
      let name = this.#events.get(event);
      if (name === undefined) {
        name = this.#sink.event(eventName(this.#recording, event));
        this.#events.set(event, name);
      }
      this.#sink.mark(id, name, record.time);
    }
  }

  #symbol(task: TaskReader, record: UftraceRecord): FunctionSymbol | undefined {
    const { symbols } = this.#recording;
    if (record.source === 'kernel') return symbols.kernelFunction(record.address);
    return symbols.ofRecord(task.task, record.time, record.address, false);
  }

  #name(task: TaskReader, record: UftraceRecord): number {
    const symbol = this.#symbol(task, record);
    if (symbol === undefined) {
      const text = `<${record.address.toString(16)}>`;
      return this.#sink.function(text, record.source === 'kernel' ? 'kernel' : 'user', '');
    }
    let name = this.#names.get(symbol);
    if (name === undefined) {
      name = this.#sink.function(symbol.name, this.#layer(symbol), symbol.module ?? '', symbol.start);
      this.#names.set(symbol, name);
    }
    return name;
  }

  #layer(symbol: FunctionSymbol): 'user' | 'library' | 'kernel' {
    if (symbol.kernel) return 'kernel';
    return symbol.plt || (symbol.module !== undefined && !this.#programs.has(symbol.module))
      ? 'library'
      : 'user';
  }
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
