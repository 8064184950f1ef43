import type { MergeOptions } from './merge.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import type { UftraceRecord } from './record.ts';
import type { FunctionSymbol } from './symbol-lookup.ts';
import type { TaskReader } from './task-reader.ts';
import { isInRange } from './time-range.ts';

/** Which records are merged at all, by their time and by their function. */
export class RecordChoice {
  /** The time of the first record; 0 as long as none was looked at. */
  firstTime = 0;
  readonly #recording: UftraceRecording;
  readonly #options: MergeOptions;

  constructor(recording: UftraceRecording, options: MergeOptions) {
    this.#recording = recording;
    this.#options = options;
  }

  isInTime(time: number): boolean {
    const { range } = this.#options;
    if (range === undefined) return true;
    // uftrace counts from the first record that it happens to read, and later from the earliest.
    if (this.firstTime === 0) this.firstTime = time;
    return isInRange(range, this.firstTime, time);
  }

  /** Whether the function that ends is left out unless others are shown that it called: it is none of the wanted. */
  isLeftOut(task: TaskReader | undefined, record: UftraceRecord): boolean {
    const { isCaller } = this.#options;
    return isCaller !== undefined && !isCaller(this.#symbolOf(task, record));
  }

  /** Undefined where nothing is known of the function: of the kernel's, of which uftrace looks up 48 bits of 64. */
  isTooSmall(task: TaskReader | undefined, record: UftraceRecord): boolean | undefined {
    const { leastSize } = this.#options;
    if (leastSize === undefined) return false;
    const symbol = record.source === 'kernel' ? undefined : this.#symbolOf(task, record);
    return symbol === undefined ? undefined : symbol.size < leastSize;
  }

  #symbolOf(task: TaskReader | undefined, record: UftraceRecord): FunctionSymbol | undefined {
    const { symbols } = this.#recording;
    return symbols.ofRecord(task?.task, record.time, record.address, record.source === 'kernel');
  }
}
