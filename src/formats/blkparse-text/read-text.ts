import type { ByteSource } from '../../base/index.ts';
import { KernelSymbols, ProblemList, Trace, type TraceRun } from '../../store/index.ts';
import { blktraceFormats } from '../blktrace/events.ts';
import { deviceNumbers, version8 } from '../blktrace/layout.ts';
import { ReadState } from '../blktrace/read-state.ts';
import { eventOf, messageEvent } from '../blktrace/record.ts';
import { RowColumns } from '../blktrace/row-columns.ts';
import { blktraceClock } from '../blktrace/row-sink.ts';
import { FastLine, lineEnd } from './fast-line.ts';
import { LineFields } from './line-fields.ts';
import { lineText, parseLine } from './parse-line.ts';
import { RecordWriter } from './record-writer.ts';

/** A text of blkparse in memory. */
export interface BlkparseText {
  readonly bytes: Uint8Array;
  readonly trace: Trace;
  readonly state: ReadState;
  /** Where the first event's line starts, and where the last one's ends. */
  readonly firstLine: number;
  readonly lastLineEnd: number;
}

const mostDevices = 0xfffe;
const firstRows = 1 << 12;

/** Reads a text as far as memory allows: each line of an event becomes a row, in the text's order. */
export async function readBlkparseText(source: ByteSource, residentBytes: number): Promise<BlkparseText> {
  const problems = new ProblemList();
  // Its records take about as much as the text, its columns half of it.
  const most = Math.floor(residentBytes / 3);
  const bytes = await source.read(0, Math.min(source.size, most));
  if (bytes.length < source.size) {
    problems.add({
      name: 'blkparse-text.not-resident',
      severity: 'loss',
      place: `byte ${bytes.length}`,
      count: -1,
      sentence: 'later lines do not fit into memory and were left out',
    });
  }
  return new TextReader(bytes, new ReadState(problems)).read(source.name);
}

class TextReader {
  readonly #bytes: Uint8Array;
  readonly #state: ReadState;
  readonly #records = new RecordWriter();
  readonly #rows = new RowColumns(firstRows);
  readonly #fast = new FastLine();
  readonly #devices = new Map<number, number>();

  constructor(bytes: Uint8Array, state: ReadState) {
    this.#bytes = bytes;
    this.#state = state;
  }

  read(name: string): BlkparseText {
    const bytes = this.#bytes;
    let firstLine = -1;
    let lastLineEnd = 0;
    let unknown: number[] = [];
    for (let start = 0; start < bytes.length; ) {
      const end = lineEnd(bytes, start);
      const next = Math.min(end + 1, bytes.length);
      if (this.#takeLine(start, end)) {
        if (firstLine < 0) firstLine = start;
        else this.#reportUnknown(unknown);
        if (unknown.length > 0) unknown = [];
        lastLineEnd = next;
      } else unknown.push(start);
      start = next;
      if (unknown.length > mostWaiting) {
        this.#reportUnknown(unknown);
        unknown = [];
      }
    }
    return {
      bytes,
      state: this.#state,
      trace: this.#makeTrace(name),
      firstLine: Math.max(0, firstLine),
      lastLineEnd,
    };
  }

  #takeLine(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const fast = this.#fast;
    if (fast.read(bytes, start, end)) {
      const { pid, time, cpu, action } = fast;
      if (fast.nameEnd > fast.nameStart && !this.#state.knowsName(pid)) {
        const name = bytes.subarray(fast.nameStart, fast.nameEnd);
        if (lineText(name, 0, name.length) !== '(null)') this.#state.tellName(pid, name, 0);
      }
      const place = this.#records.appendFast(fast, start);
      this.#addRow(time, cpu, pid, action - 1, fast.device, place);
      return true;
    }
    const line = parseLine(lineText(bytes, start, Math.min(end, start + longestLine)));
    if (line === undefined) return false;
    const { time, cpu, action, category, name } = line;
    const pid = line.pid | 0;
    if (name !== undefined) this.#state.tellName(pid, latin1(name), 0);
    const event = action === undefined ? messageEvent : eventOf(action, category);
    this.#addRow(time, cpu, pid, event, line.device, this.#records.append(line, start));
    return true;
  }

  /** The row of the record that was written last. */
  #addRow(time: number, cpu: number, pid: number, event: number, device: number, place: number): void {
    this.#rows.add(time, cpu, pid, event, this.#run(device), place, this.#records.length - place);
  }

  /** Index of the run of a device's events. */
  #run(device: number): number {
    const known = this.#devices.get(device);
    if (known !== undefined) return known;
    // What is more than can be told apart is counted to the last.
    if (this.#devices.size >= mostDevices) return mostDevices - 1;
    const index = this.#devices.size;
    this.#devices.set(device, index);
    this.#state.devices.push({ name: deviceNumbers(device), number: device });
    return index;
  }

  /** Lines between those of events that are none; what stands behind the last event are totals. */
  #reportUnknown(starts: readonly number[]): void {
    const [first] = starts;
    if (first === undefined) return;
    this.#state.problems.add({
      name: 'blkparse-text.unknown-line',
      severity: 'broken',
      place: `byte ${first}`,
      count: starts.length,
      sentence: 'lines were not understood and are no events',
    });
  }

  #makeTrace(name: string): Trace {
    const view = this.#records.view();
    const columns = this.#rows.filled();
    const names = this.#state.devices.map(device => device.name);
    const runs: TraceRun[] = names.map((_, buffer) => ({ buffer, cpu: 0, view }));
    return new Trace({
      ...columns,
      start: 0n,
      clock: blktraceClock,
      littleEndian: true,
      longBytes: 8,
      formats: blktraceFormats(version8),
      runs,
      buffers: names.length > 1 ? names : [''],
      losses: [],
      tasks: this.#state.tasks,
      symbols: new KernelSymbols(new Uint8Array(0)),
      kernelStrings: new Map(),
      facts: {
        format: 'blkparse text',
        source: name,
        uname: '',
        writer: 'blkparse',
        cpuCount: columns.cpu.reduce((most, cpu) => Math.max(most, cpu + 1), 0),
        cpuStats: '',
        pageSize: 0,
      },
      problems: this.#state.problems.rows,
      fields: made => new LineFields(made, this.#bytes),
    });
  }
}

const longestLine = 1 << 14;
const mostWaiting = 1 << 16;

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0));
}
