import type { Trace } from '../../store/index.ts';
import { Literal, type OutputBytes } from '../output-bytes.ts';

const second = 1_000_000_000;

/** How times are shown. */
export interface TimeWishes {
  readonly nanoseconds?: boolean;
  /** Added to all times, in the unit of the clock. */
  readonly offset?: bigint;
  /** The time of the trace that is shown as 0. */
  readonly origin?: number;
  /** Times are ticks of which so many are a second. */
  readonly ticksPerSecond?: number;
  /** As the tracer wrote them: no seconds. */
  readonly raw?: boolean;
  /** How much later than the event before, behind the time. */
  readonly differences?: PrintedTime;
}

/** The time that was printed last, in the unit in which differences are shown; 0 is none. Files that are merged share it. */
export interface PrintedTime {
  last: number;
}

/** Prints times as trace-cmd does: seconds with six or nine digits, rounded; ticks of an unknown clock as they are. */
export class TimePrinter {
  /** What time 0 of the trace is shown as. */
  readonly start: bigint;
  readonly #seconds: number;
  readonly #rest: number;
  readonly #ticks: boolean;
  readonly #nanoseconds: boolean;
  readonly #scale: ((time: number) => number) | undefined;
  readonly #differences: DifferencePrinter | undefined;
  // Most events are in the same second as the one before.
  /** The shown second, with its point. */
  secondText = new Literal('');
  /** The time at which it begins, rounding included; NaN where there is none. */
  secondBegin = Number.NaN;

  constructor(trace: Trace, wishes: TimeWishes) {
    const { offset = 0n, origin, ticksPerSecond, raw = false, nanoseconds = false } = wishes;
    const scaled = ticksPerSecond === undefined ? undefined : scaleTimes(trace.start, ticksPerSecond);
    this.#scale = scaled?.scale;
    const base = (scaled?.start ?? trace.start) + offset;
    this.start = origin === undefined ? base : -BigInt(scaled?.scale(origin) ?? origin);
    this.#seconds = Number(this.start / BigInt(second));
    this.#rest = Number(this.start % BigInt(second));
    this.#ticks = raw || trace.clock.unit === 'ticks';
    this.#nanoseconds = nanoseconds;
    if (wishes.differences !== undefined) {
      const whole = nanoseconds || ticksPerSecond !== undefined || trace.clock.name === '';
      this.#differences = new DifferencePrinter(this.start, whole ? 1 : 1000, wishes.differences);
    }
  }

  /** With the blank before it and the colon behind. */
  printColumn(out: OutputBytes, time: number): void {
    if (!this.#ticks) out.byte(32);
    this.print(out, time);
    out.byte(58);
    this.#differences?.print(out, this.#scale === undefined ? time : this.#scale(time));
  }

  print(out: OutputBytes, given: number): void {
    const time = this.#scale === undefined ? given : this.#scale(given);
    let into = time - this.secondBegin;
    if (!(into >= 0 && into < second)) {
      if (this.#ticks) {
        this.#printTicks(out, time);
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
      into = total - seconds * second;
      this.secondBegin = time - into;
      this.secondText = new Literal(`${String(whole).padStart(5)}.`);
    }
    out.literal(this.secondText);
    if (this.#nanoseconds) out.fixed(into, 9);
    else out.sixDigits(((into | 0) / 1000) | 0);
  }

  #printTicks(out: OutputBytes, time: number): void {
    const start = out.length;
    out.text(BigInt.asUintN(64, this.start + BigInt(time)).toString());
    out.pad(start, 12, false);
  }

  #printWrapped(out: OutputBytes, time: number): void {
    const value = BigInt.asUintN(64, this.start + BigInt(time));
    const shown = this.#nanoseconds ? value : BigInt.asUintN(64, value + 500n) / 1000n;
    const unit = this.#nanoseconds ? 1_000_000_000n : 1_000_000n;
    const digits = this.#nanoseconds ? 9 : 6;
    out.text(`${String(shown / unit).padStart(5)}.${String(shown % unit).padStart(digits, '0')}`);
  }
}

/** Ticks as nanoseconds, cut off as trace-cmd cuts them: the product of a double is the whole time, not its difference. */
function scaleTimes(
  start: bigint,
  ticksPerSecond: number,
): { readonly start: bigint; readonly scale: (time: number) => number } {
  const factor = second / ticksPerSecond;
  const origin = Number(start);
  const scaledOrigin = Math.trunc(origin * factor);
  return {
    start: BigInt(scaledOrigin),
    scale: time => Math.trunc((origin + time) * factor) - scaledOrigin,
  };
}

/** ` %-8s` of `(+687)`: what lies between an event and the one printed before, in the unit of the shown times. */
class DifferencePrinter {
  readonly #unit: number;
  readonly #startUnits: number;
  readonly #startRest: number;
  readonly #printed: PrintedTime;

  constructor(start: bigint, unit: 1 | 1000, printed: PrintedTime) {
    this.#unit = unit;
    this.#printed = printed;
    this.#startUnits = Number(start / BigInt(unit));
    this.#startRest = Number(start % BigInt(unit));
  }

  print(out: OutputBytes, time: number): void {
    const unit = this.#unit;
    const now = this.#startUnits + Math.floor((this.#startRest + time + (unit === 1 ? 0 : 500)) / unit);
    out.byte(32);
    const start = out.length;
    const { last } = this.#printed;
    if (last !== 0) out.text(`(+${now - last})`);
    out.pad(start, 8, true);
    this.#printed.last = now;
  }
}
