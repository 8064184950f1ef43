import { type EventFormat, type Trace, type TraceLoss, unknownEvent } from '../../store/index.ts';
import type { EventPrinter } from '../event-style.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { FunctionNames } from '../trace-cmd/function-names.ts';
import type { Print } from '../trace-cmd/print-strings.ts';
import { bytesOfRuns, RecordState } from '../trace-cmd/record-state.ts';
import { compileFormatText } from './format-text.ts';
import { compileFtraceEvent } from './ftrace-events.ts';
import { type GraphEntry, GraphPrinter } from './graph-printer.ts';
import { irqColumns, irqPrinter } from './irq-flags.ts';
import type { KernelContext } from './kernel-context.ts';
import { kernelTraits } from './kernel-version.ts';
import type { KernelWishes } from './kernel-wishes.ts';
import { LineStart } from './line-start.ts';
import { compileProbe, compileSynthetic } from './probe-events.ts';
import { countEntries, type HeadFacts, printHead } from './record-head.ts';
import { SymbolTable } from './symbol-table.ts';
import { compileSyscall } from './syscall-events.ts';

const tracers = ['function', 'hwlat', 'osnoise', 'timerlat'];

/** Prints binary records as the kernel's own `trace` file shows them. Rows must come in ascending order. */
export class RecordPrinter implements EventPrinter, KernelContext {
  littleEndian = true;
  longBytes: 4 | 8 = 8;
  symbols!: SymbolTable;
  kernelStrings!: Trace['kernelStrings'];
  functionNames!: FunctionNames;

  readonly #wishes: KernelWishes;
  #trace!: Trace;
  #head!: HeadFacts;
  #start!: LineStart;
  #graph: GraphPrinter | undefined;
  #formats: readonly EventFormat[] = [];
  readonly #prints: (Print | undefined)[] = [];
  #bytes: readonly Uint8Array[] = [];
  #losses: ReadonlyMap<number, TraceLoss> = new Map();
  /** Rows of the traces before this one. */
  #before = 0;
  /** CPUs whose first event was printed. */
  readonly #started = new Set<number>();
  #annotates = false;
  /** Returns that were printed with their entry, by the number that `#keyOf` gives their CPU. */
  readonly #consumed = new Map<number, number>();
  readonly #state = new RecordState();
  readonly #next = new RecordState();

  constructor(wishes: KernelWishes) {
    this.#wishes = wishes;
  }

  use(trace: Trace): void {
    if (this.#trace === undefined) this.#begin(trace);
    else this.#before += this.#trace.count;
    this.#trace = trace;
    this.#bytes = bytesOfRuns(trace);
    this.#losses = new Map(trace.losses.map(loss => [loss.row, loss]));
  }

  #begin(trace: Trace): void {
    this.littleEndian = trace.littleEndian;
    this.longBytes = trace.longBytes;
    this.symbols = new SymbolTable(trace.symbols);
    this.functionNames = new FunctionNames(this.symbols);
    this.kernelStrings = trace.kernelStrings;
    this.#formats = trace.formats;
    const kernel = kernelTraits(trace.facts.uname);
    const columns = irqColumns(trace, kernel);
    const tracer = tracerOf(trace);
    this.#head = { trace, tracer, kernel, columns, wishes: this.#wishes };
    this.#start = new LineStart(trace, kernel, this.#wishes, irqPrinter(trace, columns));
    if (tracer === 'function_graph') this.#graph = new GraphPrinter(trace, this, this.#wishes, this.#start);
    const { entries, written } = countEntries(trace);
    this.#annotates = this.#wishes.annotate && written > entries;
  }

