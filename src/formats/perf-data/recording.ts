import type { Trace, TraceClock } from '../../store/index.ts';
import type { Recording, TimeWindow } from '../format.ts';
import type { PerfMetadata } from './metadata.ts';
import type { RecordFormats } from './record-formats.ts';

/** For each row of a recording's whole trace: where its record starts in its run, and which event it belongs to. */
export interface RecordColumns {
  readonly record: Uint32Array;
  readonly attribute: Uint16Array;
  /** Periods that no record states: there where samples hold what counters read. */
  readonly period?: Float64Array;
}

/** A perf.data that was read: its trace, and what of the records columns do not say. */
export class PerfRecording implements Recording {
  readonly format = 'perf-data';
  readonly start: bigint;
  readonly clock: TraceClock;
  /** All rows. */
  readonly trace: Trace;
  readonly metadata: PerfMetadata;
  readonly described: RecordFormats;
  readonly columns: RecordColumns;

  constructor(trace: Trace, metadata: PerfMetadata, described: RecordFormats, columns: RecordColumns) {
    this.start = trace.start;
    this.clock = trace.clock;
    this.trace = trace;
    this.metadata = metadata;
    this.described = described;
    this.columns = columns;
  }

  async load(window?: TimeWindow): Promise<Trace> {
    return window === undefined ? this.trace : this.trace.within(window);
  }

  async *stream(window?: TimeWindow): AsyncIterable<Trace> {
    yield await this.load(window);
  }

  /** The row of the whole trace that a trace of `load` or `stream` begins with: those are views of its columns. */
  firstRowOf(trace: Trace): number {
    return (trace.place.byteOffset - this.trace.place.byteOffset) / trace.place.BYTES_PER_ELEMENT;
  }
}
