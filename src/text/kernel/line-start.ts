import type { Trace } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import type { RecordState } from '../trace-cmd/record-state.ts';
import { TimePrinter } from '../trace-cmd/report-time.ts';
import type { KernelTraits } from './kernel-version.ts';
import type { KernelWishes } from './kernel-wishes.ts';
import { widePids } from './record-head.ts';

type Flags = (state: RecordState, out: OutputBytes) => void;

/** Clocks whose time is no number of nanoseconds (`in_ns` of kernel/trace/trace.c). */
const tickClocks = new Set(['counter', 'uptime']);

/** Prints what stands before an event's own text: task, CPU, state, time (trace_print_context, trace_print_lat_context). */
export class LineStart {
  readonly #trace: Trace;
  readonly #wishes: KernelWishes;
  readonly #flags: Flags;
  readonly #pidWidth: number;
  readonly #time: TimePrinter;
  readonly #ticks: boolean;
  readonly #names = new Map<number, string>();
  /** Latency times count from the first event: when the kernel emptied its buffer no recording says. */
  readonly #origin: number;

  constructor(trace: Trace, kernel: KernelTraits, wishes: KernelWishes, flags: Flags) {
    this.#trace = trace;
    this.#wishes = wishes;
    this.#flags = flags;
    this.#pidWidth = widePids(kernel) ? 7 : 5;
    this.#ticks = trace.clock.unit === 'ticks' || tickClocks.has(trace.clock.name);
    this.#time = new TimePrinter(trace, { raw: this.#ticks });
    this.#origin = trace.count > 0 ? trace.time[0]! : 0;
  }

  nameOf(pid: number): string {
    return this.#trace.tasks.of(pid) ?? '<...>';
  }

  /** `next` is the time of the record that follows on any CPU, `index` the number of records before this one. */
  print(state: RecordState, next: number, index: number, out: OutputBytes): void {
    if (!this.#wishes.contextInfo) return;
    if (this.#wishes.latencyFormat) {
      this.#printLatency(state, next, index, out);
      return;
    }
    const { pid } = state;
    out.text(this.#names.get(pid) ?? this.#makeName(pid));
    out.byte(91);
    const start = out.length;
    out.decimal(state.cpu);
    out.pad(start, 3, false, 48);
    out.text('] ');
    if (this.#wishes.irqInfo) this.#flags(state, out);
    this.printTime(state.time, out);
    out.text(': ');
  }

  /** With the blank before it. */
  printTime(time: number, out: OutputBytes): void {
    out.byte(32);
    this.#time.print(out, time);
  }

  /** `%5lu.%06lu`, cut off, not rounded, as function_graph shows it. */
  printGraphTime(time: number, out: OutputBytes): void {
    const nanoseconds = this.#trace.start + BigInt(time);
    const micro = String((nanoseconds % 1_000_000_000n) / 1000n).padStart(6, '0');
    out.text(`${String(nanoseconds / 1_000_000_000n).padStart(5)}.${micro}`);
  }

  printFlags(state: RecordState, out: OutputBytes): void {
    this.#flags(state, out);
  }

  #makeName(pid: number): string {
    const text = `${this.nameOf(pid).padStart(16)}-${String(pid).padEnd(this.#pidWidth)} `;
    this.#names.set(pid, text);
    return text;
  }

  #printLatency(state: RecordState, next: number, index: number, out: OutputBytes): void {
    const name = this.nameOf(state.pid);
    const since = state.time - this.#origin;
    const gap = next - state.time;
    const absolute = this.#ticks ? since : microseconds(since);
    const relative = this.#ticks ? gap : microseconds(gap);
    if (!this.#wishes.verbose) {
      const pid = String(state.pid).padEnd(this.#pidWidth);
      out.text(`${name.slice(0, 8).padStart(8)}-${pid} ${String(state.cpu).padStart(3)}`);
      this.#flags(state, out);
      out.text(
        ` ${String(absolute).padStart(4)}${this.#ticks ? '' : `us${durationMark(relative * 1000)}`}: `,
      );
      return;
    }
    const flags = state.bytes[state.offset + 2] ?? 0;
    const depth = (state.bytes[state.offset + 3] ?? 0) & 0xf;
    const pid = String(state.pid).padStart(this.#pidWidth);
    const numbers = [depth, index].map(number => number.toString(16).padStart(8, '0'));
    out.text(`${name.padStart(16)} ${pid} ${String(state.cpu).padStart(3)} ${flags} ${numbers.join(' ')} `);
    const time = this.#trace.start + BigInt(state.time);
    if (this.#ticks) out.text(`[${time.toString(16).padStart(16, '0')}] ${absolute} (+${relative}): `);
    else {
      const micro = ((time + 500n) / 1000n).toString(16).padStart(8, '0');
      out.text(`[${micro}] ${milliseconds(absolute)} (+${milliseconds(relative)}): `);
    }
  }
}

function microseconds(nanoseconds: number): number {
  return Math.floor((nanoseconds + 500) / 1000);
}

function milliseconds(micro: number): string {
  return `${Math.floor(micro / 1000)}.${String(micro % 1000).padStart(3, '0')}ms`;
}

const marks = [
  [1_000_000_000, '$'],
  [100_000_000, '@'],
  [10_000_000, '*'],
  [1_000_000, '#'],
  [100_000, '!'],
  [10_000, '+'],
] as const;

/** The mark of a time in nanoseconds: the longer, the louder (trace_find_mark). */
export function durationMark(nanoseconds: number): string {
  return marks.find(([above]) => nanoseconds > above)?.[1] ?? ' ';
}
