import type { EventFormat, Trace } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { ownField } from './print-arguments.ts';

interface Readers {
  readonly pid: (row: number) => number;
  readonly success: ((row: number) => number) | undefined;
  readonly prio: ((row: number) => number) | undefined;
}

// include/linux/sched/prio.h: MAX_RT_PRIO is 100.
const lastRealTimePrio = 99;

/** `trace-cmd report -w`: behind a switch to a task the time since its wakeup, and averages at the end. */
export class WakeupLatency {
  readonly #start: bigint;
  readonly #woken = new Map<number, number>();
  readonly #all = new Latencies();
  readonly #realTime = new Latencies();
  #trace!: Trace;
  #wakeups = new Map<number, Readers>();
  #switch: (Readers & { readonly event: number }) | undefined;

  /** Times are shown as absolute ones from this start. */
  constructor(start: bigint) {
    this.#start = start;
  }

  use(trace: Trace): void {
    this.#trace = trace;
    this.#wakeups = new Map();
    const wakeup = this.#find('sched_wakeup', 'pid');
    const change = this.#find('sched_switch', 'next_pid');
    this.#switch = change?.prio === undefined ? undefined : change;
    if (wakeup === undefined) this.#switch = undefined;
    for (const one of [wakeup, this.#find('sched_wakeup_new', 'pid')]) {
      if (one !== undefined) this.#wakeups.set(one.event, one);
    }
  }

  #find(name: string, pidField: string): (Readers & { readonly event: number }) | undefined {
    const { formats, fields } = this.#trace;
    const event = this.#trace.findEvent('sched', name);
    const format: EventFormat | undefined = formats[event];
    const pid = fields.low(event, pidField);
    if (format === undefined || pid === undefined || ownField(format, pidField) === undefined)
      return undefined;
    return { event, pid, success: fields.low(event, 'success'), prio: fields.low(event, 'next_prio') };
  }

  /** What stands behind the line of an event. */
  print(row: number, out: OutputBytes): void {
    if (this.#switch === undefined) return;
    const event = this.#trace.event[row]!;
    const time = this.#trace.time[row]!;
    const wakeup = this.#wakeups.get(event);
    if (wakeup !== undefined && wakeup.success?.(row) !== 0) this.#woken.set(wakeup.pid(row), time);
    if (event !== this.#switch.event) return;
    const pid = this.#switch.pid(row);
    const woken = this.#woken.get(pid);
    if (woken === undefined) return;
    this.#woken.delete(pid);
    const latency = time - woken;
    out.text(` Latency: ${microseconds(latency)} usecs`);
    this.#all.add(latency, time);
    if (this.#switch.prio!(row) <= lastRealTimePrio) this.#realTime.add(latency, time);
  }

  printSummary(out: OutputBytes): void {
    this.#all.print(out, this.#start);
    if (this.#realTime.count === 0) return;
    out.text('RT task timings:\n');
    this.#realTime.print(out, this.#start);
  }
}

class Latencies {
  count = 0;
  #sum = 0;
  #most = 0;
  #mostAt = 0;
  #least = Number.POSITIVE_INFINITY;
  #leastAt = 0;

  add(latency: number, time: number): void {
    this.count++;
    this.#sum += latency;
    if (latency > this.#most) {
      this.#most = latency;
      this.#mostAt = time;
    }
    if (latency < this.#least) {
      this.#least = latency;
      this.#leastAt = time;
    }
  }

  print(out: OutputBytes, start: bigint): void {
    if (this.count === 0) return;
    out.text(`\nAverage wakeup latency: ${microseconds(Math.floor(this.#sum / this.count))} usecs\n`);
    for (const [name, latency, time] of [
      ['Maximum', this.#most, this.#mostAt],
      ['Minimum', this.#least, this.#leastAt],
    ] as const) {
      out.text(
        `${name} Latency: ${microseconds(latency)} usecs at timestamp: ${stamp(start + BigInt(time))}\n`,
      );
    }
    out.byte(10);
  }
}

function microseconds(nanoseconds: number): string {
  return `${Math.floor(nanoseconds / 1000)}.${String(nanoseconds % 1000).padStart(3, '0')}`;
}

// The seconds are not rounded with their microseconds: trace-cmd prints them so.
function stamp(time: bigint): string {
  return `${time / 1_000_000_000n}.${String(((time + 500n) % 1_000_000_000n) / 1000n).padStart(6, '0')}`;
}
