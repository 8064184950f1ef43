import { decodeUtf8, encodeLatin1 } from '../../base/index.ts';
import {
  type Problem,
  type Trace,
  type TraceClock,
  type TraceFacts,
  unknownEvent,
} from '../../store/index.ts';
import { askedOf, recordedBeside, type SubjectRow } from './subjects.ts';

export interface EventCount {
  readonly event: string;
  readonly count: number;
  readonly share: number;
  /** Events a second; 0 where the clock counts no seconds. */
  readonly rate: number;
  readonly first: number;
  readonly last: number;
}

export interface TaskCount {
  readonly pid: number;
  readonly comm: string;
  readonly count: number;
  readonly share: number;
}

export interface CpuCount {
  readonly buffer: string;
  readonly cpu: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/** What a recording is and what is in it. */
export interface Overview {
  readonly facts: TraceFacts;
  readonly clock: TraceClock;
  /** The absolute time of time 0. */
  readonly start: bigint;
  /** From the first to the last event, in the clock's unit. */
  readonly first: number;
  readonly last: number;
  readonly events: number;
  /** The part of the records that was counted, 0 to 1: below 1 all counts are estimates. */
  readonly counted: number;
  readonly problems: readonly Problem[];
  readonly eventCounts: readonly EventCount[];
  readonly taskCounts: readonly TaskCount[];
  readonly cpuCounts: readonly CpuCount[];
  readonly subjects: readonly SubjectRow[];
}

interface Tally {
  count: number;
  first: number;
  last: number;
}

/** Counts what traces hold, one after the other: those of a stream, or samples of which each stands for more. */
export class OverviewBuilder {
  #trace: Trace | undefined;
  readonly #events: Tally[] = [];
  readonly #tasks = new Map<number, number>();
  readonly #cpus = new Map<number, Tally & { readonly buffer: string; readonly cpu: number }>();
  #total = 0;
  #seen = 0;

  /** Counts a trace of the recording; each of its events stands for `weight` of them. */
  add(trace: Trace, weight = 1): void {
    this.#trace = trace;
    this.#total += trace.count * weight;
    this.#seen += trace.count;
    this.#addEvents(trace, weight);
    this.#addTasks(trace, weight);
    this.#addCpus(trace, weight);
  }

  /** Undefined where no trace was added. */
  finish(): Overview | undefined {
    const trace = this.#trace;
    if (trace === undefined) return undefined;
    const cpuCounts = [...this.#cpus.values()].map(cpu => ({ ...cpu, count: Math.round(cpu.count) }));
    const first = Math.min(...cpuCounts.map(cpu => cpu.first));
    const last = Math.max(...cpuCounts.map(cpu => cpu.last));
    const seconds = trace.clock.unit === 'ns' && last > first ? (last - first) / 1e9 : 0;
    const eventCounts = this.#eventCounts(trace, seconds);
    return {
      facts: trace.facts,
      clock: trace.clock,
      start: trace.start,
      first: cpuCounts.length === 0 ? 0 : first,
      last: cpuCounts.length === 0 ? 0 : last,
      events: Math.round(this.#total),
      counted: this.#total === 0 ? 1 : this.#seen / this.#total,
      problems: trace.problems,
      eventCounts,
      taskCounts: this.#taskCounts(trace),
      cpuCounts: cpuCounts.sort((a, b) => compareNames(a.buffer, b.buffer) || a.cpu - b.cpu),
      subjects: askedOf([...eventCounts.map(({ event }) => event), ...recordedBeside(trace)]),
    };
  }

  #addEvents({ count, event, time, formats }: Trace, weight: number): void {
    const counts = new Uint32Array(formats.length + 1);
    const firsts = new Float64Array(formats.length + 1);
    const lasts = new Float64Array(formats.length + 1);
    for (let row = 0; row < count; row++) {
      const found = event[row]!;
      const index = found === unknownEvent ? formats.length : found;
      if (counts[index]!++ === 0) firsts[index] = time[row]!;
      lasts[index] = time[row]!;
    }
    for (let index = 0; index < counts.length; index++) {
      if (counts[index] === 0) continue;
      const place = index === formats.length ? unknownEvent : index;
      const tally = { count: counts[index]! * weight, first: firsts[index]!, last: lasts[index]! };
      this.#events[place] = join(this.#events[place], tally);
    }
  }

  #addTasks({ count, pid }: Trace, weight: number): void {
    let row = 0;
    while (row < count) {
      const from = row;
      const task = pid[row++]!;
      while (row < count && pid[row] === task) row++;
      this.#tasks.set(task, (this.#tasks.get(task) ?? 0) + (row - from) * weight);
    }
  }

  #addCpus({ count, run, cpu, time, runs, buffers }: Trace, weight: number): void {
    let row = 0;
    while (row < count) {
      const from = row;
      const [ofRun, onCpu] = [run[row]!, cpu[row]!];
      while (row < count && run[row] === ofRun && cpu[row] === onCpu) row++;
      const { buffer } = runs[ofRun]!;
      const key = buffer * 0x1_0000 + onCpu;
      let tally = this.#cpus.get(key);
      if (tally === undefined) {
        const [first, last] = [time[from]!, time[row - 1]!];
        tally = { buffer: buffers[buffer] ?? '', cpu: onCpu, count: 0, first, last };
        this.#cpus.set(key, tally);
      }
      tally.count += (row - from) * weight;
      tally.first = Math.min(tally.first, time[from]!);
      tally.last = Math.max(tally.last, time[row - 1]!);
    }
  }

  #eventCounts({ formats }: Trace, seconds: number): readonly EventCount[] {
    const rows: EventCount[] = [];
    for (const [index, tally] of this.#events.entries()) {
      if (tally === undefined) continue;
      const format = formats[index];
      rows.push({
        event: format === undefined ? '?' : `${format.system}:${format.name}`,
        count: Math.round(tally.count),
        share: tally.count / this.#total,
        rate: seconds === 0 ? 0 : tally.count / seconds,
        first: tally.first,
        last: tally.last,
      });
    }
    return rows.sort((a, b) => b.count - a.count || compareNames(a.event, b.event));
  }

  #taskCounts({ tasks }: Trace): readonly TaskCount[] {
    return [...this.#tasks]
      .map(([pid, count]) => ({
        pid,
        comm: decodeUtf8(encodeLatin1(tasks.of(pid) ?? '<...>')),
        count: Math.round(count),
        share: count / this.#total,
      }))
      .sort((a, b) => b.count - a.count || a.pid - b.pid);
  }
}

function join(before: Tally | undefined, more: Tally): Tally {
  if (before === undefined) return more;
  return {
    count: before.count + more.count,
    first: Math.min(before.first, more.first),
    last: Math.max(before.last, more.last),
  };
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
