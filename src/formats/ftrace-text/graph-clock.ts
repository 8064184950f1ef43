/** The calls that a thread is in, as far as lines told of them. */
export class OpenCalls {
  /** The function that was entered last at each depth and one, 0 where it returned. */
  readonly #entered: number[] = [];
  readonly #time: number[] = [];

  enter(depth: number, id: number, time: number): void {
    if (depth >= deepest) return;
    this.#entered[depth] = id + 1;
    this.#time[depth] = time;
  }

  /** The function that returns from this depth; -1 where its entry was not seen. */
  functionAt(depth: number): number {
    return (this.#entered[depth] ?? 0) - 1;
  }

  /** When what returns from this depth was entered; -1 where that was not seen. */
  entryTime(depth: number): number {
    return (this.#entered[depth] ?? 0) > 0 ? this.#time[depth]! : -1;
  }

  leave(depth: number): void {
    if (depth < this.#entered.length) this.#entered[depth] = 0;
  }
}

/** What function_graph's lines told of one CPU so far. */
export class CpuCalls {
  /** The thread that runs there; -1 as long as nothing names it. */
  pid = -1;
  /** What that thread is in. */
  open = new OpenCalls();
  /** The same of the CPU's idle task. */
  readonly idle = new OpenCalls();
  /** When what was printed last of it was over. */
  end = 0;
  /** A leaf whose return has no line of its own waits here for its time. */
  leafEnds = -1;
  leafRow = -1;
}

// The kernel itself follows 50 (FTRACE_RETFUNC_DEPTH).
const deepest = 256;
