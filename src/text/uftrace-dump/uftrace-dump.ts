import { encodeUtf8 } from '../../base/index.ts';
import {
  eventData,
  eventName,
  type FunctionSymbol,
  formatsOf,
  type KernelEventText,
  kernelAddress,
  type RecordOwner,
  type RunFile,
  readUserRecord,
  recordType,
  runFiles,
  type UftraceFormats,
  UftraceRecord,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import { type Trace, unknownEvent } from '../../store/index.ts';
import type { EventPrinter } from '../event-style.ts';
import { encode, type OutputBytes } from '../output-bytes.ts';
import { kernelEventText } from '../replay/kernel-event-text.ts';
import { argumentLines } from './argument-lines.ts';
import { headerText } from './header-text.ts';

const recordBytes = 16;
const typeTexts = ['[entry] ', '[exit ] ', '[lost ] ', '[event] '].map(encode);
const inverted = encode(
  '\n*************************************\n* inverted time - data seems broken *\n*************************************\n\n',
);
const timeExtend = 30;
// Of a page's first record behind a time extend.
const afterTimeExtend = 28;

/** Prints what `uftrace dump` (0.13) prints, file by file. */
export class UftraceDump implements EventPrinter {
  readonly #recording: UftraceRecording;
  readonly #files: readonly RunFile[];
  readonly #formats: UftraceFormats;
  readonly #kernelText: KernelEventText;
  readonly #record = new UftraceRecord('user');
  readonly #names = new Map<FunctionSymbol, Uint8Array>();
  #trace!: Trace;
  readonly #startSeconds: number;
  readonly #startNanoseconds: number;
  #lossOfRow: ReadonlyMap<number, number> = new Map();
  #withKernel = false;
  /** Files whose section began, and the file that the last line is of. */
  #begun = 0;
  #run = -1;
  #last = 0;
  #ended = false;
  #owner: RecordOwner = { tid: 0, task: undefined };

  constructor(recording: UftraceRecording) {
    this.#recording = recording;
    this.#files = runFiles(recording);
    this.#formats = formatsOf(recording);
    this.#kernelText = kernelEventText(recording);
    this.#startSeconds = Number(recording.start / 1_000_000_000n);
    this.#startNanoseconds = Number(recording.start % 1_000_000_000n);
  }

  use(trace: Trace): void {
    this.#trace = trace;
    this.#lossOfRow = new Map(trace.losses.map(({ row, count }) => [row, count]));
  }

  /** Each file's rows together, as they follow in it. */
  order({ runs, run, count }: Trace): Uint32Array {
    const next = new Uint32Array(runs.length + 1);
    for (let row = 0; row < count; row++) next[run[row]! + 1]!++;
    for (let index = 1; index < next.length; index++) next[index]! += next[index - 1]!;
    const order = new Uint32Array(count);
    for (let row = 0; row < count; row++) order[next[run[row]!]!++] = row;
    return order;
  }

  head(out: OutputBytes): void {
    out.write(encodeUtf8(headerText(this.#recording.info)));
  }

  tail(out: OutputBytes): void {
    this.#begin(this.#files.length - 1, out);
  }

  print(row: number, out: OutputBytes): boolean {
    const run = this.#trace.run[row]!;
    if (run !== this.#run) this.#enter(run, out);
    switch (this.#files[run]?.kind) {
      case 'task':
        return this.#user(row, out);
      case 'kernel':
        return this.#kernel(row, out);
      case 'perf':
        return this.#perf(row, out);
      default:
        return false;
    }
  }

  #enter(run: number, out: OutputBytes): void {
    this.#run = run;
    this.#last = 0;
    this.#ended = false;
    this.#begin(Math.min(run, this.#files.length - 1), out);
    if (this.#files[run]?.kind !== 'task') return;
    const tid = this.#files[run].number;
    this.#owner = { tid, task: this.#recording.sessions.tasks.get(tid) };
  }

  /** Begins the sections of all files up to one. */
  #begin(run: number, out: OutputBytes): void {
    const firstOf = (kind: RunFile['kind']): number => this.#files.findIndex(file => file.kind === kind);
    for (; this.#begun <= run; this.#begun++) {
      const { kind, number, bytes } = this.#files[this.#begun]!;
      if (kind === 'task') out.text(`reading ${number}.dat\n`);
      if (kind === 'kernel' && !this.#withKernel) {
        this.#withKernel = true;
        out.byte(10);
      }
      if (kind === 'task' || bytes === 0) continue;
      const index = this.#begun - firstOf(kind);
      if (kind === 'perf' && index === 0) out.byte(10);
      out.text(`reading ${kind}-cpu${index}.dat\n`);
    }
  }

  #user(row: number, out: OutputBytes): boolean {
    const { view } = this.#trace.runs[this.#run]!;
    const { place, length, time } = this.#trace;
    const record = this.#record;
    const { tid } = this.#owner;
    readUserRecord(view, place[row]!, this.#recording.info.littleEndian, record);
    record.time = this.#timeOf(row);
    this.#tellInverted(time[row]!, out);
    this.#start(row, tid, record.type, out);
    if (record.type === recordType.event) out.write(encodeUtf8(eventName(this.#recording, record.address)));
    else out.write(this.#functionName(record));
    this.#place(record.address, record.depth, out);
    if (!record.more) return true;
    const isEvent = record.type === recordType.event;
    record.payloadOffset = place[row]! + recordBytes + (isEvent ? 2 : 0);
    record.payloadLength = this.#payloadLength(row, length[row]!);
    this.#time(row, out);
    const returned = record.type === recordType.exit;
    const what = isEvent ? 'data ' : returned ? 'retval' : 'args ';
    out.text(`${String(tid).padStart(5)}: [${what}] length = ${record.payloadLength}\n`);
    if (isEvent) this.#eventLine(record, out);
    else out.write(encodeUtf8(argumentLines(this.#recording, this.#owner, record, returned)));
    return true;
  }

  // Records are filled up to eight bytes; what they carry is shorter.
  #payloadLength(row: number, length: number): number {
    const record = this.#record;
    const { place } = this.#trace;
    if (record.type === recordType.event) {
      const { view } = this.#trace.runs[this.#run]!;
      return view.getUint16(place[row]! + recordBytes, this.#recording.info.littleEndian);
    }
    const { tid, task } = this.#owner;
    const bytes = this.#recording.taskBytes(tid);
    const size = this.#recording.arguments.size(task, record, bytes, place[row]! + recordBytes);
    return size ?? length - recordBytes;
  }

  #eventLine(record: UftraceRecord, out: OutputBytes): void {
    const name = eventName(this.#recording, record.address);
    const data = eventData(this.#recording, this.#owner, record, undefined);
    out.write(encodeUtf8(data === undefined ? `  ${name}\n` : `  ${name}: ${data}\n`));
  }

  #kernel(row: number, out: OutputBytes): boolean {
    const { event, pid, place, length, runs } = this.#trace;
    if (this.#ended) return false;
    if (event[row] === unknownEvent) {
      // There uftrace stops reading a CPU.
      this.#ended = true;
      return false;
    }
    const lost = this.#lossOfRow.get(row);
    const kind = this.#recording.kernelHeader?.events.get(this.#trace.formats[event[row]!]!.id);
    if (kind === undefined) return false;
    const { view } = runs[this.#run]!;
    const [offset, bytes] = [place[row]!, length[row]!];
    if (lost !== undefined) {
      this.#time(row, out);
      out.text(`${String(pid[row]).padStart(5)}: [lost ]: ${lost} events\n`);
    }
    if (kind.kind === 'event') {
      const tid = this.#recording.otherTid(kind, view, offset, bytes, pid[row]!);
      this.#start(row, tid, recordType.event, out);
      const { system, name, id } = kind.format;
      const said = this.#kernelText(id, view, offset, bytes);
      out.write(encodeUtf8(`${system}:${name}(${id}) ${said}\n`));
      return true;
    }
    const type = kind.kind === 'entry' ? recordType.entry : recordType.exit;
    if (offset === afterTimeExtend) this.#timeExtend(row, view, out);
    const low = kind.addressLow(view, offset, bytes);
    const address = kind.addressHigh(view, offset, bytes) * 4294967296 + low;
    this.#start(row, pid[row]!, type, out);
    out.write(this.#kernelName(address));
    this.#place(address, kind.depth(view, offset, bytes) & 0x3ff, out);
    return true;
  }

  // uftrace shows a first record that only moves the time.
  #timeExtend(row: number, view: DataView, out: OutputBytes): void {
    const word = view.getUint32(afterTimeExtend - 12, this.#recording.info.littleEndian);
    if ((word & 0x1f) !== timeExtend) return;
    const upper = view.getUint32(afterTimeExtend - 8, this.#recording.info.littleEndian);
    const delta = upper * 2 ** 27 + (word >>> 5);
    this.#timeAt(this.#trace.time[row]! - delta, out);
    out.text(`${String(this.#trace.pid[row]).padStart(5)}: [time ] extend (+${delta} nsec)\n`);
  }

  #perf(row: number, out: OutputBytes): boolean {
    const { event, pid, formats } = this.#trace;
    const { id } = formats[event[row]!]!;
    if (!this.#recording.hasRecords(pid[row]!)) return false;
    this.#start(row, pid[row]!, recordType.event, out);
    out.text(`${eventName(this.#recording, id)}(${id})\n`);
    return true;
  }

  #tellInverted(time: number, out: OutputBytes): void {
    if (this.#last > time) out.write(inverted);
    this.#last = time;
  }

  /** Time of a row by the recording's clock, as symbols are looked up. */
  #timeOf(row: number): number {
    return this.#trace.time[row]! + Number(this.#recording.start - this.#recording.times.start);
  }

  #start(row: number, tid: number, type: number, out: OutputBytes): void {
    this.#time(row, out);
    const start = out.length;
    out.int(tid);
    out.pad(start, 5, false);
    out.byte(58);
    out.byte(32);
    out.write(typeTexts[type]!);
  }

  #time(row: number, out: OutputBytes): void {
    this.#timeAt(this.#trace.time[row]!, out);
  }

  #timeAt(time: number, out: OutputBytes): void {
    const nanoseconds = time + this.#startNanoseconds;
    const seconds = Math.floor(nanoseconds / 1e9);
    // uftrace keeps the seconds in 32 bits.
    out.decimal((this.#startSeconds + seconds) % 4294967296);
    out.byte(46);
    out.fixed(nanoseconds - seconds * 1e9, 9);
    out.byte(32);
    out.byte(32);
  }

  #place(address: number, depth: number, out: OutputBytes): void {
    out.byte(40);
    out.hex64(Math.floor(address / 4294967296), (address % 4294967296) >>> 0);
    out.text(') depth: ');
    out.decimal(depth);
    out.byte(10);
  }

  #functionName(record: UftraceRecord): Uint8Array {
    const symbol = this.#recording.symbols.ofRecord(this.#owner.task, record.time, record.address, false);
    return symbol === undefined ? encode(`<${record.address.toString(16)}>`) : this.#nameBytes(symbol);
  }

  #kernelName(address: number): Uint8Array {
    const { symbols, sessions } = this.#recording;
    const symbol = symbols.ofRecord(undefined, 0, address, true);
    if (symbol !== undefined) return this.#nameBytes(symbol);
    const first = sessions.first;
    const full = first === undefined ? address : kernelAddress(first, address);
    return encode(`<${BigInt.asUintN(64, BigInt(full)).toString(16)}>`);
  }

  #nameBytes(symbol: FunctionSymbol): Uint8Array {
    let bytes = this.#names.get(symbol);
    if (bytes === undefined) {
      bytes = encodeUtf8(symbol.name);
      this.#names.set(symbol, bytes);
    }
    return bytes;
  }
}
