import { unknownEvent } from '../../store/index.ts';
import { batchRecords } from './file-stream.ts';
import { deviceNumbers } from './layout.ts';
import { absoluteTime, ParsedRecord, type ReadContext } from './parsed-record.ts';
import { PipeHeap } from './pipe-heap.ts';
import { messageEvent } from './record.ts';
import type { RecordCursor } from './record-cursor.ts';
import type { RowSink } from './row-sink.ts';

const mostDevices = 4096;
// A file of nothing but messages is read in pieces too.
const mostMessages = 1 << 16;
// blkparse lets everything behind a gap wait for the end of its input; memory has one.
const mostWaiting = 1 << 22;

/**
 * Shows the records of all CPUs and devices that lie in one file, in the order of blkparse reading a pipe: a batch is read
 * and sorted into what waits; events are shown from the earliest on until one's sequence number is not the next of its
 * CPU. At the end what still waits is shown, and what is missing between is counted as skipped.
 */
export class PipeSort {
  readonly #cursor: RecordCursor;
  readonly #context: ReadContext;
  readonly #record: ParsedRecord;
  readonly #heap = new PipeHeap();
  readonly #deviceOf = new Map<number, number>();
  /** Times of the first event and of the first that blkparse shows, since the first record. */
  #start: number | undefined;
  #zero: number | undefined;
  #ended = false;

  constructor(cursor: RecordCursor, context: ReadContext) {
    this.#cursor = cursor;
    this.#context = context;
    this.#record = new ParsedRecord(context);
  }

  /** Reads the first batch, so that the start is known. */
  async begin(): Promise<void> {
    await this.#readBatch(0);
    const start = this.#start ?? 0;
    this.#context.state.start = absoluteTime(this.#context, start);
    this.#context.state.zero = (this.#zero ?? start) - start;
  }

  async *show(sink: RowSink): AsyncGenerator<void> {
    do {
      this.#showWaiting(sink, false);
      yield;
      while (this.#heap.size > mostWaiting) {
        this.#showWaiting(sink, true);
        yield;
      }
    } while (await this.#readBatch(sink.total));
    while (this.#heap.size > 0) {
      this.#showWaiting(sink, true);
      yield;
    }
  }

  /** What waits may lie in any piece: nothing is used again. */
  recycle(): void {}

  async #readBatch(shown: number): Promise<boolean> {
    const heap = this.#heap;
    heap.beginBatch();
    let read = 0;
    let messages = 0;
    while (read < batchRecords && !this.#ended) {
      const step = this.#cursor.step();
      if (step === 'refill') await this.#cursor.refill();
      else if (step === 'end') this.#ended = true;
      else if (step === 'broken') {
        if (read > 0) break;
      } else if (this.#record.read(this.#cursor, shown)) {
        const device = this.#device(this.#record.device);
        if (device < 0) continue;
        heap.take(this.#record, device, this.#cursor);
        if (!this.#record.cgroupMessage) read++;
        else if (++messages >= mostMessages) break;
      }
    }
    this.#start ??= heap.earliest(false);
    this.#zero ??= heap.earliest(true);
    const start = this.#start ?? 0;
    heap.sortIn(start, (this.#zero ?? start) - start);
    return read + messages > 0;
  }

  #showWaiting(sink: RowSink, force: boolean): void {
    const heap = this.#heap;
    const { gaps, problems } = this.#context.state;
    // What is forced is shown in pieces, so that the sink can be emptied between them.
    for (let shown = 0; heap.size > 0 && shown < batchRecords; shown++) {
      const entry = heap.top();
      const device = heap.device[entry]!;
      let lost = 0;
      if (heap.event[entry] !== messageEvent) {
        const cpu = gaps.cpu(device, heap.cpu[entry]!);
        const sequence = heap.sequence[entry]!;
        if (cpu.last >= 0 && sequence !== cpu.last + 1) {
          if (!force) return;
          lost = Math.max(0, sequence - cpu.last - 1);
          if (lost > 0) {
            problems.add({
              name: 'blktrace.lost',
              severity: 'loss',
              place: `CPU ${heap.cpu[entry]}`,
              count: lost,
              sentence: 'events are missing: their sequence numbers were skipped',
            });
          }
          cpu.skipTo(sequence);
        }
        cpu.last = sequence;
      }
      heap.pop();
      sink.add(
        heap.piece[entry]!,
        device,
        heap.time[entry]!,
        heap.cpu[entry]!,
        heap.pid[entry]!,
        heap.event[entry] ?? unknownEvent,
        heap.place[entry]!,
        heap.length[entry]!,
        lost,
      );
    }
  }

  /** Index of a device; blkparse takes one that is numbered 0 for the next one that it meets. */
  #device(number: number): number {
    const known = this.#deviceOf.get(number);
    if (known !== undefined) return known;
    const { devices } = this.#context.state;
    const unnumbered = devices.findIndex(device => device.number === 0);
    if (unnumbered >= 0) devices[unnumbered] = { name: deviceNumbers(number), number };
    else if (devices.length >= mostDevices) {
      this.#context.problems.add({
        name: 'blktrace.too-many-devices',
        severity: 'broken',
        place: this.#cursor.name,
        sentence: `records of more than ${mostDevices} devices were left out`,
      });
      return -1;
    } else devices.push({ name: deviceNumbers(number), number });
    const index = unnumbered >= 0 ? unnumbered : devices.length - 1;
    this.#deviceOf.set(number, index);
    return index;
  }
}
