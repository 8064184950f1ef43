import { unknownEvent } from '../../store/index.ts';
import type { ByteInterner } from './byte-interner.ts';
import type { EventTable } from './event-table.ts';
import { EventText, scanEventText, textKind } from './event-text.ts';
import { callKind, type GraphCall } from './graph-call.ts';
import { CpuCalls, OpenCalls } from './graph-clock.ts';
import type { LineHead } from './line-head.ts';
import type { RowWriter } from './row-writer.ts';

/** A text that names a first task on each of thousands of CPUs must not take forever. */
const mostSearched = 1 << 28;

/**
 * Turns lines of function_graph into entries and returns. A leaf is both. Where the text has no times, they are put
 * together from durations: a line is not before the one above it, and a CPU is busy as long as its calls take.
 */
export class GraphRows {
  /** Whether rows got times that the text does not have. */
  madeTimes = false;
  /** Whether there were calls. */
  get madeRows(): boolean {
    return this.#cpus.length > 0;
  }

  /** Whether lines had durations. */
  hasDurations = false;
  readonly #rows: RowWriter;
  readonly #events: EventTable;
  readonly #functions: ByteInterner;
  readonly #cpus: CpuCalls[] = [];
  /** What threads are in: they go on with it where they run again, maybe on another CPU. */
  readonly #threads = new Map<number, OpenCalls>();
  /** CPUs on which a leaf waits for its return, and how many those are. */
  #leaves = new Int32Array(16);
  #leafCount = 0;
  /** How many rows were gone through for those of a task that was named behind them. */
  #searched = 0;
  /** The numbers of the events; -1 as long as there was none. */
  #entryEvent = -1;
  #exitEvent = -1;
  readonly #text = new EventText();
  readonly #byEnd = (a: number, b: number): number => this.#of(a).leafEnds - this.#of(b).leafEnds;

  constructor(rows: RowWriter, events: EventTable, functions: ByteInterner) {
    this.#rows = rows;
    this.#events = events;
    this.#functions = functions;
  }

  /** A line of which `call` tells what stands from `place`, its column of durations, on. */
  add(
    bytes: Uint8Array,
    end: number,
    head: LineHead,
    hasTime: boolean,
    call: GraphCall,
    place: number,
  ): void {
    if (call.kind === callKind.arrow) return;
    const { cpu } = head;
    const calls = this.#of(cpu);
    if (head.pid >= 0 && head.pid !== calls.pid) this.#run(calls, head.pid);
    const time = this.#timeOf(head, hasTime, calls, call);
    this.#endLeaves(time, cpu);
    if (call.duration >= 0) this.hasDurations = true;
    if (call.kind === callKind.comment) this.#addComment(bytes, time, cpu, calls.pid, call);
    else if (call.kind === callKind.exit) this.#addReturn(bytes, time, cpu, calls, call, place, end);
    else this.#addEntry(bytes, time, cpu, calls, call, place, end);
  }

  /** The line between two dashed ones: another thread runs on a CPU now. */
  switchTask(cpu: number, previous: number, next: number): void {
    const calls = this.#of(cpu);
    const { columns } = this.#rows;
    if (calls.pid < 0 && this.#searched < mostSearched) {
      this.#searched += columns.count;
      for (let row = 0; row < columns.count; row++) {
        if (columns.cpu[row] === cpu && columns.pid[row] === -1) columns.pid[row] = previous;
      }
    }
    // What a thread without a name is in belongs to the one that is named now.
    if (calls.pid < 0 && previous > 0) this.#threads.set(previous, calls.open);
    this.#run(calls, next);
  }

