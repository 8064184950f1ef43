import {
  eventType,
  layOutSample,
  layOutTrailer,
  misc,
  type PerfEvent,
  PerfMachine,
  type PerfRecording,
  type PerfThread,
  recordType,
  SampleParts,
  StackUnwinder,
  Symbolizer,
} from '../../formats/perf-data/index.ts';
import { type Problem, type Trace, unknownEvent } from '../../store/index.ts';
import type { EventPrinter, StyleWishes } from '../event-style.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { compileEvent } from '../trace-cmd/event-printer.ts';
import { FunctionNames } from '../trace-cmd/function-names.ts';
import type { Print } from '../trace-cmd/print-strings.ts';
import { bytesOfRuns, type PrintContext, RecordState } from '../trace-cmd/record-state.ts';
import { CallchainPrinter } from './callchains.ts';
import { chooseFields, field, hasCallchain, outputTypeOf } from './fields.ts';
import { KernelNames } from './kernel-names.ts';
import { MemoryColumns, memoryFields, stateFields } from './memory-columns.ts';
import { groupOfRecord, printRecord, type RecordGroup } from './task-records.ts';
import { TimeColumn } from './time-column.ts';

/** Bits of what stands at the same place in all samples of an event. */
const fixedParts = 0x1_03cf;

/** How samples and records of one event are printed. */
interface EventColumns {
  readonly event: PerfEvent;
  readonly sample: ReturnType<typeof layOutSample>;
  readonly trailer: ReturnType<typeof layOutTrailer>;
  readonly fields: number;
  readonly chained: boolean;
  /** Its name and `: `, filled up to the longest name. */
  readonly label: Literal;
  readonly addresses: CallchainPrinter;
  readonly addressNames: CallchainPrinter;
  readonly trace: Print | undefined;
  /** The samples' address belongs to what happened: a page fault's. */
  readonly addressHasName: boolean;
}

/** What stands in the columns of one line. One object for all lines. */
class LineStart {
  pid = -1;
  tid = -1;
  cpu = -1;
  timeHigh = 0;
  timeLow = 0;
  flags = 0;
}

/** Prints a perf.data byte for byte as `perf script` 6.1 does. Rows must come in ascending order within a trace. */
export class PerfScript implements EventPrinter, PrintContext {
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly symbols: KernelNames;
  readonly functionNames: FunctionNames;
  readonly kernelStrings: ReadonlyMap<string, string>;
  readonly #recording: PerfRecording;
  readonly #machine: PerfMachine;
  readonly #columns: readonly EventColumns[];
  readonly #groups: ReadonlySet<RecordGroup>;
  /** Type of the record by format; 0 for those of samples. */
  readonly #typeOfFormat: Int32Array;
  readonly #time: TimeColumn;
  readonly #state = new RecordState();
  readonly #parts = new SampleParts();
  readonly #symbolizer: Symbolizer;
  readonly #unwinder: StackUnwinder;
  readonly #memory: MemoryColumns;
  readonly #line = new LineStart();
  readonly #comms = new Map<string, Literal>();
  #trace: Trace;
  #first = 0;
  #bytes: readonly Uint8Array[] = [];

