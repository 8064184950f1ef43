import type { ByteSource, SourceFolder } from '../base/index.ts';
import type { Trace, TraceClock } from '../store/index.ts';
import type { FindBinary } from './perf-data/binary-symbols.ts';

/** Turns compressed bytes into exactly `size` bytes, or throws. */
export type Decompress = (input: Uint8Array, size: number) => Uint8Array | Promise<Uint8Array>;

/** Uncompresses one stream that comes in pieces: `push` a piece, get what it yields. Throws where the stream is broken. */
export interface StreamDecompressor {
  push(piece: Uint8Array): readonly Uint8Array[];
}

/** Compressed blocks in one stretch of bytes, and where the content of each goes. */
export interface PackedBlocks {
  readonly compression: string;
  readonly input: Uint8Array;
  /** Four numbers a block: where it starts in `input`, its length, where its content goes, the content's size. */
  readonly places: Uint32Array;
}

/** What came of uncompressing blocks: where their content is, and how many of them were good before one was not. */
export interface UnpackedBlocks {
  readonly content: Uint8Array;
  readonly good: number;
  /** Why the first bad one was bad. */
  readonly complaint: string | undefined;
}

/** What a reader is handed in, because formats depend on nothing. */
export interface ReadTools {
  readonly zlib?: Decompress;
  readonly zstd?: Decompress;
  /** Finds programs by the paths that a recording names, for their symbols. */
  readonly binaries?: FindBinary;
  /** A zstd stream whose size is not known and whose frames are cut anywhere, as perf writes it. */
  readonly zstdStream?: () => StreamDecompressor;
  /**
   * Uncompresses many blocks into `into`, on another thread where there is one. The bytes of `input` and `into` are given
   * away: the answer's `content` takes their place.
   */
  readonly unpackBlocks?: (blocks: PackedBlocks, into: Uint8Array) => Promise<UnpackedBlocks>;
  /** Times as the tracer wrote them: neither converted to nanoseconds nor moved to a date. */
  readonly rawTimes?: boolean;
  /** Bytes of records that may be in memory at once; 2 GB where it is not said. */
  readonly residentBytes?: number;
  /** Bytes of one CPU's records that a stream reads at once, at the most; 4 MB where it is not said. */
  readonly blockBytes?: number;
}

/** What a recording is read from: a file, with the files beside it where they can be asked for, or a folder. */
export type RecordingInput =
  | { readonly kind: 'file'; readonly source: ByteSource; readonly beside?: SourceFolder }
  | { readonly kind: 'folder'; readonly folder: SourceFolder };

/** A stretch of absolute time in the clock's unit; `from` and `to` belong to it. What is left out has no bound. */
export interface TimeWindow {
  readonly from?: bigint;
  readonly to?: bigint;
}

/** A recording that was opened: what describes it is read, its records are read when they are asked for. */
export interface Recording {
  /** Id of its format. */
  readonly format: string;
  /** The absolute time of time 0 of its traces, in the unit of the clock. */
  readonly start: bigint;
  readonly clock: TraceClock;
  /** It is read while more of it comes: what was read is to be shown at once. */
  readonly isLive?: boolean;
  /** The kernel and its machine as `uname -a` says it, where that is known before records are read. */
  readonly uname?: string;
  /** The absolute time from which the format's own tool counts the times that it shows; 0 where it is not said. */
  readonly shownFrom?: bigint;
  /** All events of the window, in memory at once. What of it memory may not hold is left out, with a problem. */
  load(window?: TimeWindow): Promise<Trace>;
  /**
   * All events of the window in bounded memory: traces one after the other, each of a later stretch of time. They share
   * start, formats, buffers and problems; names and symbols are the recording's. Only the last one to be yielded has all
   * problems. A trace is good until the next one is asked for.
   */
  stream(window?: TimeWindow): AsyncIterable<Trace>;
  /** About how many bytes of records there are, uncompressed; where it is not said, all are in memory anyway. */
  guessBytes?(): Promise<number>;
  /** Pieces picked evenly, about `bytes` of them altogether: for estimates of what is too large to be counted. */
  sample?(bytes: number): AsyncIterable<TraceSample>;
}

/** A piece of a recording that stands for more of it. */
export interface TraceSample {
  readonly trace: Trace;
  /** How many events each of its events stands for. */
  readonly weight: number;
}

/** A format: how its recordings are recognised and opened. */
export interface RecordingFormat<R extends Recording = Recording> {
  /** Stable id, e.g. `trace-dat`. */
  readonly id: string;
  readonly title: string;
  /** Whether the first bytes of a file (up to `headBytes`) are this format's, broken or not. */
  recognisesFile?(head: Uint8Array): boolean;
  /** Whether a folder is a recording of this format, by the content of its files. */
  recognisesFolder?(folder: SourceFolder): Promise<boolean>;
  /** Its recordings can be read from a `GrowingSource` while they come. */
  readonly readsGrowing?: boolean;
  /** Reads what can be read; what cannot is in the problems. Throws `FormatError` where nothing can be read at all. */
  open(input: RecordingInput, tools: ReadTools): Promise<R>;
}

/** How much of a file's beginning formats are shown to recognise it. */
export const headBytes = 1 << 16;

/** The one file that a format of single files is opened from. */
export function fileOf(input: RecordingInput): ByteSource {
  if (input.kind === 'file') return input.source;
  throw new TypeError('bug: a format of files was given a folder');
}

/** `load` and `stream` of a recording that is always in memory as a whole. */
export function wholeTrace<F extends string>(format: F, trace: Trace): Recording & { readonly format: F } {
  return {
    format,
    start: trace.start,
    clock: trace.clock,
    load: async window => (window === undefined ? trace : trace.within(window)),
    async *stream(window) {
      yield window === undefined ? trace : trace.within(window);
    },
  };
}
