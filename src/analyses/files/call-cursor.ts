import type { Calls } from '../syscalls/index.ts';

/** Which system call each task is in, for rows that are asked about in their order. */
export class CallCursor {
  readonly #calls: Calls;
  readonly #inside = new Map<number, number>();
  #next = 0;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** The call that a task is in at a row, as an index of the calls' rows; -1 for none. */
  at(task: number, row: number): number {
    const { rows } = this.#calls;
    for (; this.#next < rows.count && rows.begin.at(this.#next) <= row; this.#next++) {
      this.#inside.set(rows.task.at(this.#next), this.#next);
    }
    const index = this.#inside.get(task);
    if (index === undefined) return -1;
    const end = rows.end.at(index);
    return Number.isNaN(end) || end >= row ? index : -1;
  }
}
