import { TextLines } from '../../formats/index.ts';
import { type Trace, type TraceLoss, unknownEvent } from '../../store/index.ts';
import type { EventPrinter, StyleWishes } from '../event-style.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';
import { TimePrinter } from '../trace-cmd/report-time.ts';

const nameWidth = 16;
const latencyNameWidth = 8;
const unknownLabel = new Literal(' [UNKNOWN EVENT]:     ');

/** Prints the lines of the kernel's text headed as trace-cmd heads events, each with the text that it has. */
export class TextReport implements EventPrinter {
  readonly #wishes: StyleWishes;
  readonly #labels: Literal[] = [];
  #lines!: TextLines;
  #time: TimePrinter | undefined;
  #losses: ReadonlyMap<number, TraceLoss> = new Map();

  constructor(wishes: StyleWishes) {
    this.#wishes = wishes;
  }

  use(trace: Trace): void {
    this.#lines = new TextLines(trace);
    this.#time ??= new TimePrinter(trace, { nanoseconds: this.#wishes.nanoseconds === true });
    this.#losses = new Map(trace.losses.map(loss => [loss.row, loss]));
  }

  head(out: OutputBytes): void {
    out.text(`cpus=${this.#lines.trace.facts.cpuCount}\n`);
  }

  print(row: number, out: OutputBytes): boolean {
    const lines = this.#lines;
    if (lines.isLeafReturn(row)) return false;
    const { trace } = lines;
    const loss = this.#losses.size > 0 ? this.#losses.get(row) : undefined;
    if (loss !== undefined) {
      out.text(`CPU:${trace.cpu[row]} [${loss.count > 0 ? `${loss.count} ` : ''}EVENTS DROPPED]\n`);
    }
    this.#printTask(row, out);
    this.#time!.printColumn(out, trace.time[row]!);
    const event = trace.event[row]!;
    out.literal(event === unknownEvent ? unknownLabel : this.#labelOf(event));
    const place = trace.place[row]!;
    out.copy(lines.bytes(row), place, place + trace.length[row]!);
    out.byte(10);
    return true;
  }

  /** `%16s-%-5d [%03d]`, or `%8.8s-%-5d %3d` with flags. */
  #printTask(row: number, out: OutputBytes): void {
    const lines = this.#lines;
    const { trace } = lines;
    const latency = this.#wishes.latency === true;
    const head = lines.head(row);
    const start = out.length;
    if (head === undefined) out.text(trace.tasks.of(trace.pid[row]!) ?? '<...>');
    else out.copy(lines.bytes(row), head.commStart, head.commEnd);
    if (latency && out.length - start > latencyNameWidth) out.length = start + latencyNameWidth;
    out.pad(start, latency ? latencyNameWidth : nameWidth, false);
    out.byte(45);
    const pid = out.length;
    // function_graph may name no task.
    if (trace.pid[row] === -1) out.byte(63);
    else out.int(trace.pid[row]!);
    out.pad(pid, 5, true);
    out.byte(32);
    if (!latency) {
      out.byte(91);
      out.fixed(trace.cpu[row]!, 3);
      out.byte(93);
      return;
    }
    const cpu = out.length;
    out.decimal(trace.cpu[row]!);
    out.pad(cpu, 3, false);
    const flags = out.length;
    if (head !== undefined) out.copy(lines.bytes(row), head.flagsStart, head.flagsEnd);
    out.pad(flags, 5, true, 46);
  }

  #labelOf(event: number): Literal {
    const known = this.#labels[event];
    if (known !== undefined) return known;
    const { name } = this.#lines.trace.formats[event]!;
    const label = new Literal(` ${name}: ${' '.repeat(Math.max(0, 20 - name.length))}`);
    this.#labels[event] = label;
    return label;
  }
}
