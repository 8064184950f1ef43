/** The rows of one run in its own order: what is merged. */
export interface RunRows {
  readonly count: number;
  readonly time: Float64Array;
  /** The row to begin with; 0 where it is not said. */
  readonly first?: number;
  /** Further rows will follow these: the merge stops where these end, because what follows might come first. */
  readonly more?: boolean;
}

/**
 * Merges runs by the times at their heads, the lowest run first where times are equal: the order in which trace-cmd
 * reads CPUs. A run whose clock steps back keeps its own order.
 *
 * Calls `emit(run, from, to, at)` for every stretch: rows `[from, to)` of `run` become the merged rows from `at` on.
 * Answers the run that ended before its further rows were there; -1 where all rows were merged.
 */
export function mergeRuns(
  runs: readonly RunRows[],
  emit: (run: number, from: number, to: number, at: number) => void,
): number {
  const waiting = runs.findIndex(({ first = 0, count, more = false }) => more && first >= count);
  if (waiting >= 0) return waiting;
  const heap = new RunHeap(runs);
  let at = 0;
  while (heap.size > 0) {
    const run = heap.top();
    const { time, count, more = false } = runs[run]!;
    const from = heap.position(run);
    // As long as this run's head is before every other head it goes on without a look at the heap.
    const rival = heap.second();
    let to = from + 1;
    if (rival < 0) to = count;
    else {
      const limit = runs[rival]!.time[heap.position(rival)]!;
      if (run < rival) while (to < count && time[to]! <= limit) to++;
      else while (to < count && time[to]! < limit) to++;
    }
    emit(run, from, to, at);
    at += to - from;
    if (to === count && more) return run;
    heap.advance(to);
  }
  return -1;
}

/** A binary heap of runs by (time of the head, number of the run). */
class RunHeap {
  size = 0;
  readonly #runs: readonly RunRows[];
  readonly #heap: Int32Array;
  readonly #position: Float64Array;

  constructor(runs: readonly RunRows[]) {
    this.#runs = runs;
    this.#heap = new Int32Array(runs.length);
    this.#position = new Float64Array(runs.length);
    runs.forEach(({ count, first = 0 }, index) => {
      this.#position[index] = first;
      if (first < count) this.#heap[this.size++] = index;
    });
    for (let i = (this.size >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  top(): number {
    return this.#heap[0]!;
  }

  /** The run whose head would be next without the top one; -1 where there is none. */
  second(): number {
    if (this.size < 2) return -1;
    if (this.size === 2 || this.#before(this.#heap[1]!, this.#heap[2]!)) return this.#heap[1]!;
    return this.#heap[2]!;
  }

  position(run: number): number {
    return this.#position[run]!;
  }

  /** The top run's head is now its row `to`. */
  advance(to: number): void {
    const run = this.#heap[0]!;
    this.#position[run] = to;
    if (to >= this.#runs[run]!.count) this.#heap[0] = this.#heap[--this.size]!;
    if (this.size > 0) this.#sink(0);
  }

  #before(a: number, b: number): boolean {
    const x = this.#runs[a]!.time[this.#position[a]!]!;
    const y = this.#runs[b]!.time[this.#position[b]!]!;
    return x < y || (x === y && a < b);
  }

  #sink(from: number): void {
    const heap = this.#heap;
    let i = from;
    const run = heap[i]!;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (this.#before(run, heap[child]!)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = run;
  }
}
