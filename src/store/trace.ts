import type { EventFormat } from './event-format.ts';
import type { FieldSource } from './field-source.ts';
import type { Problem } from './problems.ts';
import { RecordFields } from './record-fields.ts';
import type { Snapshot } from './snapshot.ts';
import type { StackSource } from './stack-source.ts';
import type { KernelSymbols } from './symbols.ts';
import type { TaskNames } from './task-names.ts';

/** The clock of a trace and what one tick of it is. */
export interface TraceClock {
  /** As `trace_clock` names it: `local`, `mono`, `x86-tsc`. Empty where the file does not say. */
  readonly name: string;
  /** Whether times are nanoseconds, or ticks of an unknown length (a TSC, a counter). */
  readonly unit: 'ns' | 'ticks';
}

/** The events of one CPU in one tracing instance, as they lie in memory. */
export interface TraceRun {
  /** Index into `buffers`. */
  readonly buffer: number;
  readonly cpu: number;
  readonly view: DataView;
}

/** Events that the tracer lost before an event. */
export interface TraceLoss {
  /** The row of the first event after them. */
  readonly row: number;
  /** How many, or -1 where the kernel did not count. */
  readonly count: number;
  /** The event is the very first thing in its page; only such losses does trace-cmd print. */
  readonly atPageStart: boolean;
}

/** What a file says about itself, for people. */
export interface TraceFacts {
  /** `trace-dat v7`. */
  readonly format: string;
  readonly source: string;
  readonly uname: string;
  /** Version of the tool that wrote it. */
  readonly writer: string;
  /** The machine, where the file names it: host, processor, memory. */
  readonly machine?: string;
  /** What was recorded, where the file says it. */
  readonly command?: string;
  readonly cpuCount: number;
  /** `per_cpu/cpuN/stats` at the end of the recording, as text. */
  readonly cpuStats: string;
  /** A latency tracer’s report in words, where the file holds that instead of events. */
  readonly latencyText?: string;
  readonly pageSize: number;
}

export interface TraceColumns {
  readonly count: number;
  /** Rows behind `count` that belong to the next trace of a stream: to look ahead at, not to be shown. */
  readonly ahead?: number;
  readonly time: Float64Array;
  readonly cpu: Uint16Array;
  readonly pid: Int32Array;
  readonly event: Uint16Array;
  readonly run: Uint16Array;
  readonly place: Uint32Array;
  readonly length: Uint32Array;
}

export interface TraceParts extends TraceColumns {
  readonly start: bigint;
  readonly clock: TraceClock;
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly formats: readonly EventFormat[];
  readonly runs: readonly TraceRun[];
  readonly buffers: readonly string[];
  readonly losses: readonly TraceLoss[];
  readonly tasks: TaskNames;
  readonly symbols: KernelSymbols;
  /** Constant strings of the kernel by address (`printk_formats`), as Latin-1; keys are 16 hex digits. */
  readonly kernelStrings: ReadonlyMap<string, string>;
  readonly facts: TraceFacts;
  readonly problems: readonly Problem[];
  /** Files of the kernel's that were kept beside the events, by time; none where it is not said. */
  readonly snapshots?: readonly Snapshot[];
  /** How fields are read where the records are not binary ones that `formats` describes. */
  readonly fields?: (trace: Trace) => FieldSource;
  /** Where records hold stacks themselves. */
  readonly makeStacks?: ((trace: Trace) => StackSource) | undefined;
}

/** What `event` holds for a record whose type the recording does not describe. */
export const unknownEvent = 0xffff;

/**
 * Recorded events by time: columns that say when, where, who and what, and the raw bytes, from which fields are read
 * on demand. Row `i` is the `i`-th event of all CPUs and instances; of equal times the lower run comes first.
 */
export class Trace implements TraceColumns {
  readonly count: number;
  readonly ahead: number;
  /** Nanoseconds (or ticks, see `clock`) since `start`. */
  readonly time: Float64Array;
  readonly cpu: Uint16Array;
  /** Thread id; 0 is the idle task. */
  readonly pid: Int32Array;
  /** Index into `formats`, or `unknownEvent`. */
  readonly event: Uint16Array;
  /** Index into `runs`. */
  readonly run: Uint16Array;
  /** Where the record starts in its run's bytes. */
  readonly place: Uint32Array;
  /** Bytes of the record. */
  readonly length: Uint32Array;

