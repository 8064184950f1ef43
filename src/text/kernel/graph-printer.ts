import type { EventFormat, Trace } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { type Evaluate, readField } from '../trace-cmd/evaluate.ts';
import { ownField } from '../trace-cmd/print-arguments.ts';
import type { RecordState } from '../trace-cmd/record-state.ts';
import { printSymbol } from './addresses.ts';
import { printCaller, printReturned } from './graph-values.ts';
import type { KernelContext } from './kernel-context.ts';
import { kernelTraits } from './kernel-version.ts';
import type { KernelWishes } from './kernel-wishes.ts';
import { durationMark, type LineStart } from './line-start.ts';
import type { SymbolTable } from './symbol-table.ts';

/** What the graph knows of a CPU while it is printed. */
interface CpuState {
  pid: number;
  depth: number;
  /** The functions that were entered, by depth, as two halves. */
  readonly entered: [number, number][];
}

/** Where the records of a function's entry have what is shown. */
export interface GraphEntry {
  readonly func: Evaluate;
  readonly depth: Evaluate;
  /** Where records say who called. */
  readonly caller: Evaluate | undefined;
}

const deepest = 50;
const noDuration = '              |  ';
const separator = ' ------------------------------------------\n';

/** Prints records as the function_graph tracer does (kernel/trace/trace_functions_graph.c). */
export class GraphPrinter {
  readonly exitEvent: number;
  readonly #entryEvents: ReadonlyMap<number, GraphEntry>;
  readonly #context: KernelContext;
  readonly #wishes: KernelWishes;
  readonly #start: LineStart;
  readonly #cpuWidth: number;
  readonly #cpus = new Map<number, CpuState>();
  readonly #isInterrupt: (high: number, low: number) => boolean;
  readonly #exit: {
    readonly func: Evaluate;
    readonly depth: Evaluate;
    readonly overrun: Evaluate;
    readonly from: Evaluate;
    readonly to: Evaluate;
    /** Where records say what was returned. */
    readonly returned: Evaluate | undefined;
  };
  readonly #version: number;

  constructor(trace: Trace, context: KernelContext, wishes: KernelWishes, start: LineStart) {
    this.#context = context;
    this.#wishes = wishes;
    this.#start = start;
    this.#cpuWidth = digits(trace.facts.cpuCount);
    this.#isInterrupt = interruptCode(context.symbols);
    this.exitEvent = trace.findEvent('ftrace', 'funcgraph_exit');
    const find = (format: EventFormat | undefined, name: string): Evaluate | undefined => {
      const field = format === undefined ? undefined : ownField(format, name);
      return field === undefined ? undefined : readField(field, context.littleEndian);
    };
    const reader = (format: EventFormat | undefined) => (name: string) => find(format, name) ?? (() => 0);
    this.#entryEvents = new Map(
      ['funcgraph_entry', 'fgraph_retaddr_entry']
        .map(name => trace.findEvent('ftrace', name))
        .filter(event => event >= 0)
        .map(event => {
          const format = trace.formats[event];
          const entry = reader(format);
          const caller = wishes.graphRetaddr ? find(format, 'retaddr') : undefined;
          return [event, { func: entry('func'), depth: entry('depth'), caller }] as const;
        }),
    );
    const exit = reader(trace.formats[this.exitEvent]);
    this.#exit = {
      func: exit('func'),
      depth: exit('depth'),
      overrun: exit('overrun'),
      from: exit('calltime'),
      to: exit('rettime'),
      returned: wishes.graphRetval ? find(trace.formats[this.exitEvent], 'retval') : undefined,
    };
    this.#version = kernelTraits(trace.facts.uname).version;
  }

  /** How the records of an event enter a function; undefined where they do not. */
  entryOf(event: number): GraphEntry | undefined {
    return this.#entryEvents.get(event);
  }

  /** Whether `next`, the CPU's next record, is the return of the function that `state` enters. */
  isLeaf(entry: GraphEntry, state: RecordState, next: RecordState): boolean {
    if (state.pid !== next.pid) return false;
    const low = entry.func(state);
    const { high } = state;
    return this.#exit.func(next) === low && next.high === high;
  }

  /** The line of an entry; with its return that of a leaf. */
  printEntry(entry: GraphEntry, state: RecordState, leaf: RecordState | undefined, out: OutputBytes): void {
    const cpu = this.#cpuState(state.cpu);
    const low = entry.func(state);
    const { high } = state;
    const depth = entry.depth(state) | 0;
    this.#printSwitch(state, out);
    const isInterrupt = this.#isInterrupt(high, low);
    if (isInterrupt) this.#printArrow('==========>', state, out);
    this.#printColumns(state, out);
    const isKept = depth >= 0 && depth < deepest;
    if (leaf === undefined) {
      cpu.depth = depth;
      if (isKept) cpu.entered[depth] = [high, low];
      this.#printNoDuration(out);
    } else {
      cpu.depth = depth - 1;
      if (isKept) cpu.entered[depth] = [0, 0];
      this.#printDuration(leaf, out);
    }
    indent(depth, out);
    printSymbol(out, this.#context, high, low, {});
    out.text(leaf === undefined ? '() {' : '();');
    this.#printValues(entry.caller, state, leaf, out);
    if (!isInterrupt || leaf === undefined) return;
    out.byte(10);
    this.#printArrow('<==========', state, out);
  }

  printReturn(state: RecordState, out: OutputBytes): void {
    const cpu = this.#cpuState(state.cpu);
    const low = this.#exit.func(state);
    const { high } = state;
    const depth = this.#exit.depth(state) | 0;
    cpu.depth = depth - 1;
    let matches = true;
    if (depth >= 0 && depth < deepest) {
      const [enteredHigh, enteredLow] = cpu.entered[depth] ?? [0, 0];
      matches = enteredHigh === high && enteredLow === low;
      cpu.entered[depth] = [0, 0];
    }
    this.#printStart(state, out);
    this.#printDuration(state, out);
    indent(depth, out);
    out.byte(125);
    const { returned } = this.#exit;
    if (!matches || this.#wishes.graphTail || returned !== undefined) {
      out.text(' /* ');
      printSymbol(out, this.#context, high, low, {});
      if (returned !== undefined) this.#printReturned(returned, state, out);
      out.text(' */');
    }
    if (this.#wishes.graphOverrun) out.text(`\n (Overruns: ${this.#exit.overrun(state)})`);
    if (!this.#isInterrupt(high, low)) return;
    out.byte(10);
    this.#printArrow('<==========', state, out);
  }

  /** Any other event, between `/*` and its end. */
  printComment(state: RecordState, text: () => void, out: OutputBytes): void {
    const { depth } = this.#cpuState(state.cpu);
    this.#printStart(state, out);
    this.#printNoDuration(out);
    if (depth > 0) indent(depth + 1, out);
    out.text('/* ');
    text();
    if (out.bytes[out.length - 1] === 10) out.length--;
    out.text(' */');
  }

  /** Who called and what was returned, behind a function's name. */
  #printValues(
    caller: Evaluate | undefined,
    state: RecordState,
    leaf: RecordState | undefined,
    out: OutputBytes,
  ): void {
    const { returned } = this.#exit;
    const isReturned = leaf !== undefined && returned !== undefined;
    if (caller === undefined && !isReturned) return;
    out.text(' /*');
    if (caller !== undefined) printCaller(caller, state, this.#context, out);
    if (isReturned) this.#printReturned(returned, leaf, out);
    out.text(' */');
  }

  #printReturned(returned: Evaluate, state: RecordState, out: OutputBytes): void {
    printReturned(returned, state, this.#wishes.graphRetvalHex, this.#version, out);
  }

  #cpuState(cpu: number): CpuState {
    let state = this.#cpus.get(cpu);
    if (state === undefined) {
      state = { pid: -1, depth: 0, entered: [] };
      this.#cpus.set(cpu, state);
    }
    return state;
  }

  #printStart(state: RecordState, out: OutputBytes): void {
    this.#printSwitch(state, out);
    this.#printColumns(state, out);
  }

  /** A line of its own where the code of interrupts begins or ends. */
  #printArrow(arrow: string, state: RecordState, out: OutputBytes): void {
    this.#printColumns(state, out);
    const { contextInfo, graphDuration } = this.#wishes;
    const inColumn = contextInfo && graphDuration;
    out.text(inColumn ? `  ${arrow} |\n` : `${arrow}\n`);
  }

  #printColumns(state: RecordState, out: OutputBytes): void {
    const { contextInfo, graphAbstime, graphCpu, graphProc, latencyFormat } = this.#wishes;
    if (!contextInfo) return;
    if (graphAbstime) {
      this.#start.printGraphTime(state.time, out);
      out.text(' |  ');
    }
    if (graphCpu) this.#printCpu(state.cpu, out);
    if (graphProc) {
      this.#printTask(state.pid, out);
      out.text(' | ');
    }
    if (latencyFormat) {
      out.byte(32);
      this.#start.printFlags(state, out);
      out.text(' | ');
    }
  }

  /** Another task than before on this CPU. */
  #printSwitch({ cpu, pid }: RecordState, out: OutputBytes): void {
    const state = this.#cpuState(cpu);
    const before = state.pid;
    if (before === pid) return;
    state.pid = pid;
    if (before === -1) return;
    out.text(separator);
    this.#printCpu(cpu, out);
    this.#printTask(before, out);
    out.text(' => ');
    this.#printTask(pid, out);
    out.text(`\n${separator}\n`);
  }

  #printCpu(cpu: number, out: OutputBytes): void {
    out.byte(32);
    out.fill(this.#cpuWidth - digits(cpu));
    out.text(`${cpu}) `);
  }

  /** In the middle of 14 columns. */
  #printTask(pid: number, out: OutputBytes): void {
    const text = `${this.#start.nameOf(pid).slice(0, 7)}-${pid}`;
    const blanks = Math.max(0, 14 - text.length);
    out.fill(blanks >> 1);
    out.text(text);
    out.fill(blanks - (blanks >> 1));
  }

  #printNoDuration(out: OutputBytes): void {
    if (this.#wishes.contextInfo && this.#wishes.graphDuration) out.text(noDuration);
  }

  #printDuration(state: RecordState, out: OutputBytes): void {
    const { contextInfo, graphDuration, graphOverhead } = this.#wishes;
    if (!contextInfo || !graphDuration) return;
    const toLow = this.#exit.to(state);
    const toHigh = state.high;
    const fromLow = this.#exit.from(state);
    const difference = toLow - fromLow;
    const high = (toHigh - state.high - (difference < 0 ? 1 : 0)) >>> 0;
    const low = difference >>> 0;
    const nanoseconds = high * 2 ** 32 + low;
    out.text(graphOverhead ? `${durationMark(nanoseconds)} ` : '  ');
    const micro = String(((BigInt(high) << 32n) | BigInt(low)) / 1000n);
    let text = micro;
    if (micro.length < 7) {
      const rest = String(((BigInt(high) << 32n) | BigInt(low)) % 1000n).padStart(3, '0');
      text = `${micro}.${rest.slice(0, Math.min(3, 7 - micro.length))}`;
    }
    out.text(`${text} us ${' '.repeat(Math.max(0, 8 - text.length))}|  `);
  }
}

/** Whether an address lies in the code of interrupts, as far as the symbols say where that is. */
function interruptCode(symbols: SymbolTable): (high: number, low: number) => boolean {
  const from = symbols.byName('__irqentry_text_start');
  const to = symbols.byName('__irqentry_text_end');
  if (from < 0 || to < 0) return () => false;
  const length = (symbols.high(to) - symbols.high(from)) * 2 ** 32 + symbols.low(to) - symbols.low(from);
  const fromHigh = symbols.high(from);
  const fromLow = symbols.low(from);
  return (high, low) => {
    const offset = (high - fromHigh) * 2 ** 32 + (low - fromLow);
    return offset >= 0 && offset < length;
  };
}

function indent(depth: number, out: OutputBytes): void {
  out.fill(Math.min(depth, 1 << 12) * 2);
}

/** As many as the kernel counts: never more than three. */
function digits(number: number): number {
  return number >= 100 ? 3 : number >= 10 ? 2 : 1;
}
