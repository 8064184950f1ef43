import { grown } from './grown.ts';

/** The columns of events while they are collected; they grow as they fill. */
export class RowColumns {
  count = 0;
  time: Float64Array;
  cpu: Uint16Array;
  pid: Int32Array;
  event: Uint16Array;
  run: Uint16Array;
  place: Uint32Array;
  length: Uint32Array;

  constructor(capacity: number) {
    this.time = new Float64Array(capacity);
    this.cpu = new Uint16Array(capacity);
    this.pid = new Int32Array(capacity);
    this.event = new Uint16Array(capacity);
    this.run = new Uint16Array(capacity);
    this.place = new Uint32Array(capacity);
    this.length = new Uint32Array(capacity);
  }

  /** Appends a row and answers its number. */
  add(
    time: number,
    cpu: number,
    pid: number,
    event: number,
    run: number,
    place: number,
    length: number,
  ): number {
    const row = this.count;
    if (row === this.time.length) this.#grow();
    this.time[row] = time;
    this.cpu[row] = cpu;
    this.pid[row] = pid;
    this.event[row] = event;
    this.run[row] = run;
    this.place[row] = place;
    this.length[row] = length;
    this.count = row + 1;
    return row;
  }

  /** The rows so far, in the memory that later rows are written to. */
  filled(): Pick<RowColumns, 'count' | 'time' | 'cpu' | 'pid' | 'event' | 'run' | 'place' | 'length'> {
    const { count } = this;
    return {
      count,
      time: this.time.subarray(0, count),
      cpu: this.cpu.subarray(0, count),
      pid: this.pid.subarray(0, count),
      event: this.event.subarray(0, count),
      run: this.run.subarray(0, count),
      place: this.place.subarray(0, count),
      length: this.length.subarray(0, count),
    };
  }

  #grow(): void {
    const capacity = Math.max(1, this.time.length * 2);
    this.time = grown(this.time, new Float64Array(capacity));
    this.cpu = grown(this.cpu, new Uint16Array(capacity));
    this.pid = grown(this.pid, new Int32Array(capacity));
    this.event = grown(this.event, new Uint16Array(capacity));
    this.run = grown(this.run, new Uint16Array(capacity));
    this.place = grown(this.place, new Uint32Array(capacity));
    this.length = grown(this.length, new Uint32Array(capacity));
  }
}
