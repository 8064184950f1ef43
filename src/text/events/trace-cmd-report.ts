import { decodeLatin1 } from '../../base/index.ts';
import { type EventFormat, type Trace, type TraceLoss, unknownEvent } from '../../store/index.ts';
import { compileEvent, parsePrintFormat } from './event-printer.ts';
import type { Handler } from './handler-fields.ts';
import { compileHandler } from './handlers.ts';
import { latencyPrinter } from './latency-flags.ts';
import { encode, Literal, type OutputBytes } from './output-bytes.ts';
import { compileFields } from './print-fields.ts';
import type { Print } from './print-strings.ts';
import { type PrintContext, RecordState } from './record-state.ts';
import type { ReportState } from './report-state.ts';
import { TimePrinter } from './report-time.ts';

/** Options of `trace-cmd report` that change what a line looks like. */
export interface ReportOptions {
  /** `-t`: nanoseconds. */
  readonly nanoseconds?: boolean;
  /** `-l`: flags of interrupts and preemption. */
  readonly latency?: boolean;
  /** `-R`: fields instead of the print format. */
  readonly raw?: boolean;
}

interface EventPrinter {
  /** ` name: ` filled up to its column. */
  readonly label: Literal;
  readonly handler: Handler | undefined;
  readonly print: Print;
}

const unknown = encode('[UNKNOWN EVENT]');
const unknownLabel = encode(' (NULL):               ');

/**
 * Prints events byte for byte as `trace-cmd report` 3.1.6 does. Rows must come in ascending order: names of tasks are
 * learnt from the lines printed before, and returns of leaf functions are taken out with their entry.
 */
export class TraceCmdReport implements ReportState, PrintContext {
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly symbols: Trace['symbols'];
  readonly kernelStrings: Trace['kernelStrings'];
  readonly formats: readonly EventFormat[];
  nextEvent = unknownEvent;

  readonly #trace: Trace;
  readonly #options: ReportOptions;
  readonly #printers: (EventPrinter | undefined)[] = [];
  readonly #names = new Map<number, string>();
  readonly #heads = new Map<number, Literal>();
  /** The heads of the threads printed last, by the low bits of their ids. */
  readonly #recentPids = new Int32Array(256).fill(-1);
  readonly #recentHeads: Literal[] = [];
  readonly #losses: ReadonlyMap<number, TraceLoss>;
  readonly #time: TimePrinter;
  readonly #latency: Print | undefined;
  readonly #instances: readonly Uint8Array[] | undefined;
  readonly #bytes: readonly Uint8Array[];
  readonly #state = new RecordState();
  readonly #next = new RecordState();
  readonly #consumed = new Set<number>();
  readonly #functionNames = new Map<number, Literal>();
  #nextRow = -1;

  constructor(trace: Trace, options: ReportOptions = {}) {
    this.#trace = trace;
    this.#options = options;
    this.littleEndian = trace.littleEndian;
    this.longBytes = trace.longBytes;
    this.symbols = trace.symbols;
    this.kernelStrings = trace.kernelStrings;
    this.formats = trace.formats;
    for (const [pid, name] of trace.tasks.entries()) this.#names.set(pid, name);
    this.#losses = new Map(
      trace.losses.filter(loss => loss.atPageStart && loss.count !== 0).map(loss => [loss.row, loss]),
    );
    this.#time = new TimePrinter(trace, options.nanoseconds === true);
    this.#latency = options.latency === true ? latencyPrinter(trace, options.raw === true) : undefined;
    this.#instances = instanceLabels(trace.buffers);
    this.#bytes = trace.runs.map(({ view }) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }

  /** The line before the events: `cpus=2`. */
  printHead(out: OutputBytes): void {
    out.text(`cpus=${this.#trace.facts.cpuCount}\n`);
    const { latencyText } = this.#trace.facts;
    if (latencyText !== undefined) out.text(`${latencyText}\n`);
  }

