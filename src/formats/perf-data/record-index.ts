/** Where records are, one row each, in growing typed arrays: 32 bytes a row. */
export class RecordIndex {
  count = 0;
  /** Nanoseconds since the first time that was met; rows without a time have that of what was delivered before them. */
  time = new Float64Array(0);
  cpu = new Uint16Array(0);
  tid = new Int32Array(0);
  /** Index of the format. */
  event = new Uint16Array(0);
  run = new Uint16Array(0);
  /** Where the described bytes start: the payload of a tracepoint, else what is behind the record's head. */
  place = new Uint32Array(0);
  length = new Uint32Array(0);
  /** Where the record itself starts. */
  record = new Uint32Array(0);
  /** Which of the recording's events (attributes) it belongs to. */
  attribute = new Uint16Array(0);

  constructor(capacity: number) {
    this.#resize(Math.max(16, capacity));
  }

  add(
    time: number,
    cpu: number,
    tid: number,
    event: number,
    run: number,
    place: number,
    length: number,
    record: number,
    attribute: number,
  ): void {
    const row = this.count;
    if (row === this.time.length) this.#resize(row + (row >> 1) + 16);
    this.time[row] = time;
    this.cpu[row] = cpu;
    this.tid[row] = tid;
    this.event[row] = event;
    this.run[row] = run;
    this.place[row] = place;
    this.length[row] = length;
    this.record[row] = record;
    this.attribute[row] = attribute;
    this.count = row + 1;
  }

  /** Puts a row into the place of another. */
  move(from: number, to: number): void {
    if (from === to) return;
    this.time[to] = this.time[from]!;
    this.cpu[to] = this.cpu[from]!;
    this.tid[to] = this.tid[from]!;
    this.event[to] = this.event[from]!;
    this.run[to] = this.run[from]!;
    this.place[to] = this.place[from]!;
    this.length[to] = this.length[from]!;
    this.record[to] = this.record[from]!;
    this.attribute[to] = this.attribute[from]!;
  }

  /** Puts the rows into the order of their times; those of equal times stay in theirs. */
  sort(): void {
    const order = orderByTime(this.time, this.count);
    if (order === undefined) return;
    const before = { ...this };
    this.#resize(order.length);
    // One loop for all columns: each of its lines sees columns of one kind only.
    for (let to = 0; to < order.length; to++) {
      const from = order[to]!;
      this.time[to] = before.time[from]!;
      this.cpu[to] = before.cpu[from]!;
      this.tid[to] = before.tid[from]!;
      this.event[to] = before.event[from]!;
      this.run[to] = before.run[from]!;
      this.place[to] = before.place[from]!;
      this.length[to] = before.length[from]!;
      this.record[to] = before.record[from]!;
      this.attribute[to] = before.attribute[from]!;
    }
  }

  #resize(capacity: number): void {
    this.time = grown(this.time, capacity);
    this.cpu = grown(this.cpu, capacity);
    this.tid = grown(this.tid, capacity);
    this.event = grown(this.event, capacity);
    this.run = grown(this.run, capacity);
    this.place = grown(this.place, capacity);
    this.length = grown(this.length, capacity);
    this.record = grown(this.record, capacity);
    this.attribute = grown(this.attribute, capacity);
  }
}

type Column =
  | Float64Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>;

function grown<C extends Column>(column: C, capacity: number): C {
  const make = column.constructor as new (length: number) => C;
  const larger = new make(capacity);
  larger.set(column.subarray(0, capacity));
  return larger;
}

/**
 * Row numbers by time, stable; undefined where the rows are in order already. Merges the ascending runs that the buffers
 * of the CPUs are, each with its neighbour, and copies where a whole run is before the next.
 */
function orderByTime(time: Float64Array, count: number): Uint32Array | undefined {
  let bounds: number[] = [0];
  for (let i = 1; i < count; i++) if (time[i]! < time[i - 1]!) bounds.push(i);
  if (bounds.length < 2) return undefined;
  let from = new Uint32Array(count);
  let to = new Uint32Array(count);
  for (let i = 0; i < count; i++) from[i] = i;
  while (bounds.length > 1) {
    const merged: number[] = [];
    for (let r = 0; r < bounds.length; r += 2) {
      const start = bounds[r]!;
      const middle = bounds[r + 1] ?? count;
      mergeRows(time, from, to, start, middle, bounds[r + 2] ?? count);
      merged.push(start);
    }
    [from, to] = [to, from];
    bounds = merged;
  }
  return from;
}

function mergeRows(
  time: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  if (middle >= end || time[from[middle - 1]!]! <= time[from[middle]!]!) {
    to.set(from.subarray(start, end), start);
    return;
  }
  let a = start;
  let b = middle;
  for (let i = start; i < end; i++) {
    to[i] = b >= end || (a < middle && time[from[a]!]! <= time[from[b]!]!) ? from[a++]! : from[b++]!;
  }
}
