import { type Growing, growing } from '../../store/index.ts';

/** Every system call of a trace by the time it began, column by column. */
export class CallRows {
  /** Code of the call, task, rows of its two events (the end: NaN where it did not return in the recording). */
  readonly call: Growing<Uint16Array>;
  readonly task: Growing<Uint32Array>;
  readonly begin: Growing<Uint32Array>;
  readonly end: Growing<Float64Array>;
  readonly duration: Growing<Float64Array>;
  readonly result: Growing<Float64Array>;
  /** The file that it worked on or opened. */
  readonly file: Growing<Uint32Array>;

  /** For about so many calls. */
  constructor(capacity: number) {
    this.call = growing.u16(capacity);
    this.task = growing.u32(capacity);
    this.begin = growing.u32(capacity);
    this.end = growing.f64(capacity);
    this.duration = growing.f64(capacity);
    this.result = growing.f64(capacity);
    this.file = growing.u32(capacity);
  }

  get count(): number {
    return this.call.length;
  }

  begun(call: number, task: number, row: number, file: number): number {
    this.call.push(call);
    this.task.push(task);
    this.begin.push(row);
    this.end.push(Number.NaN);
    this.duration.push(Number.NaN);
    this.result.push(Number.NaN);
    this.file.push(file);
    return this.count - 1;
  }

  ended(index: number, row: number, duration: number, result: number): void {
    this.end.set(index, row);
    this.duration.set(index, duration);
    this.result.set(index, result);
  }
}
