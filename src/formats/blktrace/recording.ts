import { ProblemList, type Trace, type TraceClock, type TraceFacts } from '../../store/index.ts';
import type { ReadTools, Recording, TimeWindow } from '../format.ts';
import { FileStream } from './file-stream.ts';
import type { BlktraceInput } from './inputs.ts';
import { FileMerge } from './merge-files.ts';
import { newContext, type ReadContext } from './parsed-record.ts';
import { ReadState } from './read-state.ts';
import { RecordCursor } from './record-cursor.ts';
import { blktraceClock, RowSink } from './row-sink.ts';
import { PipeSort } from './sort-pipe.ts';

/** What the printer of a trace must know beside it. */
export interface BlktraceReading {
  readonly state: ReadState;
  /** Events of the recording before the trace's first. */
  readonly firstEvent: number;
}

interface Reading {
  readonly context: ReadContext;
  readonly sink: RowSink;
  readonly source: FileMerge | PipeSort;
  /** Goes on reading into the sink. */
  readonly parts: AsyncGenerator<void>;
}

const rowsOfStream = 1 << 16;
const defaultResidentBytes = 2 ** 31;
const bytesOfRow = 29;

/** Files of blktrace that were opened. */
export class BlktraceRecording implements Recording {
  readonly format = 'blktrace';
  readonly start: bigint;
  /** blkparse's time 0. */
  readonly shownFrom: bigint;
  readonly clock: TraceClock = blktraceClock;
  readonly #name: string;
  readonly #input: BlktraceInput;
  readonly #tools: ReadTools;
  readonly #readings = new WeakMap<Trace, BlktraceReading>();

  constructor(name: string, input: BlktraceInput, { start, zero }: ReadState, tools: ReadTools) {
    this.#name = name;
    this.#input = input;
    this.start = start;
    this.shownFrom = start + BigInt(zero);
    this.#tools = tools;
  }

  /** How blkparse names the files that it reads; none where it reads a pipe. */
  get fileNames(): readonly string[] {
    const { devices } = this.#input.kind === 'files' ? this.#input : { devices: [] };
    return devices.flatMap(({ files }) => files.map(({ path }) => path));
  }

  /** What was learnt while a trace of this recording was read. */
  readingOf(trace: Trace): BlktraceReading | undefined {
    return this.#readings.get(trace);
  }

  async load(window?: TimeWindow): Promise<Trace> {
    const most = this.#tools.residentBytes ?? defaultResidentBytes;
    const { context, sink, parts } = await this.#read(window, rowsOfStream, false);
    for await (const _ of parts) {
      if (context.bytesRead + sink.count * bytesOfRow <= most && !sink.exhausted) continue;
      context.problems.add({
        name: 'blktrace.not-resident',
        severity: 'loss',
        place: '',
        count: -1,
        sentence: 'later events do not fit into memory and were left out',
      });
      break;
    }
    return this.#finish(context, sink);
  }

  async *stream(window?: TimeWindow): AsyncIterable<Trace> {
    const { context, sink, source, parts } = await this.#read(window, rowsOfStream * 2, true);
    // A trace is held back until there is more, so that the last one has all problems.
    for await (const _ of parts) {
      if (sink.count < rowsOfStream && !sink.exhausted) continue;
      yield this.#finish(context, sink);
      source.recycle();
    }
    yield this.#finish(context, sink);
  }

  async #read(window: TimeWindow | undefined, capacity: number, recycling: boolean): Promise<Reading> {
    const { context, source } = await beginReading(this.#input, recycling);
    const { state } = context;
    const wanted = {
      least: window?.from === undefined ? Number.NEGATIVE_INFINITY : Number(window.from - state.start),
      most: window?.to === undefined ? Number.POSITIVE_INFINITY : Number(window.to - state.start),
    };
    const sink = new RowSink(state, wanted, capacity);
    return { context, sink, source, parts: source.show(sink) };
  }

  #finish(context: ReadContext, sink: RowSink): Trace {
    const firstEvent = sink.finished;
    const trace = sink.finish(context.littleEndian ?? true, context.layout, this.#facts(context));
    this.#readings.set(trace, { state: context.state, firstEvent });
    return trace;
  }

  #facts({ layout }: ReadContext): TraceFacts {
    const cpus = this.#input.kind === 'files' ? this.#input.devices.flatMap(({ files }) => files) : [];
    return {
      format: `blktrace v${layout.version}`,
      source: this.#name,
      uname: '',
      writer: 'blktrace',
      cpuCount: cpus.reduce((most, { cpu }) => Math.max(most, cpu + 1), 0),
      cpuStats: '',
      pageSize: 0,
    };
  }
}

/** Begins to read: the start is known, and which devices have files. */
export async function beginReading(
  input: BlktraceInput,
  recycling = false,
): Promise<{ readonly context: ReadContext; readonly source: FileMerge | PipeSort }> {
  const state = new ReadState(new ProblemList());
  const context = newContext(state, recycling && input.kind === 'files');
  if (input.kind === 'pipe') {
    const source = new PipeSort(new RecordCursor(input.source, context), context);
    await source.begin();
    return { context, source };
  }
  const streams = input.devices.flatMap(({ name, files }, device) => {
    state.devices.push({ name, number: undefined });
    return files.map(
      ({ cpu, source }) => new FileStream(new RecordCursor(source, context), device, cpu, context),
    );
  });
  const source = new FileMerge(streams, context);
  await source.begin();
  return { context, source };
}
