import type { KernelCpu } from './kernel-cpu.ts';
import type { UftraceProblems } from './problem.ts';
import { RecordQueue, recordType, UftraceRecord } from './record.ts';

/**
 * How kernel records are told apart.
 *
 * `uftrace`: as uftrace 0.13 does, for output that is to be the same. It gives all records that wait in a CPU's
 * queue to the task that was read last, and stops reading a CPU at the first event that `kernel_header` does not
 * describe. `exact`: every record belongs to its own task, and unknown events are passed over.
 */
export type KernelReading = 'uftrace' | 'exact';

/** Which kernel records are told. */
export interface KernelWishes {
  /** Functions that took less (nanoseconds) are left out. */
  readonly threshold: number;
  /** Whether a record is of a known task and of a wanted time. */
  readonly includes: (record: UftraceRecord) => boolean;
  /** Whether the function that ends with a record is left out unless functions that it called are told. */
  readonly isLeftOut: (record: UftraceRecord) => boolean;
  /** Whether a function has fewer bytes than wanted; undefined where nothing is known of it. */
  readonly isTooSmall: (record: UftraceRecord) => boolean | undefined;
}

/** One CPU's records, waiting to be merged. */
class CpuQueue {
  readonly cpu: KernelCpu;
  readonly file: string;
  readonly queue = new RecordQueue('kernel');
  /** The first of the queue, while `valid`. */
  readonly current = new UftraceRecord('kernel');
  valid = false;
  done = false;
  tid = -1;
  unknown = 0;

  constructor(cpu: KernelCpu, file: string) {
    this.cpu = cpu;
    this.file = file;
  }
}

/** The kernel records of all CPUs by time, without those of other tasks and without functions below a duration. */
export class KernelSource {
  readonly #cpus: readonly CpuQueue[];
  readonly #reading: KernelReading;
  readonly #wishes: KernelWishes;
  readonly #wanted: (tid: number) => boolean;
  readonly #otherTid: (record: UftraceRecord) => number;
  readonly #problems: UftraceProblems;
  readonly #entered = new Set<number>();
  readonly #scratch = new UftraceRecord('kernel');

  constructor(
    cpus: readonly { readonly cpu: KernelCpu; readonly file: string }[],
    reading: KernelReading,
    wishes: KernelWishes,
    wanted: (tid: number) => boolean,
    otherTid: (record: UftraceRecord) => number,
    problems: UftraceProblems,
  ) {
    this.#cpus = cpus.map(({ cpu, file }) => new CpuQueue(cpu, file));
    this.#reading = reading;
    this.#wishes = wishes;
    this.#wanted = wanted;
    this.#otherTid = otherTid;
    this.#problems = problems;
  }

  /** The CPU with the oldest record, or -1 when all are at their end. `hasFile` says whose records are shown. */
  peek(hasFile: (tid: number) => boolean): number {
    for (;;) {
      let best = -1;
      for (let number = 0; number < this.#cpus.length; number++) {
        const cpu = this.#cpus[number]!;
        if (cpu.done && cpu.queue.count === 0) continue;
        if (!cpu.valid && !this.#fill(cpu)) continue;
        if (best < 0 || cpu.current.time < this.#cpus[best]!.current.time) best = number;
      }
      if (best < 0 || hasFile(this.tid(best))) return best;
      this.consume(best);
    }
  }

  current(number: number): UftraceRecord {
    return this.#cpus[number]!.current;
  }

  tid(number: number): number {
    const cpu = this.#cpus[number]!;
    return this.#reading === 'exact' ? cpu.current.tid : cpu.tid;
  }

  /** Records lost before the current one that were not told yet. */
  missed(number: number): number {
    return this.#cpus[number]!.cpu.missed;
  }

  tellMissed(number: number): void {
    this.#cpus[number]!.cpu.missed = 0;
  }

  consume(number: number): void {
    const cpu = this.#cpus[number]!;
    cpu.valid = false;
    if (cpu.queue.count > 0) cpu.queue.dropFirst();
  }

  /** The CPU whose current record this is a copy of. */
  cpuOf(record: UftraceRecord): number {
    const found = this.#cpus.findIndex(
      ({ current }) => current.time === record.time && current.address === record.address,
    );
    return Math.max(0, found);
  }

  // A function is only told when its return shows how long it took: entries wait in the queue.
  #fill(cpu: CpuQueue): boolean {
    const { queue } = cpu;
    if (queue.count === 0) this.#read(cpu);
    if (queue.count === 0) {
      cpu.done = true;
      return false;
    }
    cpu.valid = true;
    cpu.current.copy(queue.first);
    return true;
  }

  #read(cpu: CpuQueue): void {
    const record = this.#scratch;
    const { queue } = cpu;
    let before = -1;
    while (this.#next(cpu, record)) {
      const { tid } = record;
      if (!this.#wishes.includes(record)) continue;
      if (before === -1) before = tid;
      if (record.type === recordType.exit) {
        if (!this.#entered.has(record.address)) continue;
        if (this.#wishes.isTooSmall(record) === true) continue;
        if (queue.count === 0) {
          queue.push(record);
          return;
        }
        let back = 0;
        while (back < queue.count - 1 && queue.fromEnd(back).type === recordType.event) back++;
        const duration = record.time - queue.fromEnd(back).time;
        const isShort = duration < this.#wishes.threshold && duration >= 0;
        if (!isShort && !this.#wishes.isLeftOut(record)) {
          queue.push(record);
          return;
        }
        queue.dropLast(back + 1);
      } else {
        const isEntry = record.type === recordType.entry;
        if (isEntry) this.#entered.add(record.address);
        if (!isEntry || this.#wishes.isTooSmall(record) === false) queue.push(record);
      }
      if (tid !== before) return;
      before = tid;
    }
  }

  /** The next record of the CPU that is described; false at the end. */
  #next(cpu: CpuQueue, record: UftraceRecord): boolean {
    for (;;) {
      const step = cpu.cpu.next(record);
      if (step === 'record') break;
      if (step === 'end') {
        if (cpu.unknown > 0) this.#tellUnknown(cpu, 'were passed over');
        cpu.unknown = 0;
        return false;
      }
      cpu.unknown++;
      if (this.#reading === 'uftrace') {
        this.#countRest(cpu, record);
        return false;
      }
    }
    if (record.type === recordType.event && !this.#wanted(record.tid)) record.tid = this.#otherTid(record);
    cpu.tid = record.tid;
    return true;
  }

  #countRest(cpu: CpuQueue, record: UftraceRecord): void {
    for (let step = cpu.cpu.next(record); step !== 'end'; step = cpu.cpu.next(record)) cpu.unknown++;
    this.#tellUnknown(cpu, 'and all behind them are not shown: there uftrace stops reading a CPU');
    cpu.unknown = 0;
    cpu.cpu.missed = 0;
  }

  #tellUnknown(cpu: CpuQueue, what: string): void {
    this.#problems.add(
      'unknown',
      cpu.file,
      undefined,
      `records that kernel_header does not describe ${what}`,
      cpu.unknown,
    );
  }
}
