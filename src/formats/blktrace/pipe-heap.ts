import { grown } from './grown.ts';
import type { ParsedRecord } from './parsed-record.ts';
import type { Piece, RecordCursor } from './record-cursor.ts';

/** Records that wait to be shown, the earliest at the top: by time, device, sequence number, and when they were sorted in. */
export class PipeHeap {
  size = 0;
  time = new Float64Array(1024);
  pid = new Int32Array(1024);
  cpu = new Uint16Array(1024);
  event = new Uint16Array(1024);
  sequence = new Uint32Array(1024);
  place = new Uint32Array(1024);
  length = new Uint32Array(1024);
  device = new Uint16Array(1024);
  /** The device's number, which decides between equal times. */
  #number = new Uint32Array(1024);
  #order = new Float64Array(1024);
  /** 1 for messages of cgroups, which blkparse does not show. */
  #hidden = new Uint8Array(1024);
  #last = new Uint8Array(1024);
  readonly piece: (Piece | undefined)[] = [];
  #heap = new Int32Array(1024);
  /** Where the entries start in it: behind 0 only while they are in order and nothing was pushed among them. */
  #first = 0;
  #inOrder = true;
  readonly #free: number[] = [];
  #used = 0;
  #sorted = 0;
  readonly #batch: number[] = [];

  /** Entries that are taken from now on are a new batch. */
  beginBatch(): void {
    this.#batch.length = 0;
  }

  /** Takes the record that a cursor stands at; its time counts from the recording's first record. */
  take(record: ParsedRecord, device: number, cursor: RecordCursor): void {
    const entry = this.#free.pop() ?? this.#used++;
    if (entry >= this.time.length) this.#grow();
    this.time[entry] = record.time;
    this.pid[entry] = record.pid;
    this.cpu[entry] = record.cpu;
    this.event[entry] = record.event;
    this.sequence[entry] = record.sequence;
    this.place[entry] = cursor.place;
    this.length[entry] = cursor.length;
    this.device[entry] = device;
    this.#hidden[entry] = record.cgroupMessage ? 1 : 0;
    this.#number[entry] = record.device;
    this.piece[entry] = cursor.piece;
    this.#batch.push(entry);
  }

  /** The earliest time of the batch, or of those of it that blkparse shows; undefined where there are none. */
  earliest(shown: boolean): number | undefined {
    let least: number | undefined;
    for (const entry of this.#batch) {
      const time = this.time[entry]!;
      if ((!shown || this.#hidden[entry] === 0) && (least === undefined || time < least)) least = time;
    }
    return least;
  }

  /**
   * Sorts the batch in, the last one read first, as blkparse does. Times count from the recording's start from now on;
   * what is before blkparse's zero, whose times are unsigned, comes last.
   */
  sortIn(start: number, zero: number): void {
    if (this.size === 0) this.#takeInOrder(start, zero);
    for (let i = this.#batch.length - 1; i >= 0; i--) {
      const entry = this.#batch[i]!;
      const time = this.time[entry]! - start;
      this.time[entry] = time;
      this.#last[entry] = time < zero && this.#hidden[entry] === 0 ? 1 : 0;
      this.#order[entry] = this.#sorted++;
      this.#push(entry);
    }
    this.#batch.length = 0;
  }

  /** Takes the batch as it is where it is in order: most files are, and need no heap. */
  #takeInOrder(start: number, zero: number): void {
    const batch = this.#batch;
    let count = 0;
    let before = zero;
    while (count < batch.length) {
      const time = this.time[batch[count]!]! - start;
      if (time < zero || (count > 0 && time <= before)) break;
      before = time;
      count++;
    }
    this.#first = 0;
    this.#inOrder = true;
    if (count < batch.length) return;
    for (const entry of batch) {
      this.time[entry] = this.time[entry]! - start;
      this.#last[entry] = 0;
      this.#order[entry] = this.#sorted++;
      this.#heap[this.size++] = entry;
    }
    batch.length = 0;
  }

  top(): number {
    return this.#heap[this.#first]!;
  }

  /** Takes the top away; its columns stay as they are until the next record is taken. */
  pop(): void {
    const heap = this.#heap;
    this.#free.push(heap[this.#first]!);
    if (this.#inOrder) {
      this.#first++;
      this.size--;
      return;
    }
    const last = heap[--this.size]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }

  #push(entry: number): void {
    const heap = this.#heap;
    if (this.#inOrder) {
      // Entries in order are a heap as they stand.
      heap.copyWithin(0, this.#first, this.#first + this.size);
      this.#first = 0;
      this.#inOrder = false;
    }
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(entry, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #before(a: number, b: number): boolean {
    const x = this.time[a]!;
    const y = this.time[b]!;
    const last = this.#last[a]! - this.#last[b]!;
    if (last !== 0) return last < 0;
    if (x !== y) return x < y;
    const device = this.#number[a]! - this.#number[b]!;
    if (device !== 0) return device < 0;
    const sequence = this.sequence[a]! - this.sequence[b]!;
    return sequence === 0 ? this.#order[a]! < this.#order[b]! : sequence < 0;
  }

  #grow(): void {
    const capacity = this.time.length * 2;
    this.time = grown(this.time, new Float64Array(capacity));
    this.pid = grown(this.pid, new Int32Array(capacity));
    this.cpu = grown(this.cpu, new Uint16Array(capacity));
    this.event = grown(this.event, new Uint16Array(capacity));
    this.sequence = grown(this.sequence, new Uint32Array(capacity));
    this.place = grown(this.place, new Uint32Array(capacity));
    this.length = grown(this.length, new Uint32Array(capacity));
    this.device = grown(this.device, new Uint16Array(capacity));
    this.#number = grown(this.#number, new Uint32Array(capacity));
    this.#hidden = grown(this.#hidden, new Uint8Array(capacity));
    this.#last = grown(this.#last, new Uint8Array(capacity));
    this.#order = grown(this.#order, new Float64Array(capacity));
    this.#heap = grown(this.#heap, new Int32Array(capacity));
  }
}
