import type { Trace } from '../../store/index.ts';
import { Literal, type OutputBytes } from './output-bytes.ts';

const second = 1_000_000_000;

/** Prints times as trace-cmd does: seconds with six or nine digits, rounded; ticks of an unknown clock as they are. */
export class TimePrinter {
  readonly #start: bigint;
  readonly #seconds: number;
  readonly #rest: number;
  readonly #ticks: boolean;
  readonly #nanoseconds: boolean;
  // Most events are in the same second as the one before.
  #shown = -1;
  #text = new Literal('');

  constructor(trace: Trace, nanoseconds: boolean) {
    this.#start = trace.start;
    this.#seconds = Number(trace.start / BigInt(second));
    this.#rest = Number(trace.start % BigInt(second));
    this.#ticks = trace.clock.unit === 'ticks';
    this.#nanoseconds = nanoseconds;
  }

  /** With the blank before and the colon after it. */
  printColumn(out: OutputBytes, time: number): void {
    if (!this.#ticks) out.byte(32);
    this.print(out, time);
    out.byte(58);
  }

  print(out: OutputBytes, time: number): void {
    if (this.#ticks) {
      const start = out.length;
      out.text(BigInt.asUintN(64, this.#start + BigInt(time)).toString());
      out.pad(start, 12, false);
      return;
    }
    const total = this.#rest + time + (this.#nanoseconds ? 0 : 500);
    const seconds = Math.floor(total / second);
    const whole = this.#seconds + seconds;
    // Times before 0 wrap around in trace-cmd.
    if (whole < 0) {
      this.#printWrapped(out, time);
      return;
    }
    if (whole !== this.#shown) {
      this.#shown = whole;
      this.#text = new Literal(`${String(whole).padStart(5)}.`);
    }
    out.literal(this.#text);
    const rest = total - seconds * second;
    if (this.#nanoseconds) out.fixed(rest, 9);
    else out.fixed(Math.floor(rest / 1000), 6);
  }

  #printWrapped(out: OutputBytes, time: number): void {
    const value = BigInt.asUintN(64, this.#start + BigInt(time));
    const shown = this.#nanoseconds ? value : BigInt.asUintN(64, value + 500n) / 1000n;
    const unit = this.#nanoseconds ? 1_000_000_000n : 1_000_000n;
    const digits = this.#nanoseconds ? 9 : 6;
    out.text(`${String(shown / unit).padStart(5)}.${String(shown % unit).padStart(digits, '0')}`);
  }
}
