import type { Recording } from '../formats/index.ts';
import type { FindBinary } from '../formats/perf-data/index.ts';
import type { Problem, Trace } from '../store/index.ts';
import type { BlkparseWishes } from './blkparse/wishes.ts';
import type { KernelWishes } from './kernel/kernel-wishes.ts';
import type { OutputBytes } from './output-bytes.ts';
import type { RecordGroup } from './perf-script/task-records.ts';
import type { ReportWishes } from './trace-cmd/report-wishes.ts';

/** Switches that several styles understand; each style ignores what its tool has no switch for. */
export interface StyleWishes {
  /** Times with nanoseconds. */
  readonly nanoseconds?: boolean;
  /** Flags of interrupts and preemption. */
  readonly latency?: boolean;
  /** Fields as they are, instead of what the event's own format makes of them. */
  readonly raw?: boolean;
  /** Columns as `perf script -F` names them, one text each time it was given. */
  readonly fields?: readonly string[];
  /** Groups of records about tasks and memory to show beside the events, as perf script names them. */
  readonly records?: readonly RecordGroup[];
  /** The recorded kernel's /proc/kallsyms. */
  readonly kallsyms?: Uint8Array;
  readonly blkparse?: BlkparseWishes;
  /** Finds binaries by the paths that a recording names. */
  readonly binaries?: FindBinary;
  /** Names of C++ and Rust functions as in the source. */
  readonly demangle?: boolean;
  readonly report?: ReportWishes;
  /** Options of the tracer, for the kernel's own text. */
  readonly kernel?: KernelWishes;
}

/** A style and its wishes, from which a printer is made that prints as another one does. */
export interface PrinterTwin {
  readonly style: 'trace-cmd';
  readonly wishes: StyleWishes;
  /** Nanoseconds by which the recording moved its times to a date. */
  readonly date: bigint;
}

/** A printer of traces that were left to it. */
export interface TwinPrinter extends EventPrinter {
  /** Knows what its twin knew before the rows of the trace in use. */
  takeOver(memory: PrinterMemory): void;
}

/** What a printer tells another one that prints a trace in its stead, as plain data. */
export interface PrinterMemory {
  /** Names of tasks learnt so far. */
  readonly names: readonly (readonly [number, string])[];
  /** For each instance the row that was printed with one before it; -1 where there is none. */
  readonly consumed: readonly number[];
}

/** Prints events one after the other: rows in ascending order unless `order` says another, traces in that of a stream. */
export interface EventPrinter {
  /** What stands before the first event. */
  head?(out: OutputBytes): void;
  /** What could not be printed as it should be, for want of something that is not in the recording. */
  problems?(): readonly Problem[];
  /** The rows that follow are those of this trace. */
  use(trace: Trace): void;
  /** The rows in the order in which they are printed, where that is not by time. */
  order?(trace: Trace): Uint32Array;
  /** The line or lines of one event, with their newline; false where it has none of its own. */
  print(row: number, out: OutputBytes): boolean;
  /** The same for rows `[from, to)` in one go, until the output is `enough` bytes long; answers the row to go on with. */
  printRows?(from: number, to: number, out: OutputBytes, enough: number): number;
  /** What stands behind the last event. */
  tail?(out: OutputBytes): void;
  /**
   * Leaves the rows of the trace in use to a twin: answers what that needs to know, and goes on as if they had been printed.
   * Undefined where they depend on more than can be told.
   */
  handOver?(): PrinterMemory | undefined;
  /** What a twin is made of in another thread, as plain data. */
  readonly twin?: PrinterTwin | undefined;
}

/** A way to print events as a tool prints them, byte for byte. */
export interface EventStyle {
  /** Stable id, the tool's name: what `--style` takes. */
  readonly id: string;
  /** Ids of the formats it can print. The first style of the list that has a format is that format's default. */
  readonly formats: readonly string[];
  printer(recording: Recording, wishes: StyleWishes): EventPrinter;
}
