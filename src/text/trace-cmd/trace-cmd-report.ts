import { type EventFormat, type Trace, type TraceLoss, unknownEvent } from '../../store/index.ts';
import type { PrinterMemory, PrinterTwin, StyleWishes, TwinPrinter } from '../event-style.ts';
import { encode, Literal, OutputBytes } from '../output-bytes.ts';
import { CallStacks } from './call-stacks.ts';
import { compileEvent, parsePrintFormat } from './event-printer.ts';
import { FunctionNames } from './function-names.ts';
import { GraphLines } from './graph-lines.ts';
import type { Handler } from './handler-fields.ts';
import { compileHandler } from './handlers.ts';
import { instanceLabels } from './instance-labels.ts';
import { latencyPrinter } from './latency-flags.ts';
import { compileNameTeller, type NameTeller } from './name-teller.ts';
import { compileFields } from './print-fields.ts';
import type { Print } from './print-strings.ts';
import { bytesOfRuns, type PrintContext, RecordState } from './record-state.ts';
import type { ReportState } from './report-state.ts';
import { TimePrinter, type TimeWishes } from './report-time.ts';
import type { ReportWishes } from './report-wishes.ts';
import { TaskColumn } from './task-column.ts';
import { WakeupLatency } from './wakeup-latency.ts';

export type ReportOptions = StyleWishes;

interface FormatPrinter {
  /** ` name: ` filled up to its column. */
  readonly label: Literal;
  readonly handler: Handler | undefined;
  readonly print: Print;
  /** Learns names from a record that was printed. */
  readonly learn: NameTeller | undefined;
}

const unknown = encode('[UNKNOWN EVENT]');
const unknownLabel = encode(' (NULL):               ');

/**
 * Prints events byte for byte as `trace-cmd report` 3.1.6 does. Rows must come in ascending order: names of tasks are
 * learnt from the lines printed before, and returns of leaf functions are taken out with their entry.
 */
export class TraceCmdReport implements TwinPrinter, ReportState, PrintContext {
  littleEndian = true;
  longBytes: 4 | 8 = 8;
  symbols!: Trace['symbols'];
  kernelStrings!: Trace['kernelStrings'];
  functionNames!: FunctionNames;
  formats: readonly EventFormat[] = [];
  callStacks!: CallStacks;
  readonly guestSymbols: ReportWishes['guestSymbols'];
  readonly plugins: boolean;

  #trace!: Trace;
  readonly #options: ReportOptions;
  readonly #report: ReportWishes;
  readonly #date: bigint;
  readonly #printers: (FormatPrinter | undefined)[] = [];
  #tasks!: TaskColumn;
  #losses: readonly TraceLoss[] = [];
  #nextLoss = 0;
  #time!: TimePrinter;
  #latency: Print | undefined;
  #wakeups: WakeupLatency | undefined;
  #graph: GraphLines | undefined;
  #instances: readonly Uint8Array[] | undefined;
  #bytes: readonly Uint8Array[] = [];
  readonly #state = new RecordState();
  readonly #next = new RecordState();
  /** For each instance the row that was printed with the one before it; -1 where there is none. */
  #consumed = new Float64Array(0);

  /** Takes the nanoseconds by which the recording moved its times to a date. */
  constructor(options: ReportOptions = {}, date = 0n) {
    this.#options = options;
    this.#report = options.report ?? {};
    this.plugins = this.#report.withoutPlugins !== true;
    this.guestSymbols = this.#report.guestSymbols;
    this.#date = date;
  }

  use(trace: Trace): void {
    if (this.#trace === undefined) this.#begin(trace);
    const seen = this.#trace?.count ?? 0;
    this.#trace = trace;
    // What was looked ahead at is the first record of its instance now.
    this.#consumed = this.#consumed.map((row, buffer) =>
      row < seen ? -1 : trace.run.findIndex(run => trace.runs[run]!.buffer === buffer),
    );
    this.#losses = trace.losses.filter(loss => loss.atPageStart && loss.count !== 0);
    this.#nextLoss = 0;
    this.#wakeups?.use(trace);
    this.#bytes = bytesOfRuns(trace);
  }

