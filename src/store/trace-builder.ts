import { mergeRuns, type RunRows } from './merge-runs.ts';
import {
  Trace,
  type TraceColumns,
  type TraceLoss,
  type TraceParts,
  type TraceRun,
  unknownEvent,
} from './trace.ts';

/** The events of one run in the order in which they were recorded: those from `first` on are to be merged. */
export interface RunEvents extends TraceRun, RunRows {
  /** Nanoseconds or ticks since the trace's start. */
  readonly time: Float64Array;
  /** Where each record starts in the view. */
  readonly offset: Uint32Array;
  readonly length: Uint32Array;
  /** Losses by row of this run. */
  readonly losses: readonly TraceLoss[];
}

/** Where the fields that every record has stand in it. */
export interface CommonPlaces {
  readonly typeOffset: number;
  readonly typeBytes: number;
  readonly pidOffset: number;
  readonly pidBytes: number;
}

export type TraceMeta = Omit<
  TraceParts,
  'count' | 'ahead' | 'time' | 'cpu' | 'pid' | 'event' | 'run' | 'place' | 'length' | 'runs' | 'losses'
>;

/** Merges runs by time into one trace: 29 bytes an event beside the records themselves. */
export function buildTrace(meta: TraceMeta, runs: readonly RunEvents[], common: CommonPlaces): Trace {
  const rows = new MergedRows(meta, common);
  rows.reserve(runs.reduce((sum, run) => sum + run.count - (run.first ?? 0), 0));
  rows.merge(runs);
  return rows.trace(meta, runs, rows.count);
}

/** Rows of all runs by time, in columns that grow and can be used again. */
export class MergedRows {
  count = 0;
  readonly #littleEndian: boolean;
  readonly #common: CommonPlaces;
  readonly #formatOfType: Uint16Array;
  #columns: TraceColumns = makeColumns(0);
  #losses: TraceLoss[] = [];

  constructor({ formats, littleEndian }: Pick<TraceParts, 'formats' | 'littleEndian'>, common: CommonPlaces) {
    this.#littleEndian = littleEndian;
    this.#common = common;
    this.#formatOfType = indexFormats(formats);
  }

  /** How many rows there is room for. */
  get capacity(): number {
    return this.#columns.count;
  }

  clear(): void {
    this.count = 0;
    this.#losses = [];
  }

  /** Makes room for `more` rows behind the present ones. */
  reserve(more: number): void {
    const wanted = this.count + more;
    if (wanted <= this.capacity) return;
    this.#resize(this.count === 0 ? wanted : Math.max(wanted, this.capacity * 2));
  }

  /** Makes room for about so many rows in all: whoever knows about how many will come. */
  expect(rows: number): void {
    if (rows > this.capacity) this.#resize(rows);
  }

  /** Lets go of room that was reserved for rows that did not come. */
  trim(): void {
    if (this.capacity > this.count * mostRoom) this.#resize(this.count);
  }

  #resize(rows: number): void {
    const [before, resized] = [this.#columns, makeColumns(rows)];
    if (this.count > 0) {
      for (const name of columnNames) resized[name].set(before[name].subarray(0, this.count));
    }
    this.#columns = resized;
  }

  /** Appends what can be merged of the runs, and answers for each up to which of its rows that is. */
  merge(runs: readonly RunEvents[]): { readonly taken: Uint32Array; readonly starved: number } {
    const base = this.count;
    const taken = Uint32Array.from(runs, ({ first = 0 }) => first);
    const nextLoss = new Uint32Array(runs.length);
    this.reserve(runs.reduce((sum, run) => sum + run.count - (run.first ?? 0), 0));
    const starved = mergeRuns(runs, (index, from, to, at) => {
      const run = runs[index]!;
      this.#append(run, index, from, to, base + at);
      taken[index] = to;
      while (nextLoss[index]! < run.losses.length && run.losses[nextLoss[index]!]!.row < to) {
        const loss = run.losses[nextLoss[index]!]!;
        if (loss.row >= from) this.#losses.push({ ...loss, row: loss.row - from + base + at });
        nextLoss[index]!++;
      }
      this.count = base + at + to - from;
    });
    return { taken, starved };
  }

  /** Appends one row of a run, out of order. */
  append(run: RunEvents, index: number, row: number): void {
    this.reserve(1);
    this.#append(run, index, row, row + 1, this.count);
    this.count++;
  }

  /** The rows as a trace of `count` rows, the others being ahead. Good until rows are added or cleared. */
  trace(meta: TraceMeta, runs: readonly RunEvents[], count: number): Trace {
    const { time, cpu, pid, event, run, place, length } = this.#columns;
    const all = this.count;
    return new Trace({
      ...meta,
      count,
      ahead: all - count,
      time: time.subarray(0, all),
      cpu: cpu.subarray(0, all),
      pid: pid.subarray(0, all),
      event: event.subarray(0, all),
      run: run.subarray(0, all),
      place: place.subarray(0, all),
      length: length.subarray(0, all),
      losses: this.#losses.filter(({ row }) => row < count).sort((a, b) => a.row - b.row),
      runs: runs.map(({ buffer, cpu, view }) => ({ buffer, cpu, view })),
    });
  }

  // One pass over all columns: what is read of a record is then in the cache once.
  #append(run: RunEvents, index: number, from: number, to: number, at: number): void {
    const { view, time: times, offset: offsets, length: lengths, cpu: onCpu } = run;
    const { time, place, length, cpu, run: ofRun, pid, event } = this.#columns;
    const littleEndian = this.#littleEndian;
    const formatOfType = this.#formatOfType;
    const { typeOffset, typeBytes, pidOffset, pidBytes } = this.#common;
    const typeEnd = typeOffset + 2;
    const pidEnd = pidBytes === 4 ? pidOffset + 4 : Number.POSITIVE_INFINITY;
    const byteType = typeBytes === 1;
    for (let row = from, out = at; row < to; row++, out++) {
      const start = offsets[row]!;
      const bytes = lengths[row]!;
      time[out] = times[row]!;
      place[out] = start;
      length[out] = bytes;
      cpu[out] = onCpu;
      ofRun[out] = index;
      if (bytes < typeEnd) event[out] = unknownEvent;
      else {
        const type = byteType
          ? view.getUint8(start + typeOffset)
          : view.getUint16(start + typeOffset, littleEndian);
        event[out] = formatOfType[type]!;
      }
      pid[out] = bytes >= pidEnd ? view.getInt32(start + pidOffset, littleEndian) : 0;
    }
  }
}

/** Room for rows, as a multiple of them, that is kept when no more will come. */
const mostRoom = 1.25;

const columnNames = ['time', 'cpu', 'pid', 'event', 'run', 'place', 'length'] as const;

/** Columns with room for `count` rows. */
function makeColumns(count: number): TraceColumns {
  return {
    count,
    time: new Float64Array(count),
    cpu: new Uint16Array(count),
    pid: new Int32Array(count),
    event: new Uint16Array(count),
    run: new Uint16Array(count),
    place: new Uint32Array(count),
    length: new Uint32Array(count),
  };
}

/** Index into `formats` by the type of a record. Of two formats with one id the first stays. */
function indexFormats(formats: TraceParts['formats']): Uint16Array {
  const formatOfType = new Uint16Array(0x1_0000).fill(unknownEvent);
  for (let i = formats.length - 1; i >= 0; i--) {
    const { id } = formats[i]!;
    if (id < formatOfType.length && i < unknownEvent) formatOfType[id] = i;
  }
  return formatOfType;
}