  /** The absolute time of time 0, in the unit of the clock. */
  readonly start: bigint;
  readonly clock: TraceClock;
  readonly littleEndian: boolean;
  /** Bytes of the kernel's `long`. */
  readonly longBytes: 4 | 8;
  readonly formats: readonly EventFormat[];
  readonly runs: readonly TraceRun[];
  /** Names of the tracing instances; the top one is ''. */
  readonly buffers: readonly string[];
  readonly losses: readonly TraceLoss[];
  readonly tasks: TaskNames;
  readonly symbols: KernelSymbols;
  readonly kernelStrings: ReadonlyMap<string, string>;
  readonly facts: TraceFacts;
  readonly problems: readonly Problem[];
  readonly snapshots: readonly Snapshot[];
  readonly fields: FieldSource;
  /** Stacks that stand in records; undefined where none do. */
  readonly stacks: StackSource | undefined;
  readonly #makeFields: ((trace: Trace) => FieldSource) | undefined;
  readonly #makeStacks: ((trace: Trace) => StackSource) | undefined;

  constructor(parts: TraceParts) {
    this.count = parts.count;
    this.ahead = parts.ahead ?? 0;
    this.time = parts.time;
    this.cpu = parts.cpu;
    this.pid = parts.pid;
    this.event = parts.event;
    this.run = parts.run;
    this.place = parts.place;
    this.length = parts.length;
    this.start = parts.start;
    this.clock = parts.clock;
    this.littleEndian = parts.littleEndian;
    this.longBytes = parts.longBytes;
    this.formats = parts.formats;
    this.runs = parts.runs;
    this.buffers = parts.buffers;
    this.losses = parts.losses;
    this.tasks = parts.tasks;
    this.symbols = parts.symbols;
    this.kernelStrings = parts.kernelStrings;
    this.facts = parts.facts;
    this.problems = parts.problems;
    this.snapshots = parts.snapshots ?? [];
    this.#makeFields = parts.fields;
    this.#makeStacks = parts.makeStacks;
    this.fields = parts.fields?.(this) ?? new RecordFields(this);
    this.stacks = parts.makeStacks?.(this);
  }

  /** Index into `formats` of an event; -1 where the recording does not know it. */
  findEvent(system: string, name: string): number {
    return this.formats.findIndex(format => format.name === name && format.system === system);
  }

  /** The absolute time of a row, exact. */
  absoluteTime(row: number): bigint {
    return this.start + BigInt(this.time[row] ?? 0);
  }

  /** The rows of a stretch of absolute time, bounds included. Its columns are views of this trace's. */
  within({ from, to }: { readonly from?: bigint; readonly to?: bigint }): Trace {
    const least = from === undefined ? Number.NEGATIVE_INFINITY : Number(from - this.start);
    const most = to === undefined ? Number.POSITIVE_INFINITY : Number(to - this.start);
    let first = 0;
    let end = this.count;
    while (first < end && this.time[first]! < least) first++;
    while (end > first && this.time[end - 1]! > most) end--;
    return this.slice(first, end);
  }

  /** Rows `[first, end)`. Its columns are views of this trace's. */
  slice(first: number, end: number): Trace {
    return new Trace({
      ...this.#parts(),
      count: end - first,
      ahead: 0,
      time: this.time.subarray(first, end),
      cpu: this.cpu.subarray(first, end),
      pid: this.pid.subarray(first, end),
      event: this.event.subarray(first, end),
      run: this.run.subarray(first, end),
      place: this.place.subarray(first, end),
      length: this.length.subarray(first, end),
      losses: this.losses
        .filter(({ row }) => row >= first && row < end)
        .map(loss => ({ ...loss, row: loss.row - first })),
    });
  }

  /** The same events with files of the kernel's beside them, and what is missing of those. */
  withSnapshots(snapshots: readonly Snapshot[], problems: readonly Problem[] = []): Trace {
    return new Trace({ ...this.#parts(), snapshots, problems: [...this.problems, ...problems] });
  }

  #parts(): TraceParts {
    const { fields: _fields, stacks: _stacks, ...rest } = this;
    const parts = { ...rest, makeStacks: this.#makeStacks };
    return this.#makeFields === undefined ? parts : { ...parts, fields: this.#makeFields };
  }
}
