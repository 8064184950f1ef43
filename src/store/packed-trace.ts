import { sharedMemory } from '../base/index.ts';
import type { EventFormat } from './event-format.ts';
import { KernelSymbols } from './symbols.ts';
import { TaskNames } from './task-names.ts';
import { Trace, type TraceClock, type TraceFacts, type TraceLoss } from './trace.ts';

/** What the traces of a stream have in common, as plain data that may be sent to another thread. */
export interface PackedMeta {
  readonly start: bigint;
  readonly clock: TraceClock;
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly formats: readonly EventFormat[];
  readonly buffers: readonly string[];
  readonly names: readonly (readonly [number, string])[];
  readonly kallsyms: Uint8Array;
  readonly kernelStrings: ReadonlyMap<string, string>;
  readonly facts: TraceFacts;
}

/** The rows of a trace and their records in one piece of memory, which another thread may read. */
export interface PackedTrace {
  readonly memory: ArrayBufferLike;
  readonly count: number;
  readonly ahead: number;
  readonly runs: readonly {
    readonly buffer: number;
    readonly cpu: number;
    readonly at: number;
    readonly bytes: number;
  }[];
  readonly losses: readonly TraceLoss[];
}

export function packMeta(trace: Trace): PackedMeta {
  const { start, clock, littleEndian, longBytes, formats, buffers, kernelStrings, facts } = trace;
  const names = [...trace.tasks.entries()];
  const kallsyms = trace.symbols.text;
  return { start, clock, littleEndian, longBytes, formats, buffers, names, kallsyms, kernelStrings, facts };
}

/** Copies a trace of binary records; into `spare` where that is large enough. */
export function packTrace(trace: Trace, spare?: ArrayBufferLike): PackedTrace {
  const { count, ahead, losses } = trace;
  const rows = count + ahead;
  const stretches = findStretches(trace, rows);
  const layout = layOut(rows);
  const runs = trace.runs.map(({ buffer, cpu }, run) => {
    const bytes = stretches.end[run]! - stretches.start[run]!;
    const at = layout.end;
    layout.end += (bytes + 7) & ~7;
    return { buffer, cpu, at, bytes };
  });
  const memory = spare !== undefined && spare.byteLength >= layout.end ? spare : sharedMemory(layout.end);
  const columns = columnsIn(memory, layout, rows);
  for (const name of ['time', 'length', 'pid', 'cpu', 'event', 'run'] as const)
    columns[name].set(trace[name].subarray(0, rows));
  movePlaces(trace.place, trace.run, stretches.start, columns.place);
  for (const [run, { at, bytes }] of runs.entries()) {
    const { view } = trace.runs[run]!;
    new Uint8Array(memory, at, bytes).set(
      new Uint8Array(view.buffer, view.byteOffset + stretches.start[run]!, bytes),
    );
  }
  return { memory, count, ahead, runs, losses };
}

/** Makes traces of what was packed; their names and symbols are read once. */
export function unpacker(meta: PackedMeta): (packed: PackedTrace) => Trace {
  const { names, kallsyms, ...common } = meta;
  const tasks = new TaskNames();
  for (const [pid, name] of names) tasks.add(pid, name);
  const symbols = new KernelSymbols(kallsyms);
  return ({ memory, count, ahead, runs, losses }) => {
    const rows = count + ahead;
    return new Trace({
      ...common,
      ...columnsIn(memory, layOut(rows), rows),
      count,
      ahead,
      runs: runs.map(({ buffer, cpu, at, bytes }) => ({
        buffer,
        cpu,
        view: new DataView(memory, at, bytes),
      })),
      losses,
      tasks,
      symbols,
      problems: [],
    });
  };
}

/** Raw fields are read as they are declared, also behind the end of a record that is shorter. */
const behindRecord = 1 << 16;

interface Stretches {
  readonly start: Float64Array;
  readonly end: Float64Array;
}

/** Where in each run's bytes the records of these rows lie. */
function findStretches({ run, place, length, runs }: Trace, rows: number): Stretches {
  const start = new Float64Array(runs.length).fill(Number.POSITIVE_INFINITY);
  const end = new Float64Array(runs.length);
  widen(run.subarray(0, rows), place, length, { start, end });
  for (const [of, { view }] of runs.entries()) {
    if (end[of] === 0) start[of] = 0;
    else end[of] = Math.min(view.byteLength, end[of]! + behindRecord);
  }
  return { start, end };
}

// The loops over rows are small functions: V8 compiles what is called seldom again and again while it runs.

function widen(run: Uint16Array, place: Uint32Array, length: Uint32Array, { start, end }: Stretches): void {
  for (let row = 0; row < run.length; row++) {
    const of = run[row]!;
    const from = place[row]!;
    const to = from + length[row]!;
    if (from < start[of]!) start[of] = from;
    if (to > end[of]!) end[of] = to;
  }
}

function movePlaces(place: Uint32Array, run: Uint16Array, start: Float64Array, into: Uint32Array): void {
  for (let row = 0; row < into.length; row++) into[row] = place[row]! - start[run[row]!]!;
}

interface Layout {
  readonly time: number;
  readonly place: number;
  readonly length: number;
  readonly pid: number;
  readonly cpu: number;
  readonly event: number;
  readonly run: number;
  end: number;
}

/** Where columns of so many rows stand, the widest first so that each is aligned. */
function layOut(rows: number): Layout {
  const at = (bytes: number): number => bytes * rows;
  return {
    time: 0,
    place: at(8),
    length: at(12),
    pid: at(16),
    cpu: at(20),
    event: at(22),
    run: at(24),
    end: (at(26) + 7) & ~7,
  };
}

function columnsIn(memory: ArrayBufferLike, layout: Layout, rows: number) {
  return {
    time: new Float64Array(memory, layout.time, rows),
    place: new Uint32Array(memory, layout.place, rows),
    length: new Uint32Array(memory, layout.length, rows),
    pid: new Int32Array(memory, layout.pid, rows),
    cpu: new Uint16Array(memory, layout.cpu, rows),
    event: new Uint16Array(memory, layout.event, rows),
    run: new Uint16Array(memory, layout.run, rows),
  };
}