  #begin(trace: Trace): void {
    this.littleEndian = trace.littleEndian;
    this.longBytes = trace.longBytes;
    this.symbols = trace.symbols;
    this.functionNames = new FunctionNames(trace.symbols);
    this.callStacks = new CallStacks(trace.symbols);
    this.kernelStrings = trace.kernelStrings;
    this.formats = trace.formats;
    this.#tasks = new TaskColumn(trace.tasks.entries(), this.#options.latency === true);
    this.#time = new TimePrinter(trace, this.#timeWishes(trace));
    if (this.#report.wakeups === true) this.#wakeups = new WakeupLatency(this.#time.start);
    this.#latency =
      this.#options.latency === true ? latencyPrinter(trace, this.#options.raw === true) : undefined;
    this.#instances = instanceLabels(trace.buffers, this.#report.file);
    if (this.#looksUsual) {
      const columns = { tasks: this.#tasks, time: this.#time, names: this.functionNames };
      this.#graph = GraphLines.of(trace, columns);
    }
    this.#consumed = new Float64Array(trace.buffers.length).fill(-1);
  }

  /** Lines have their usual columns, and no event is shown in another way than usual. */
  get #looksUsual(): boolean {
    const { nanoseconds, latency, raw } = this.#options;
    const { rawEvents, plainEvents, withoutPlugins, wakeups, differences, ticksPerSecond } = this.#report;
    const switches = [nanoseconds, latency, raw, withoutPlugins, wakeups];
    const isAny = switches.some(one => one === true) || differences !== undefined;
    return !isAny && rawEvents === undefined && plainEvents === undefined && ticksPerSecond === undefined;
  }

