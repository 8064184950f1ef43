import type { ProblemList } from '../../store/index.ts';
import type { TimeShift } from './time-shift.ts';

/** The event formats of one system, as texts. */
export interface SystemFormats {
  readonly system: string;
  readonly texts: readonly string[];
}

/** Raw ring-buffer pages of one CPU in the file. */
export interface CpuPlace {
  readonly cpu: number;
  readonly offset: number;
  /** Bytes in the file: of pages, or of compressed chunks. */
  readonly size: number;
}

/** One tracing instance: the top one is named ''. */
export interface BufferPlace {
  readonly name: string;
  readonly clock: string;
  readonly pageSize: number;
  readonly compressed: boolean;
  readonly cpus: readonly CpuPlace[];
}

/** A multiplication that turns TSC ticks into nanoseconds: `ticks * mult >> shift`. */
export interface TscConversion {
  readonly mult: number;
  readonly shift: number;
}

/** A guest that was recorded together with its host, as the host's file names it. */
export interface GuestMachine {
  readonly name: string;
  /** The trace id of the guest's file. */
  readonly traceId: bigint;
  /** Threads of the host that run the guest's CPUs, by CPU. */
  readonly cpuPids: readonly number[];
}

/** What stands in a trace.dat beside the records. */
export interface TraceDatMetadata {
  readonly version: 6 | 7;
  readonly littleEndian: boolean;
  /** sizeof(long) of the program that wrote the file. */
  readonly longBytes: 4 | 8;
  readonly pageSize: number;
  /** `none`, `zlib` or `zstd`. */
  readonly compression: string;
  headerPage: string;
  headerEvent: string;
  ftraceFormats: readonly string[];
  eventFormats: readonly SystemFormats[];
  kallsyms: Uint8Array;
  printkFormats: Uint8Array;
  savedCmdlines: Uint8Array;
  cpuCount: number;
  uname: string;
  writer: string;
  /** The text of `trace_clock`, the chosen one in brackets. */
  traceClock: string | undefined;
  /** Texts of the CPUSTAT options in their order. */
  readonly cpuStats: string[];
  traceId: bigint | undefined;
  /** Nanoseconds to add to every time (DATE and OFFSET). */
  timeOffset: bigint;
  tsc: TscConversion | undefined;
  /** How the times of a guest become those of its host. */
  timeShift: TimeShift | undefined;
  /** Guests of the machine whose file this is. */
  readonly guests: GuestMachine[];
  readonly buffers: BufferPlace[];
  /** The text of a latency tracer's report, where the file holds that instead of records. */
  latencyText: string | undefined;
  readonly problems: ProblemList;
}