  constructor(recording: PerfRecording, wishes: StyleWishes) {
    const { metadata, trace, described } = recording;
    this.#recording = recording;
    this.#trace = trace;
    this.littleEndian = metadata.littleEndian;
    this.longBytes = metadata.longBytes;
    this.kernelStrings = trace.kernelStrings;
    this.#machine = new PerfMachine(recording);
    const symbolizer = new Symbolizer(this.#machine, wishes);
    this.#symbolizer = symbolizer;
    this.#memory = new MemoryColumns(metadata.littleEndian, metadata.features);
    this.#unwinder = new StackUnwinder(symbolizer, metadata.littleEndian);
    this.symbols = new KernelNames(symbolizer, metadata.pipe);
    this.functionNames = new FunctionNames(this.symbols);
    this.#groups = new Set(wishes.records ?? []);
    this.#time = new TimeColumn(wishes.nanoseconds === true);
    this.#typeOfFormat = new Int32Array(described.formats.length);
    described.ofRecord.forEach((format, type) => {
      if (format >= 0) this.#typeOfFormat[format] = type;
    });
    this.#columns = this.#makeColumns(symbolizer, wishes.fields ?? []);
  }

  use(trace: Trace): void {
    this.#trace = trace;
    this.#first = this.#recording.firstRowOf(trace);
    this.#bytes = bytesOfRuns(trace);
  }

  problems(): readonly Problem[] {
    const [place] = this.#symbolizer.absent;
    if (place === undefined) return [];
    return [
      {
        name: 'perf-data.stacks-not-unwound',
        severity: 'note',
        place,
        count: this.#symbolizer.absent.size,
        sentence:
          'Stacks of --call-graph dwarf end where they lead into so many binaries that are not here with the recorded build id; --symfs names a folder that has them.',
      },
    ];
  }

  print(row: number, out: OutputBytes): boolean {
    const trace = this.#trace;
    const event = trace.event[row]!;
    if (event === unknownEvent) return false;
    const whole = this.#first + row;
    const columns = this.#columns[this.#recording.columns.attribute[whole]!]!;
    const type = this.#typeOfFormat[event]!;
    return type === 0
      ? this.#printSample(row, whole, columns, out)
      : this.#printRecord(type, row, whole, columns, out);
  }

  #makeColumns(symbolizer: Symbolizer, texts: readonly string[]): readonly EventColumns[] {
    const { metadata, described } = this.#recording;
    const chosen = chooseFields(this.#recording, texts);
    const width = Math.max(0, ...metadata.events.map(({ name }) => name.length));
    const anyChain = metadata.pipe || metadata.events.some(hasCallchain);
    // Events with the same columns share what is kept of their addresses: broken files have thousands of events.
    const printers = new Map<number, CallchainPrinter>();
    const printerOf = (fields: number): CallchainPrinter => {
      const printer = printers.get(fields) ?? new CallchainPrinter(this.#machine, symbolizer, fields);
      printers.set(fields, printer);
      return printer;
    };
    return metadata.events.map((event, number) => {
      const { attribute, name } = event;
      const fields = chosen[outputTypeOf(attribute.type)];
      const format = described.formats[described.ofEvent[number]!]!;
      const isTracepoint = attribute.type === eventType.tracepoint && format.printFormat !== '';
      return {
        event,
        sample: layOutSample(attribute),
        trailer: layOutTrailer(attribute),
        fields,
        chained: anyChain && hasCallchain(event),
        label: new Literal(`${name.padStart(width)}: `),
        addresses: printerOf(fields),
        addressNames: printerOf(fields | field.ip),
        trace: isTracepoint ? compileEvent(format, this) : undefined,
        addressHasName: attribute.type === eventType.software && [2, 5, 6].includes(attribute.configLow),
      };
    });
  }

  #printSample(row: number, whole: number, columns: EventColumns, out: OutputBytes): boolean {
    const { fields, sample, event } = columns;
    if (fields === 0) return false;
    const trace = this.#trace;
    const { view } = trace.runs[trace.run[row]!]!;
    const at = this.#recording.columns.record[whole]!;
    const little = this.littleEndian;
    const size = view.getUint16(at + 6, little);
    const line = this.#line;
    line.flags = view.getUint16(at + 4, little);
    if (isOfGuest(line.flags)) return false;
    line.pid = sample.tid < 0 ? -1 : view.getInt32(at + sample.tid, little);
    line.tid = sample.tid < 0 ? -1 : view.getInt32(at + sample.tid + 4, little);
    line.cpu = sample.cpu < 0 ? -1 : view.getInt32(at + sample.cpu, little);
    this.#readTime(view, sample.time < 0 ? -1 : at + sample.time);
    this.#machine.advanceTo(whole);
    const thread = this.#machine.thread(line.pid, line.tid);
    this.#printStart(columns, thread, 0, out);
    if (fields & field.period) {
      const start = out.length;
      const counted = this.#recording.columns.period?.[whole] ?? 0;
      // A counter that goes backwards wraps around.
      if (counted !== 0) out.text(String(counted < 0 ? BigInt.asUintN(64, BigInt(counted)) : counted));
      else if (sample.period < 0) out.text(String(event.attribute.samplePeriod));
      else out.decimal64(this.#high(view, at + sample.period), this.#low(view, at + sample.period));
      out.pad(start, 10, false);
      out.byte(32);
    }
    if (fields & field.event) out.literal(columns.label);
    const parts = this.#parts;
    const needsParts = (event.attribute.sampleType & ~fixedParts) !== 0;
    if (needsParts) parts.find(event.attribute, view, at + sample.rest, at + size, little);
    if (fields & field.trace && columns.trace !== undefined && parts.raw >= 0) {
      const state = this.#state;
      state.view = view;
      state.bytes = this.#bytes[trace.run[row]!]!;
      state.offset = parts.raw;
      state.length = parts.rawBytes;
      state.row = row;
      state.time = trace.time[row]!;
      state.cpu = line.cpu;
      state.pid = line.tid;
      columns.trace(state, out);
    }
    if (fields & field.addr) this.#printAddress(columns, view, at, thread, out);
    if (fields & memoryFields) this.#memory.printCost(fields, event, view, parts, out);
    if (fields & field.ip) this.#printWhere(columns, view, at, thread, out);
    if (fields & stateFields) this.#memory.printState(fields, event, view, parts, out);
    out.byte(10);
    return true;
  }

  /** The chain, each frame on a line of its own; or the sample's address behind a blank. */
  #printWhere(columns: EventColumns, view: DataView, at: number, thread: PerfThread, out: OutputBytes): void {
    const parts = this.#parts;
    if (columns.chained && parts.callchain >= 0) {
      out.byte(10);
      const { attribute } = columns.event;
      const whole = columns.addresses.printChain(view, this.littleEndian, parts, thread, out);
      if (whole && parts.userStack >= 0) {
        this.#unwinder.unwind(view, parts, attribute, thread.space);
        columns.addresses.printUnwound(this.#unwinder, thread, out);
      }
      return;
    }
    out.byte(32);
    const { ip } = columns.sample;
    const high = ip < 0 ? 0 : this.#high(view, at + ip);
    const low = ip < 0 ? 0 : this.#low(view, at + ip);
    columns.addresses.printSingle(this.#line.flags & misc.cpuModeMask, thread, high, low, out);
  }

  #printAddress(
    columns: EventColumns,
    view: DataView,
    at: number,
    thread: PerfThread,
    out: OutputBytes,
  ): void {
    const { addr } = columns.sample;
    const high = addr < 0 ? 0 : this.#high(view, at + addr);
    const low = addr < 0 ? 0 : this.#low(view, at + addr);
    if (columns.addressHasName) {
      columns.addressNames.printSingle(this.#line.flags & misc.cpuModeMask, thread, high, low, out);
    } else this.#padded(out, 16, () => out.hex64(high, low));
  }

  #printRecord(type: number, row: number, whole: number, columns: EventColumns, out: OutputBytes): boolean {
    const group = groupOfRecord.get(type);
    if (group === undefined || !this.#groups.has(group)) return false;
    const trace = this.#trace;
    const { view } = trace.runs[trace.run[row]!]!;
    const at = this.#recording.columns.record[whole]!;
    const little = this.littleEndian;
    const size = view.getUint16(at + 6, little);
    const { trailer } = columns;
    const line = this.#line;
    const end = at + size;
    const there = size >= 8 + trailer.size;
    line.flags = view.getUint16(at + 4, little);
    line.pid = there && trailer.tid >= 0 ? view.getInt32(end - trailer.tid, little) : -1;
    line.tid = there && trailer.tid >= 0 ? view.getInt32(end - trailer.tid + 4, little) : -1;
    line.cpu = there && trailer.cpu >= 0 ? view.getInt32(end - trailer.cpu, little) : -1;
    this.#readTime(view, there && trailer.time >= 0 ? end - trailer.time : -1);
    // A new name or a new task is known when its record is shown.
    this.#machine.advanceTo(whole + 1);
    const own = group === 'task' || group === 'mmap' || group === 'namespace';
    const isTask = type === recordType.fork || type === recordType.exit;
    const tidAt = isTask ? 16 : 12;
    const named = own && size >= tidAt + 4;
    const pid = named ? view.getInt32(at + 8, little) : line.pid;
    const tid = named ? view.getInt32(at + tidAt, little) : line.tid;
    if (!columns.event.attribute.sampleIdAll) {
      // Without a trailer perf takes what the record itself says, and 0 for the rest.
      line.pid = pid;
      line.tid = tid;
      line.cpu = 0;
      line.timeHigh = isTask && size >= 32 ? this.#high(view, at + 24) : 0;
      line.timeLow = isTask && size >= 32 ? this.#low(view, at + 24) : 0;
    }
    this.#printStart(columns, tid === -1 ? undefined : this.#machine.thread(pid, tid), type, out);
    printRecord(type, view, at, size - (there ? trailer.size : 0), little, out);
    return true;
  }

  #printStart(columns: EventColumns, thread: PerfThread | undefined, type: number, out: OutputBytes): void {
    const { fields } = columns;
    const line = this.#line;
    if (fields & field.comm) {
      const comm = thread?.comm ?? ':-1';
      const wide = !(fields & field.ip && columns.chained);
      const key = wide ? comm : `${comm} `;
      let text = this.#comms.get(key);
      if (text === undefined) {
        text = new Literal(`${wide ? comm.padStart(16) : comm} `);
        this.#comms.set(key, text);
      }
      out.literal(text);
    }
    if (fields & field.pid) {
      const first = out.length;
      out.int(line.pid);
      out.pad(first, 5, false);
      if (fields & field.tid) {
        out.byte(47);
        const start = out.length;
        out.int(line.tid);
        out.pad(start, 5, true);
      }
      out.byte(32);
    } else if (fields & field.tid) {
      const start = out.length;
      out.int(line.tid);
      out.pad(start, 5, false);
      out.byte(32);
    }
    if (fields & field.cpu) {
      out.byte(91);
      if (line.cpu >= 0) out.fixed(line.cpu, 3);
      else out.text(`-${String(-line.cpu).padStart(2, '0')}`);
      out.byte(93);
      out.byte(32);
    }
    if (fields & field.misc) out.text(miscLetters(line.flags, type).padEnd(6));
    if (fields & field.time) this.#time.print(line.timeHigh, line.timeLow, out);
  }

  #padded(out: OutputBytes, width: number, print: () => void): void {
    const start = out.length;
    print();
    out.pad(start, width, false);
  }

  /** A record without a time has the highest there is. */
  #readTime(view: DataView, at: number): void {
    this.#line.timeHigh = at < 0 ? 0xffff_ffff : this.#high(view, at);
    this.#line.timeLow = at < 0 ? 0xffff_ffff : this.#low(view, at);
  }