  #timeWishes(trace: Trace): TimeWishes {
    const { offset = 0n, ticksPerSecond, rawTimes, undated, differences, aligned } = this.#report;
    // Raw times have no date yet, all others have one.
    let date = 0n;
    if (ticksPerSecond !== undefined && undated !== true) date = this.#date;
    else if (ticksPerSecond === undefined && rawTimes !== true && undated === true) date = -this.#date;
    return {
      nanoseconds: this.#options.nanoseconds === true,
      offset: offset + date,
      ...(ticksPerSecond === undefined ? {} : { ticksPerSecond }),
      raw: rawTimes === true,
      ...(differences === undefined ? {} : { differences }),
      ...(aligned === true && trace.count > 0 ? { origin: trace.time[0]! } : {}),
    };
  }

  /** The line before the events: `cpus=2`. */
  head(out: OutputBytes): void {
    const { file } = this.#report;
    if (file !== undefined) out.write(instanceLabels([''], { ...file, width: file.headWidth })![0]!);
    out.text(`cpus=${this.#trace.facts.cpuCount}\n`);
    const { latencyText } = this.#trace.facts;
    if (latencyText !== undefined) out.text(`${latencyText}\n`);
  }

  printRows(from: number, to: number, out: OutputBytes, enough: number): number {
    const graph = this.#graph;
    let row = from;
    while (row < to && out.length < enough) {
      if (graph !== undefined) {
        const end = Math.min(to, this.#nextLossFrom(row));
        row = graph.print(this.#trace, row, end, out, enough, this.#consumed);
        if (row >= to) break;
      }
      this.print(row++, out);
    }
    return row;
  }

  /** The line (or lines) of one event; false where it was printed with an earlier one. */
  print(row: number, out: OutputBytes): boolean {
    const trace = this.#trace;
    const state = this.#state;
    const { buffer } = trace.runs[trace.run[row]!]!;
    if (this.#consumed[buffer] === row) {
      this.#consumed[buffer] = -1;
      return false;
    }
    state.goTo(trace, this.#bytes, row);
    if (this.#instances !== undefined) out.write(this.#instances[buffer]!);
    const start = out.length;
    if (this.#nextLoss < this.#losses.length) this.#printLoss(row, out);
    const event = trace.event[row]!;
    if (event === unknownEvent) {
      out.write(unknown);
      if (this.#latency !== undefined && this.#options.raw !== true) out.write(unknown);
      out.write(unknown);
      out.write(unknownLabel);
      out.write(unknown);
    } else {
      const printer = this.#printers[event] ?? this.#compile(event);
      this.#tasks.print(state.pid, state.cpu, out);
      this.#latency?.(state, out);
      this.#time.printColumn(out, state.time);
      out.literal(printer.label);
      if (printer.handler === undefined || printer.handler(state, out)) printer.print(state, out);
      printer.learn?.(state);
    }
    this.#endLine(start, out);
    if (this.#wakeups !== undefined) {
      out.length--;
      this.#wakeups.print(row, out);
      out.byte(10);
    }
    return true;
  }

  tail(out: OutputBytes): void {
    this.#wakeups?.printSummary(out);
  }

  /** Undefined where lines tell something of those before them, or another file is asked for names. */
  get twin(): PrinterTwin | undefined {
    const { wakeups, differences, aligned, guestSymbols } = this.#report;
    if (wakeups === true || differences !== undefined || aligned === true || guestSymbols !== undefined)
      return undefined;
    const { nanoseconds = false, latency = false, raw = false, report = {} } = this.#options;
    return { style: 'trace-cmd', wishes: { nanoseconds, latency, raw, report }, date: this.#date };
  }

  handOver(): PrinterMemory | undefined {
    if (this.twin === undefined) return undefined;
    const isSeen = markEvents(this.#trace.event, this.#trace.count);
    const seen = this.formats.flatMap((_, event) => (isSeen[event] === 1 ? [event] : []));
    if (seen.some(event => tellsOfOthers(this.formats[event]!))) return undefined;
    const { names } = this.#tasks;
    if (names === undefined) return undefined;
    const memory = { names: [...names], consumed: [...this.#consumed] };
    const tellers = seen.filter(event => (this.#printers[event] ?? this.#compile(event)).learn !== undefined);
    if (tellers.length > 0) this.#learnNames();
    this.#printLasts(new OutputBytes());
    return memory;
  }

  takeOver({ names, consumed }: PrinterMemory): void {
    this.#tasks.take(names);
    this.#consumed.set(consumed);
  }

  #learnNames(): void {
    const { count, event } = this.#trace;
    for (let row = 0; row < count; row++) {
      const learn = this.#printers[event[row]!]?.learn;
      if (learn === undefined) continue;
      this.#state.goTo(this.#trace, this.#bytes, row);
      learn(this.#state);
    }
  }

  /** The last row of each instance: it may be printed together with the one behind it, in the next trace. */
  #printLasts(out: OutputBytes): void {
    const { count, run, runs, buffers } = this.#trace;
    const unseen = new Set(buffers.keys());
    for (let row = count - 1; row >= 0 && unseen.size > 0; row--) {
      if (unseen.delete(runs[run[row]!]!.buffer)) this.print(row, out);
    }
  }

  printTime(out: OutputBytes, time: number): void {
    this.#time.print(out, time);
  }

  findEvent(system: string, name: string): number {
    return this.#trace.findEvent(system, name);
  }

  peekReturn(event: number, pid: number): RecordState | undefined {
    const trace = this.#trace;
    const count = trace.count + trace.ahead;
    let row = this.#state.row + 1;
    if (trace.buffers.length > 1) {
      const { runs, run } = trace;
      const { buffer } = runs[run[this.#state.row]!]!;
      while (row < count && runs[run[row]!]!.buffer !== buffer) row++;
    }
    if (row >= count || trace.event[row] !== event || trace.pid[row] !== pid) return undefined;
    this.#next.goTo(trace, this.#bytes, row);
    return this.#next;
  }

  consumeNext(): void {
    const { runs, run } = this.#trace;
    this.#consumed[runs[run[this.#next.row]!]!.buffer] = this.#next.row;
  }

  /** The first row from this one on that has a loss before it; infinite where none has. */
  #nextLossFrom(row: number): number {
    const losses = this.#losses;
    while (this.#nextLoss < losses.length && losses[this.#nextLoss]!.row < row) this.#nextLoss++;
    return this.#nextLoss < losses.length ? losses[this.#nextLoss]!.row : Number.POSITIVE_INFINITY;
  }

  #printLoss(row: number, out: OutputBytes): void {
    if (this.#nextLossFrom(row) !== row) return;
    const loss = this.#losses[this.#nextLoss]!;
    out.text(`CPU:${this.#trace.cpu[row]} [${loss.count > 0 ? `${loss.count} ` : ''}EVENTS DROPPED]\n`);
  }

  #compile(event: number): FormatPrinter {
    const format = this.formats[event]!;
    const label = new Literal(` ${format.name}: ${' '.repeat(Math.max(0, 20 - format.name.length))}`);
    const { rawEvents, plainEvents } = this.#report;
    const raw = this.#options.raw === true || names(rawEvents, format);
    const print = raw
      ? compileFields(format, parsePrintFormat(format, this.longBytes, this.plugins), this)
      : compileEvent(format, this);
    const plain = raw || !this.plugins || names(plainEvents, format);
    const handler = plain ? undefined : compileHandler(format, this, this);
    const learn = plain
      ? undefined
      : compileNameTeller(format, this, (pid, bytes, start, end) =>
          this.#tasks.learn(pid, bytes, start, end),
        );
    const printer = { label, handler, print, learn };
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

function names(patterns: readonly RegExp[] | undefined, { system, name }: EventFormat): boolean {
  return patterns?.some(pattern => pattern.test(name) || pattern.test(system)) === true;
}

/** By event 1 for those that the first rows have. Small, because V8 compiles it again where it is seldom called. */
function markEvents(event: Uint16Array, count: number): Uint8Array {
  const isSeen = new Uint8Array(1 << 16);
  for (let row = 0; row < count; row++) isSeen[event[row]!] = 1;
  return isSeen;
}

/** Calls are indented under those seen before, and one binary print that is broken spoils all behind it. */
function tellsOfOthers({ system, name }: EventFormat): boolean {
  return system === 'ftrace' && ['function', 'func_repeats', 'bprint'].includes(name);
}
