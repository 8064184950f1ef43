import { type ByteSource, FormatError, type GrowingSource, isGrowing } from '../../base/index.ts';
import { type EventFormat, KernelSymbols, type Problem, Trace, type TraceClock } from '../../store/index.ts';
import { headBytes, type ReadTools, type Recording, type TimeWindow } from '../format.ts';
import { cutPlace } from './cut.ts';
import { describeEvents } from './describe-events.ts';
import { functionSymbols } from './function-names.ts';
import { LineIndexer } from './line-indexer.ts';
import { nameOtherText } from './other-text.ts';
import { isPageOfSystrace } from './recognise.ts';
import { TextFields } from './text-fields.ts';

const defaultResidentBytes = 2 ** 31;
const runBytes = 1 << 30;
const firstBlockBytes = 1 << 22;
const blockBytes = 1 << 26;

/** Text that ftrace or trace-cmd printed. Its rows are its lines, with calls that take one line as two. */
export class FtraceTextRecording implements Recording {
  readonly format = 'ftrace-text';
  readonly start: bigint;
  readonly clock: TraceClock;
  readonly #source: ByteSource;
  readonly #residentBytes: number;
  /** Whether the text lies in a page of systrace. */
  readonly isHtml: boolean;

  private constructor(source: ByteSource, tools: ReadTools, isHtml: boolean, first: LineIndexer) {
    this.#source = source;
    this.start = first.rows.start ?? 0n;
    this.clock = clockOf(first);
    this.#residentBytes = tools.residentBytes ?? defaultResidentBytes;
    this.isHtml = isHtml;
  }

  /** Reads as much as is needed to know when the text begins. */
  static async open(source: ByteSource, tools: ReadTools, isHtml: boolean): Promise<FtraceTextRecording> {
    if (isGrowing(source)) await waitForEvent(source, isHtml);
    let first = new LineIndexer(isHtml);
    for (let length = headBytes; ; length *= 8) {
      const bytes = await source.read(0, length);
      first.index(bytes.length < source.size ? bytes.subarray(0, cutPlace(bytes)) : bytes, 0);
      if (first.rows.columns.count > 0 || bytes.length === source.size || length > blockBytes) break;
      first = new LineIndexer(isHtml);
    }
    return new FtraceTextRecording(source, tools, isHtml, first);
  }

