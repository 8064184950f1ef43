/** How much a problem takes from what can be believed. */
export type Severity =
  /** Something is missing: events lost, a file cut off. */
  | 'loss'
  /** Something could not be understood and was left out. */
  | 'broken'
  /** Worth knowing; nothing is missing. */
  | 'note';

/** One row of the loss ledger: a named kind of problem, however often it was met. */
export interface Problem {
  /** Stable id, e.g. `trace-dat.truncated`. */
  readonly name: string;
  readonly severity: Severity;
  /** Where it was met first: a file offset, a CPU. Empty where no place can be named. */
  readonly place: string;
  /** How many of the thing: events lost, pages broken; -1 where the number is not known. */
  readonly count: number;
  /** What it means, in plain words. */
  readonly sentence: string;
}

/** Collects problems; those of the same name become one row with the place of the first and the sum of the counts. */
export class ProblemList {
  readonly #rows = new Map<string, Problem>();

  add(problem: Omit<Problem, 'count'> & { readonly count?: number }): void {
    const count = problem.count ?? 1;
    const before = this.#rows.get(problem.name);
    if (before === undefined) this.#rows.set(problem.name, { ...problem, count });
    else {
      const sum = before.count < 0 || count < 0 ? -1 : before.count + count;
      this.#rows.set(problem.name, { ...before, count: sum });
    }
  }

  get rows(): readonly Problem[] {
    return [...this.#rows.values()];
  }
}
