import { firstIndex } from '../../base/index.ts';
import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { followRuns } from '../irq/follow-runs.ts';
import { type InterruptRuns, isOfThread } from '../irq/runs.ts';

interface CpuRuns {
  /** Indices of runs, by their beginning. */
  readonly runs: readonly number[];
  /** Place in `runs` of the run that each interrupted; -1 where it was a task. */
  readonly parents: readonly number[];
}

/** Which interrupt or softirq had a CPU, at an event or between two times. */
export class Contexts {
  readonly runs: InterruptRuns;
  readonly #trace: Trace;
  readonly #cpus = new Map<number, CpuRuns>();

  constructor(trace: Trace) {
    this.#trace = trace;
    this.runs = derived(trace, followRuns).runs;
    const byCpu = new Map<number, number[]>();
    for (let run = 0; run < this.runs.count; run++) {
      const cpu = trace.cpu[this.runs.begin.at(run)]!;
      const list = byCpu.get(cpu);
      if (list === undefined) byCpu.set(cpu, [run]);
      else list.push(run);
    }
    for (const [cpu, runs] of byCpu) this.#cpus.set(cpu, this.#nest(runs));
  }

  /** The innermost run that an event happened in; -1 where it was a task's own. */
  at(row: number): number {
    const found = this.#cpus.get(this.#trace.cpu[row]!);
    if (found === undefined) return -1;
    const { begin } = this.runs;
    let place = firstIndex(0, found.runs.length, index => begin.at(found.runs[index]!) > row) - 1;
    while (place >= 0 && this.runs.end.at(found.runs[place]!) < row) place = found.parents[place]!;
    return place < 0 ? -1 : found.runs[place]!;
  }

  /** The runs that took a CPU from a task between two times, by time; none inside of another. */
  *between(cpu: number, start: number, end: number): Iterable<number> {
    const found = this.#cpus.get(cpu);
    if (found === undefined) return;
    const { time } = this.#trace;
    const beginOf = (index: number): number => time[this.runs.begin.at(found.runs[index]!)]!;
    // The one before may have begun earlier and last until now.
    let place = Math.max(0, firstIndex(0, found.runs.length, index => beginOf(index) >= start) - 1);
    while (place > 0 && found.parents[place]! >= 0) place--;
    for (; place < found.runs.length; place++) {
      const run = found.runs[place]!;
      if (beginOf(place) >= end) return;
      const isInner = found.parents[place]! >= 0;
      if (!isInner && !isOfThread(this.runs.place.at(run)) && time[this.runs.end.at(run)]! > start) yield run;
    }
  }

  /** What a run is called: `virtio0` or `softirq TIMER`. */
  nameOf(run: number): string {
    return this.runs.names.texts[this.runs.name.at(run)] ?? '';
  }

  #nest(unsorted: readonly number[]): CpuRuns {
    const { begin, end } = this.runs;
    const runs = [...unsorted].sort((a, b) => begin.at(a) - begin.at(b));
    const open: number[] = [];
    const parents = runs.map((run, place) => {
      while (open.length > 0 && end.at(runs[open.at(-1)!]!) < begin.at(run)) open.pop();
      const parent = open.at(-1) ?? -1;
      open.push(place);
      return parent;
    });
    return { runs, parents };
  }
}

export function contextsOf(trace: Trace): Contexts {
  return derived(trace, makeContexts);
}

const makeContexts = (trace: Trace): Contexts => new Contexts(trace);
