import {
  type FieldSource,
  KernelSymbols,
  Trace,
  type TraceClock,
  type TraceFacts,
  type TraceLoss,
  type TraceRun,
} from '../../store/index.ts';
import { blktraceFormats } from './events.ts';
import { BlktraceFields } from './fields.ts';
import type { RecordLayout } from './layout.ts';
import type { ReadState } from './read-state.ts';
import type { Piece } from './record-cursor.ts';
import { RowColumns } from './row-columns.ts';

/** The clock that the block layer's tracer stamps: `ktime_get()` (kernel/trace/blktrace.c). */
export const blktraceClock: TraceClock = { name: 'mono', unit: 'ns' };

/** Times of the first and the last event wanted, relative to the start. */
export interface WantedTimes {
  readonly least: number;
  readonly most: number;
}

/** Events of one CPU of one device that were read before they are shown. */
export interface ReadAhead {
  readonly device: number;
  readonly cpu: number;
  readonly time: Float64Array;
  readonly pid: Int32Array;
  readonly event: Uint16Array;
  readonly place: Uint32Array;
  readonly length: Uint32Array;
  readonly lost: Uint32Array;
}

const mostRuns = 0xffff;

/** Collects events in the order in which they are shown, and makes traces of them. */
export class RowSink {
  /** Events of the traces made before. */
  finished = 0;
  readonly #rows: RowColumns;
  #runs: TraceRun[] = [];
  #losses: TraceLoss[] = [];
  #epoch = 0;
  readonly #state: ReadState;
  readonly #wanted: WantedTimes;
  readonly #bounded: boolean;

  constructor(state: ReadState, wanted: WantedTimes, capacity: number) {
    this.#state = state;
    this.#wanted = wanted;
    this.#bounded = wanted.least > Number.NEGATIVE_INFINITY || wanted.most < Number.POSITIVE_INFINITY;
    this.#rows = new RowColumns(capacity);
  }

  /** Events since the trace made last. */
  get count(): number {
    return this.#rows.count;
  }

  /** Events so far. */
  get total(): number {
    return this.finished + this.count;
  }

  /** No more pieces can be told apart in one trace. */
  get exhausted(): boolean {
    return this.#runs.length >= mostRuns - 1;
  }

  add(
    piece: Piece,
    device: number,
    time: number,
    cpu: number,
    pid: number,
    event: number,
    place: number,
    length: number,
    lost: number,
  ): void {
    if (time < this.#wanted.least || time > this.#wanted.most) return;
    const run = this.#runOf(piece, device, cpu);
    const row = this.#rows.add(time, cpu, pid, event, run, place, length);
    if (lost > 0) this.#losses.push({ row, count: lost, atPageStart: false });
  }

  /** Adds rows `[from, to)` of events that were read ahead, all of which lie in one piece. */
  addRows(events: ReadAhead, from: number, to: number, start: number, piece: Piece): void {
    if (this.#bounded) {
      for (let i = from; i < to; i++) {
        const time = events.time[i]! - start;
        if (time < this.#wanted.least || time > this.#wanted.most) continue;
        this.#addRow(events, i, start, this.#runOf(piece, events.device, events.cpu));
      }
      return;
    }
    const run = this.#runOf(piece, events.device, events.cpu);
    for (let i = from; i < to; i++) this.#addRow(events, i, start, run);
  }

  #addRow(events: ReadAhead, i: number, start: number, run: number): void {
    const row = this.#rows.add(
      events.time[i]! - start,
      events.cpu,
      events.pid[i]!,
      events.event[i]!,
      run,
      events.place[i]!,
      events.length[i]!,
    );
    if (events.lost[i]! > 0) this.#losses.push({ row, count: events.lost[i]!, atPageStart: false });
  }

  #runOf(piece: Piece, device: number, cpu: number): number {
    if (piece.epoch !== this.#epoch) {
      piece.epoch = this.#epoch;
      piece.runs = [];
    }
    const known = piece.runs[device];
    if (known !== undefined) return known;
    const run = this.#runs.push({ buffer: device, cpu, view: piece.view }) - 1;
    piece.runs[device] = run;
    return run;
  }

  /** The trace of the events since the one before. */
  finish(littleEndian: boolean, layout: RecordLayout, facts: TraceFacts): Trace {
    const names = this.#state.devices.map(({ name }) => name);
    const trace = new Trace({
      ...this.#rows.filled(),
      start: this.#state.start,
      clock: blktraceClock,
      littleEndian,
      longBytes: 8,
      formats: blktraceFormats(layout),
      runs: this.#runs,
      buffers: names.length > 1 ? names : [''],
      losses: this.#losses,
      tasks: this.#state.tasks,
      symbols: new KernelSymbols(new Uint8Array(0)),
      kernelStrings: new Map(),
      facts,
      problems: this.#state.problems.rows,
      fields: (made: Trace): FieldSource => new BlktraceFields(made),
    });
    this.finished += this.#rows.count;
    this.#rows.count = 0;
    this.#runs = [];
    this.#losses = [];
    this.#epoch++;
    return trace;
  }
}
