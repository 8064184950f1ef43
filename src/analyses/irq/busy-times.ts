import { firstIndex } from '../../base/index.ts';
import { type Growing, growing } from '../../store/index.ts';

interface Stretches {
  readonly from: Growing<Float64Array>;
  readonly to: Growing<Float64Array>;
  /** Sum of the stretches before. */
  readonly before: Growing<Float64Array>;
  total: number;
}

/** Stretches of time of each CPU that do not overlap, added by time; how much of an interval they take. */
export class BusyTimes {
  readonly #cpus = new Map<number, Stretches>();

  add(cpu: number, from: number, to: number): void {
    let found = this.#cpus.get(cpu);
    if (found === undefined) {
      found = { from: growing.f64(), to: growing.f64(), before: growing.f64(), total: 0 };
      this.#cpus.set(cpu, found);
    }
    found.from.push(from);
    found.to.push(to);
    found.before.push(found.total);
    found.total += to - from;
  }

  /** Nanoseconds of a CPU's stretches between two times. */
  between(cpu: number, from: number, to: number): number {
    const found = this.#cpus.get(cpu);
    return found === undefined || to <= from ? 0 : until(found, to) - until(found, from);
  }
}

function until({ from, to, before }: Stretches, time: number): number {
  const last = firstIndex(0, from.length, index => from.at(index) >= time) - 1;
  if (last < 0) return 0;
  return before.at(last) + Math.min(to.at(last), time) - from.at(last);
}
