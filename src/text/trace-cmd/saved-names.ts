/** Threads that are named before any is asked for; what is beyond is asked for then. */
const mostEarly = 1 << 20;

/**
 * Names of threads as libtraceevent keeps them (event-parse.c): those of the file, and what events told of threads that
 * have none. Until a thread other than the idle ones is asked for, names are a list that may name a thread several times;
 * then it is sorted, and a thread's name is the one that a binary search meets first.
 */
export class SavedNames {
  readonly #names: Map<number, string>;
  /** What was told before the first question, the last first. */
  #early: [number, string][] | undefined = [];
  /** All names by pid where some thread has several of them. */
  #sorted: [number, string][] | undefined;

  constructor(names: Iterable<readonly [number, string]>) {
    this.#names = new Map(names);
  }

  nameOf(pid: number): string {
    if (pid === 0) return '<idle>';
    if (this.#early !== undefined) this.#sort(this.#early);
    const name = this.#sorted === undefined ? this.#names.get(pid) : this.#search(this.#sorted, pid);
    return name ?? '<...>';
  }

  /** Whether a told name may change what a thread is called. */
  knows(pid: number): boolean {
    return this.#early === undefined && (pid === 0 || this.#names.has(pid));
  }

  /** A name that an event told. */
  learn(pid: number, name: string): void {
    if (this.#early !== undefined) {
      this.#early.push([pid, name]);
      if (this.#early.length > mostEarly) this.#sort(this.#early);
    } else if (!this.knows(pid)) {
      this.#names.set(pid, name);
      this.#insert(pid, name);
    }
  }

  /** All names, once no question can change them and as long as no thread has several. */
  get settled(): ReadonlyMap<number, string> | undefined {
    return this.#early === undefined && this.#sorted === undefined ? this.#names : undefined;
  }

  /** Takes the settled names of another list, which knows what this one knows and more. */
  settle(names: Iterable<readonly [number, string]>): void {
    this.#early = undefined;
    for (const [pid, name] of names) this.#names.set(pid, name);
  }

  #sort(early: readonly [number, string][]): void {
    this.#early = undefined;
    let differ = false;
    const all = [...early.toReversed(), ...this.#names];
    for (const [pid, name] of early) {
      const known = this.#names.get(pid);
      if (known === undefined) this.#names.set(pid, name);
      else if (known !== name && pid !== 0) differ = true;
    }
    // Array.sort is stable, as glibc's qsort is.
    if (differ) this.#sorted = all.sort(([a], [b]) => a - b);
  }

  #insert(pid: number, name: string): void {
    if (this.#sorted === undefined) return;
    const at = this.#sorted.findIndex(([other]) => other > pid);
    this.#sorted.splice(at < 0 ? this.#sorted.length : at, 0, [pid, name]);
  }

  #search(sorted: readonly [number, string][], pid: number): string | undefined {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [found, name] = sorted[middle]!;
      if (found === pid) return name;
      if (found < pid) low = middle + 1;
      else high = middle;
    }
    return undefined;
  }
}
