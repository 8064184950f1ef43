import type { Trace } from '../../store/index.ts';
import { derived } from '../analysis.ts';
import { type LostStretches, lostStretches } from '../walk/index.ts';

const vectors = 32;

interface Raises {
  /** By vector: the first raise since the kernel last took what was pending. */
  readonly pending: Int32Array;
  /** What the kernel took and has not run yet. */
  readonly taken: Int32Array;
  /** The last raise of what was pending already: it may have come just after the kernel took that. */
  readonly again: Int32Array;
}

/**
 * Which raise a softirq's run answers. The kernel takes all that is pending at once and runs it in the order of the
 * vectors; what is raised meanwhile waits for its next round (kernel/softirq.c, __do_softirq). Of several raises of a
 * pending softirq the first counts: the others changed nothing.
 */
export class SoftirqRaises {
  /** Raises of what was pending already. */
  repeated = 0;
  /** Runs whose raise is not in the recording. */
  unraised = 0;
  acrossLosses = 0;
  readonly #trace: Trace;
  readonly #lost: LostStretches;
  /** By number. */
  readonly #cpus: (Raises | undefined)[] = [];

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#lost = derived(trace, lostStretches);
  }

  raise(vector: number, row: number): void {
    if (vector >= vectors) return;
    const { pending, again } = this.#of(this.#trace.cpu[row]!);
    if (pending[vector] === -1) {
      pending[vector] = row;
      again[vector] = -1;
    } else {
      again[vector] = row;
      this.repeated++;
    }
  }

  /** The row of the raise that a run from this row answers; -1 where it is not known. */
  enter(vector: number, row: number): number {
    if (vector >= vectors) return -1;
    const raises = this.#of(this.#trace.cpu[row]!);
    if (raises.taken[vector] === -1) takePending(raises);
    const raised = raises.taken[vector] === -1 ? this.#takeAgain(raises, vector) : raises.taken[vector]!;
    raises.taken[vector] = -1;
    if (raised < 0) {
      this.unraised++;
      return -1;
    }
    const { time, cpu } = this.#trace;
    if (!this.#lost.between(time[raised]!, time[row]!, cpu[row])) return raised;
    this.acrossLosses++;
    return -1;
  }

  /** A run for which nothing was pending answers a raise that came between the kernel's taking and the run before. */
  #takeAgain({ again }: Raises, vector: number): number {
    const raised = again[vector]!;
    again[vector] = -1;
    if (raised >= 0) this.repeated--;
    return raised;
  }

  #of(cpu: number): Raises {
    let found = this.#cpus[cpu];
    if (found === undefined) {
      const none = (): Int32Array => new Int32Array(vectors).fill(-1);
      found = { pending: none(), taken: none(), again: none() };
      this.#cpus[cpu] = found;
    }
    return found;
  }
}

/** What was taken and has not run was raised while what ran before was about to: it still waits. */
function takePending({ taken, pending }: Raises): void {
  for (let vector = 0; vector < vectors; vector++) {
    if (taken[vector] !== -1) continue;
    taken[vector] = pending[vector]!;
    pending[vector] = -1;
  }
}