  /** From now on this thread runs on the CPU. */
  #run(calls: CpuCalls, pid: number): void {
    calls.pid = pid;
    if (pid === 0) {
      calls.open = calls.idle;
      return;
    }
    let open = this.#threads.get(pid);
    if (open === undefined) {
      open = new OpenCalls();
      this.#threads.set(pid, open);
    }
    calls.open = open;
  }

  /** Returns of all leaves that still wait. */
  finish(): void {
    this.#endLeaves(Number.POSITIVE_INFINITY, -1);
  }

  #of(cpu: number): CpuCalls {
    let calls = this.#cpus[cpu];
    if (calls === undefined) {
      calls = new CpuCalls();
      this.#cpus[cpu] = calls;
    }
    return calls;
  }

  #timeOf(head: LineHead, hasTime: boolean, calls: CpuCalls, call: GraphCall): number {
    const rows = this.#rows;
    if (hasTime) return rows.timeOf(head);
    this.madeTimes = true;
    rows.start ??= 0n;
    let time = Math.max(rows.now, calls.end);
    if (call.kind === callKind.exit && call.duration >= 0) {
      const entered = calls.open.entryTime(call.depth);
      if (entered >= 0) time = Math.max(time, entered + call.duration);
    }
    calls.end = call.kind === callKind.leaf ? time + Math.max(1, call.duration) : time + 1;
    return time;
  }

  #addEntry(
    bytes: Uint8Array,
    time: number,
    cpu: number,
    calls: CpuCalls,
    call: GraphCall,
    place: number,
    end: number,
  ): void {
    const id = this.#functions.internHashed(bytes, call.nameStart, call.nameEnd, call.nameHash);
    if (this.#entryEvent < 0) this.#entryEvent = this.#events.index('ftrace', 'funcgraph_entry');
    const event = this.#entryEvent;
    const row = this.#rows.add(time, cpu, calls.pid, event, place, end - place);
    if (id >= 0) this.#rows.columns.setFunction(row, id);
    if (call.kind === callKind.entry) {
      calls.open.enter(call.depth, id, time);
      return;
    }
    calls.open.leave(call.depth);
    calls.leafRow = row;
    calls.leafEnds = time + Math.max(0, call.duration);
    this.#wait(cpu);
  }

  #exit(): number {
    if (this.#exitEvent < 0) this.#exitEvent = this.#events.index('ftrace', 'funcgraph_exit');
    return this.#exitEvent;
  }

  #wait(cpu: number): void {
    if (this.#leafCount === this.#leaves.length) {
      const wider = new Int32Array(this.#leafCount * 2);
      wider.set(this.#leaves);
      this.#leaves = wider;
    }
    this.#leaves[this.#leafCount++] = cpu;
  }

  #addReturn(
    bytes: Uint8Array,
    time: number,
    cpu: number,
    calls: CpuCalls,
    call: GraphCall,
    place: number,
    end: number,
  ): void {
    const named = call.nameEnd > call.nameStart;
    const id = named
      ? this.#functions.internHashed(bytes, call.nameStart, call.nameEnd, call.nameHash)
      : calls.open.functionAt(call.depth);
    const event = this.#exit();
    const row = this.#rows.add(time, cpu, calls.pid, event, place, end - place);
    if (id >= 0) this.#rows.columns.setFunction(row, id);
    calls.open.leave(call.depth);
  }

  #addComment(bytes: Uint8Array, time: number, cpu: number, pid: number, call: GraphCall): void {
    const { textStart, textEnd } = call;
    const text = this.#text;
    scanEventText(bytes, textStart, textEnd, text);
    let event = unknownEvent;
    if (this.#isEvent(bytes, text)) event = this.#events.ofText(bytes, text, textEnd);
    // What trace_printk and the marker print stands here without a name.
    else {
      text.start = textStart;
      event = this.#events.index('ftrace', 'print');
    }
    this.#rows.add(time, cpu, pid, event, text.start, Math.max(0, textEnd - text.start));
  }

  /** Adds the returns of leaves that are over at this time; that of a CPU that goes on in any case. */
  #endLeaves(time: number, cpu: number): void {
    const leaves = this.#leaves;
    if (this.#leafCount > 1) leaves.subarray(0, this.#leafCount).sort(this.#byEnd);
    let waiting = 0;
    for (let i = 0; i < this.#leafCount; i++) {
      const one = leaves[i]!;
      const calls = this.#of(one);
      if (one === cpu || calls.leafEnds <= time) {
        this.#addLeafReturn(one, calls, Math.min(calls.leafEnds, time));
      } else leaves[waiting++] = one;
    }
    this.#leafCount = waiting;
  }

  #addLeafReturn(cpu: number, calls: CpuCalls, time: number): void {
    const { columns } = this.#rows;
    const entry = calls.leafRow;
    const event = this.#exit();
    const at = Math.max(time, columns.time[entry]!);
    const row = this.#rows.add(
      at,
      cpu,
      columns.pid[entry]!,
      event,
      columns.place[entry]!,
      columns.length[entry]!,
    );
    columns.run[row] = columns.run[entry]!;
    if (columns.function.length > 0) columns.function[row] = columns.function[entry]!;
  }

  /** Whether the text of a comment begins with the name of an event. */
  #isEvent(bytes: Uint8Array, text: EventText): boolean {
    if (text.kind === textKind.syscallEntry || text.kind === textKind.syscallExit) return true;
    if (text.kind !== textKind.named)
      return text.kind === textKind.contextSwitch || text.kind === textKind.contextWakeup;
    return bytes[text.start] === 40 || this.#events.isKnown(bytes, text);
  }
}