  head(out: OutputBytes): void {
    const { latencyText } = this.#trace.facts;
    if (latencyText === undefined) printHead(this.#head, out);
    else out.text(latencyText);
  }

  print(row: number, out: OutputBytes): boolean {
    const trace = this.#trace;
    const key = this.#keyOf(row);
    if (this.#consumed.get(key) === this.#before + row) {
      this.#consumed.delete(key);
      return false;
    }
    const state = this.#state;
    state.goTo(trace, this.#bytes, row);
    this.#printLoss(row, key, out);
    const event = trace.event[row]!;
    if (!this.#printGraph(event, row, key, out)) {
      this.#printPlain(event, row, key, out);
    }
    if (out.bytes[out.length - 1] !== 10) out.byte(10);
    this.#started.add(key);
    return true;
  }

  #printPlain(event: number, row: number, key: number, out: OutputBytes): void {
    const trace = this.#trace;
    const index = this.#before + row;
    if (this.#annotates && !this.#started.has(key) && index > 1) {
      out.text(`##### CPU ${this.#state.cpu} buffer started ####\n`);
    }
    const next = row + 1 < trace.count + trace.ahead ? trace.time[row + 1]! : this.#state.time;
    this.#start.print(this.#state, next, index, out);
    this.#printText(event, out);
  }

  #printText(event: number, out: OutputBytes): void {
    if (event === unknownEvent) {
      const { view, offset, length } = this.#state;
      out.text(`Unknown type ${length >= 2 ? view.getUint16(offset, this.littleEndian) : 0}`);
      return;
    }
    const print = this.#prints[event] ?? this.#compile(event);
    print(this.#state, out);
  }

  /** False where the event's line is one as without a graph. */
  #printGraph(event: number, row: number, key: number, out: OutputBytes): boolean {
    const graph = this.#graph;
    if (graph === undefined) return false;
    const state = this.#state;
    const entry = graph.entryOf(event);
    if (entry !== undefined) {
      const leaf = this.#leafReturn(graph, entry, row, key);
      graph.printEntry(entry, state, leaf, out);
    } else if (event === graph.exitEvent) graph.printReturn(state, out);
    else {
      const { system, name } = this.#formats[event] ?? { system: '', name: '' };
      // Stacks and functions are no comments.
      if (system === 'ftrace' && (name === 'function' || name === 'kernel_stack')) return false;
      graph.printComment(state, () => this.#printText(event, out), out);
    }
    return true;
  }

  /** The return of the function that this row enters, where it is the next record of the CPU. */
  #leafReturn(graph: GraphPrinter, entry: GraphEntry, row: number, key: number): RecordState | undefined {
    const trace = this.#trace;
    const end = trace.count + trace.ahead;
    let next = row + 1;
    while (next < end && this.#keyOf(next) !== key) next++;
    if (next >= end || trace.event[next] !== graph.exitEvent) return undefined;
    this.#next.goTo(trace, this.#bytes, next);
    if (!graph.isLeaf(entry, this.#state, this.#next)) return undefined;
    this.#consumed.set(key, this.#before + next);
    return this.#next;
  }

  /** A number for the CPU of an instance. */
  #keyOf(row: number): number {
    const { runs, run } = this.#trace;
    const { buffer, cpu } = runs[run[row]!]!;
    return buffer * 0x10000 + cpu;
  }

  /** What was overwritten before a CPU's first event is said by the head. */
  #printLoss(row: number, key: number, out: OutputBytes): void {
    const loss = this.#losses.get(row);
    if (loss === undefined || loss.count === 0 || !this.#started.has(key)) return;
    out.text(`CPU:${this.#state.cpu} [LOST ${loss.count > 0 ? `${loss.count} ` : ''}EVENTS]\n`);
  }

  #compile(event: number): Print {
    const format = this.#formats[event]!;
    const print = this.#textOf(format);
    this.#prints[event] = print;
    return print;
  }

  #textOf(format: EventFormat): Print {
    const { symOffset: offset, symAddr: address, printParent: parents } = this.#wishes;
    if (format.system === 'ftrace') {
      return compileFtraceEvent(format, this, {
        offset,
        address,
        parents,
        // Among calls a text is a comment, which does not name its writer.
        writers: this.#graph === undefined,
        nameOf: pid => this.#start.nameOf(pid),
        timeBefore: (state, out, delta) => this.#start.printTime(state.time - delta, out),
      });
    }
    const syscall = compileSyscall(format, this, this.#head.kernel);
    if (syscall !== undefined) return syscall;
    const label = new Literal(`${format.name}: `);
    const text =
      compileProbe(format, this) ?? compileSynthetic(format, this) ?? compileFormatText(format, this);
    return (state, out) => {
      out.literal(label);
      text(state, out);
    };
  }
}

/** No recording names its tracer for sure; its records do. */
function tracerOf(trace: Trace): string {
  const seen = new Set<number>();
  for (let row = 0; row < trace.count; row++) seen.add(trace.event[row]!);
  const has = (name: string): boolean => {
    const event = trace.findEvent('ftrace', name);
    return event >= 0 && seen.has(event);
  };
  if (has('funcgraph_entry') || has('fgraph_retaddr_entry') || has('funcgraph_exit')) return 'function_graph';
  return tracers.find(has) ?? 'nop';
}