  /** The line (or lines) of one event; false where it was printed with an earlier one. */
  print(row: number, out: OutputBytes): boolean {
    if (this.#consumed.size > 0 && this.#consumed.delete(row)) return false;
    const trace = this.#trace;
    const state = this.#state;
    this.#load(state, row);
    if (this.#instances !== undefined) out.write(this.#instances[trace.runs[trace.run[row]!]!.buffer]!);
    const start = out.length;
    if (this.#losses.size > 0) this.#printLoss(row, out);
    const event = trace.event[row]!;
    if (event === unknownEvent) {
      out.write(unknown);
      if (this.#latency !== undefined && this.#options.raw !== true) out.write(unknown);
      out.write(unknown);
      out.write(unknownLabel);
      out.write(unknown);
    } else {
      const printer = this.#printers[event] ?? this.#compile(event);
      this.#printTask(state.pid, state.cpu, out);
      this.#latency?.(state, out);
      this.#time.printColumn(out, state.time);
      out.literal(printer.label);
      if (printer.handler === undefined || printer.handler(state, out)) printer.print(state, out);
    }
    this.#endLine(start, out);
    return true;
  }

  printTime(out: OutputBytes, time: number): void {
    this.#time.print(out, time);
  }

  findEvent(system: string, name: string): number {
    return this.#trace.findEvent(system, name);
  }

  peekNext(): RecordState | undefined {
    const { runs, run, count, event } = this.#trace;
    const { buffer } = runs[run[this.#state.row]!]!;
    let row = this.#state.row + 1;
    while (row < count && runs[run[row]!]!.buffer !== buffer) row++;
    if (row >= count) return undefined;
    this.#nextRow = row;
    this.nextEvent = event[row]!;
    this.#load(this.#next, row);
    return this.#next;
  }

  consumeNext(): void {
    this.#consumed.add(this.#nextRow);
  }

  functionName(symbol: number): Literal {
    let name = this.#functionNames.get(symbol);
    if (name === undefined) {
      name = new Literal(this.symbols.name(symbol));
      this.#functionNames.set(symbol, name);
    }
    return name;
  }

  nameTask(pid: number, name: Uint8Array, start: number, end: number): void {
    if (pid === 0 || this.#names.has(pid)) return;
    this.#names.set(pid, decodeLatin1(name.subarray(start, end)));
    this.#heads.delete(pid);
    this.#recentPids[pid & 255] = -1;
  }

  #load(state: RecordState, row: number): void {
    const trace = this.#trace;
    const run = trace.run[row]!;
    state.view = trace.runs[run]!.view;
    state.bytes = this.#bytes[run]!;
    state.offset = trace.place[row]!;
    state.length = trace.length[row]!;
    state.row = row;
    state.time = trace.time[row]!;
    state.cpu = trace.cpu[row]!;
    state.pid = trace.pid[row]!;
  }

  /** `%16s-%-5d [%03d]`, or `%8.8s-%-5d %3d` with flags. */
  #printTask(pid: number, cpu: number, out: OutputBytes): void {
    const slot = pid & 255;
    if (this.#recentPids[slot] !== pid) {
      this.#recentPids[slot] = pid;
      this.#recentHeads[slot] = this.#headOf(pid);
    }
    out.literal(this.#recentHeads[slot]!);
    if (this.#latency === undefined) {
      out.fixed(cpu, 3);
      out.byte(93);
    } else {
      const start = out.length;
      out.decimal(cpu);
      out.pad(start, 3, false);
    }
  }

  #headOf(pid: number): Literal {
    const known = this.#heads.get(pid);
    if (known !== undefined) return known;
    const name = pid === 0 ? '<idle>' : (this.#names.get(pid) ?? '<...>');
    const latency = this.#latency !== undefined;
    const shown = latency ? name.slice(0, 8).padStart(8) : name.padStart(16);
    const head = new Literal(`${shown}-${String(pid).padEnd(5)} ${latency ? '' : '['}`);
    this.#heads.set(pid, head);
    return head;
  }

  #printLoss(row: number, out: OutputBytes): void {
    const loss = this.#losses.get(row);
    if (loss === undefined) return;
    out.text(`CPU:${this.#trace.cpu[row]} [${loss.count > 0 ? `${loss.count} ` : ''}EVENTS DROPPED]\n`);
  }

  #compile(event: number): EventPrinter {
    const format = this.formats[event]!;
    const label = new Literal(` ${format.name}: ${' '.repeat(Math.max(0, 20 - format.name.length))}`);
    const raw = this.#options.raw === true;
    const print = raw
      ? compileFields(format, parsePrintFormat(format, this.longBytes), this)
      : compileEvent(format, this);
    const printer = { label, handler: raw ? undefined : compileHandler(format, this, this), print };
    this.#printers[event] = printer;
    return printer;
  }

  /** One newline at the end of the line, and nothing behind a NUL, as printf ends there. */
  #endLine(start: number, out: OutputBytes): void {
    if (out.length > start && out.bytes[out.length - 1] === 10) out.length--;
    else if (out.bytes[out.length - 1] === 0) out.length--;
    out.byte(10);
  }
}

/** `name: ` filled up to the longest; the top instance is blank. */
function instanceLabels(buffers: readonly string[]): readonly Uint8Array[] | undefined {
  if (buffers.every(name => name === '')) return undefined;
  const width = Math.max(...buffers.map(name => name.length));
  return buffers.map(name => encode(name === '' ? ' '.repeat(width + 2) : `${name.padStart(width)}: `));
}
