import { isAbove } from '../../formats/uftrace/index.ts';

/** Counts and sums of one kind of time of a function. */
export interface TimeStatistic {
  /** Of calls that are not inside of another call of the function. */
  sum: number;
  /** Of those that are. */
  recursive: number;
  min: number;
  max: number;
}

/** What is known of all calls of one name. */
export interface CallStatistic {
  readonly name: string;
  readonly total: TimeStatistic;
  readonly self: TimeStatistic;
  calls: number;
  /** Bytes of the function's code; 0 where nothing says it. */
  size: number;
}

// Of unsigned numbers, see `isAbove`.
const highest = -1;
const newTime = (): TimeStatistic => ({ sum: 0, recursive: 0, min: highest, max: 0 });

/** Collects calls by name, as uftrace's report counts them. */
export class CallStatistics {
  readonly #byName = new Map<string, CallStatistic>();

  add(name: string, total: number, self: number, isRecursive: boolean, size: number | undefined): void {
    let node = this.#byName.get(name);
    if (node === undefined) {
      node = { name, total: newTime(), self: newTime(), calls: 0, size: 0 };
      this.#byName.set(name, node);
    }
    if (isRecursive) node.total.recursive += total;
    else node.total.sum += total;
    if (isAbove(node.total.min, total)) node.total.min = total;
    if (isAbove(total, node.total.max)) node.total.max = total;
    node.self.sum += self;
    if (isAbove(node.self.min, self)) node.self.min = self;
    if (isAbove(self, node.self.max)) node.self.max = self;
    node.calls++;
    if (size !== undefined) node.size = size;
  }

  /** By name. */
  get rows(): readonly CallStatistic[] {
    return [...this.#byName.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }
}

/** The mean of a kind of time, in whole nanoseconds. */
export function averageOf({ sum, recursive }: TimeStatistic, calls: number): number {
  const all = sum + recursive;
  return all < 0
    ? Number(BigInt.asIntN(64, BigInt.asUintN(64, BigInt(all)) / BigInt(calls)))
    : Math.floor(all / calls);
}