  get isLive(): boolean {
    return isGrowing(this.#source);
  }

  async load(window?: TimeWindow): Promise<Trace> {
    if (isGrowing(this.#source)) throw new TypeError('bug: a text that still comes cannot be loaded');
    const indexer = new LineIndexer(this.isHtml);
    const size = Math.min(this.#source.size, this.#residentBytes);
    indexer.rows.beginBlock(0, size);
    let at = 0;
    while (at < size) {
      const bytes = await this.#read(at, Math.min(runBytes, size - at));
      indexer.index(bytes, at);
      at += bytes.length;
      if (bytes.length === 0) break;
    }
    if (size < this.#source.size) {
      indexer.rows.problems.add({
        name: 'ftrace-text.too-large',
        severity: 'loss',
        place: `byte ${size}`,
        count: this.#source.size - size,
        sentence: 'The text is larger than memory may hold; bytes from this place on were left out.',
      });
    }
    const trace = this.#trace(indexer);
    return window === undefined ? trace : trace.within(window);
  }

  async *stream(window?: TimeWindow): AsyncIterable<Trace> {
    if (isGrowing(this.#source)) {
      yield* this.#streamGrowing(this.#source, window);
      return;
    }
    const { size } = this.#source;
    // What may be in memory at once bounds the stretches too.
    const most = Math.min(blockBytes, this.#residentBytes);
    if (size <= most) {
      yield await this.load(window);
      return;
    }
    const indexer = new LineIndexer(this.isHtml);
    let wanted = Math.min(firstBlockBytes, most);
    let at = 0;
    while (at < size) {
      const bytes = await this.#read(at, Math.min(wanted, size - at));
      if (bytes.length === 0) break;
      indexer.rows.beginBlock(at, bytes.length);
      indexer.index(bytes, at);
      at += bytes.length;
      wanted = most;
      const trace = this.#trace(indexer);
      yield window === undefined ? trace : trace.within(window);
    }
  }

  async *#streamGrowing(source: GrowingSource, window: TimeWindow | undefined): AsyncIterable<Trace> {
    const most = Math.min(blockBytes, this.#residentBytes);
    const indexer = new LineIndexer(this.isHtml);
    for (let at = 0; ; ) {
      const state = await source.wait(at, firstBlockBytes);
      const bytes = await source.read(at, most);
      const isLast = state === 'end' && at + bytes.length === source.size;
      const length = isLast ? bytes.length : state === 'idle' ? wholeLines(bytes) : cutPlace(bytes);
      if (length > 0 || isLast) {
        indexer.rows.beginBlock(at, length);
        indexer.index(bytes.subarray(0, length), at);
        at += length;
        const trace = this.#trace(indexer);
        yield window === undefined ? trace : trace.within(window);
        source.release(at);
      }
      if (isLast) return;
      // A line that is not whole yet: only more bytes help.
      if (length === 0) await source.wait(at, bytes.length + 1);
    }
  }

  /** A stretch of the text that ends where it can be cut. */
  async #read(at: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#source.read(at, length);
    return at + bytes.length < this.#source.size ? bytes.subarray(0, cutPlace(bytes)) : bytes;
  }

  #trace(indexer: LineIndexer): Trace {
    const { rows, head, functions } = indexer;
    const { columns } = rows;
    const { count } = columns;
    const unknown = indexer.graph.madeRows ? countUnknown(columns.pid, count) : 0;
    if (unknown > 0) rows.problems.add({ ...unknownTask, count: unknown });
    const names = { functions, column: columns.function, place: columns.place, count };
    const meta = {
      start: rows.start ?? 0n,
      clock: clockOf(indexer),
      littleEndian: true,
      longBytes: 8 as const,
      runs: rows.runs,
      buffers: rows.buffers,
      losses: rows.losses,
      tasks: rows.tasks,
      symbols: new KernelSymbols(functionSymbols(functions)),
      kernelStrings: new Map<string, string>(),
      problems: problemsOf(indexer),
      facts: {
        format: 'ftrace text',
        source: this.#source.name,
        uname: head.kernel === '' ? '' : `Linux ${head.kernel}`,
        writer: head.isReport ? 'trace-cmd report' : head.isKernel ? 'the kernel' : '',
        cpuCount: Math.max(head.cpuCount, rows.cpuCount),
        cpuStats: '',
        pageSize: 4096,
      },
      count,
      time: columns.time.subarray(0, count),
      cpu: columns.cpu.subarray(0, count),
      pid: columns.pid.subarray(0, count),
      event: columns.event.subarray(0, count),
      run: columns.run.subarray(0, count),
      place: columns.place.subarray(0, count),
      length: columns.length.subarray(0, count),
    };
    const formats: readonly EventFormat[] = describeEvents(indexer, meta);
    return new Trace({ ...meta, formats, fields: trace => new TextFields(trace, names) });
  }
}

/** Opens text. Throws where it is another file of tracefs, and says which. */
export async function openFtraceText(source: ByteSource, tools: ReadTools): Promise<FtraceTextRecording> {
  const head = await source.read(0, headBytes);
  const other = nameOtherText(head);
  if (other !== undefined) throw new FormatError('ftrace-text', 0, 'lines of events', other);
  return FtraceTextRecording.open(source, tools, isPageOfSystrace(head));
}

/** Waits until a growing text has an event, and that is not its last line. */
async function waitForEvent(source: GrowingSource, isHtml: boolean): Promise<void> {
  for (let enough = headBytes; ; enough *= 8) {
    const state = await source.wait(0, enough);
    if (state === 'end' || enough > blockBytes) return;
    const bytes = await source.read(0, source.size);
    const indexer = new LineIndexer(isHtml);
    indexer.index(bytes.subarray(0, wholeLines(bytes)), 0);
    if (indexer.rows.columns.count > 0) return;
    await source.wait(0, bytes.length + 1);
  }
}

function wholeLines(bytes: Uint8Array): number {
  return bytes.lastIndexOf(10) + 1;
}

const unknownTask = {
  name: 'ftrace-text.unknown-task',
  severity: 'note',
  place: '',
  sentence:
    'Lines of function_graph do not say which task ran: its number is -1. Record with the option funcgraph-proc to have it.',
} as const;

function countUnknown(pids: Int32Array, count: number): number {
  let unknown = 0;
  for (let row = 0; row < count; row++) if (pids[row] === -1) unknown++;
  return unknown;
}

function clockOf({ rows }: LineIndexer): TraceClock {
  return { name: '', unit: rows.inSeconds ? 'ns' : 'ticks' };
}

function problemsOf({ rows, graph }: LineIndexer): readonly Problem[] {
  const { problems } = rows;
  const extra: Problem[] = [];
  if (graph.madeTimes) {
    extra.push({
      name: 'ftrace-text.made-times',
      severity: 'note',
      place: '',
      count: 1,
      sentence: graph.hasDurations
        ? 'The text has durations and no times: times were put together from the durations and the order of lines. Record with the option funcgraph-abstime to have them.'
        : 'The text has neither times nor durations: only the order of its events is real.',
    });
  }
  if (rows.stepsBack > 0) {
    extra.push({
      name: 'ftrace-text.time-steps-back',
      severity: 'note',
      place: `byte ${rows.firstStepBack}`,
      count: rows.stepsBack,
      sentence: 'Lines have an earlier time than the line before them; they keep the order of the text.',
    });
  }
  if (rows.isRelative) {
    extra.push({
      name: 'ftrace-text.relative-times',
      severity: 'note',
      place: '',
      count: 1,
      sentence: 'Times count from the start of the buffer, as the latency format prints them.',
    });
  }
  return [...problems.rows, ...extra];
}