  #high(view: DataView, at: number): number {
    return view.getUint32(this.littleEndian ? at + 4 : at, this.littleEndian);
  }

  #low(view: DataView, at: number): number {
    return view.getUint32(this.littleEndian ? at : at + 4, this.littleEndian);
  }
}

/** perf script leaves out what ran in a virtual machine; only perf kvm shows it. */
function isOfGuest(flags: number): boolean {
  const mode = flags & misc.cpuModeMask;
  return mode === misc.guestKernel || mode === misc.guestUser;
}

function miscLetters(flags: number, type: number): string {
  let letters = '';
  if ((flags & misc.kernel) === misc.kernel) letters += 'K';
  if ((flags & misc.user) === misc.user) letters += 'U';
  if ((flags & misc.hypervisor) === misc.hypervisor) letters += 'H';
  if ((flags & misc.guestKernel) === misc.guestKernel) letters += 'G';
  if ((flags & misc.guestUser) === misc.guestUser) letters += 'g';
  const bit = (flags & misc.mmapData) !== 0;
  if ((type === recordType.mmap || type === recordType.mmap2) && bit) letters += 'M';
  if (type === recordType.comm && bit) letters += 'E';
  if ((type === recordType.switch || type === recordType.switchCpuWide) && bit)
    letters += (flags & misc.switchOutPreempt) === 0 ? 'S' : 'Sp';
  return letters;
}
