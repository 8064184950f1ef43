import type { FileStream } from './file-stream.ts';
import { absoluteTime, type ReadContext } from './parsed-record.ts';
import type { RowSink } from './row-sink.ts';

/**
 * Shows the events of several files in the order of blkparse: always the file whose next event is the earliest. Events of
 * one file keep their order, even where their times do not rise. Yields where the sink may be emptied.
 */
export class FileMerge {
  readonly #streams: readonly FileStream[];
  readonly #context: ReadContext;
  #first: FileStream | undefined;

  constructor(streams: readonly FileStream[], context: ReadContext) {
    this.#streams = streams;
    this.#context = context;
  }

  /** Reads ahead in every file, so that the start is known. */
  async begin(): Promise<void> {
    for (const stream of this.#streams) {
      if (await stream.prime(0)) this.#insert(stream);
    }
    const start = this.#first?.head ?? 0;
    const shown = this.#streams.flatMap(({ firstShown }) => firstShown ?? []);
    this.#context.state.start = absoluteTime(this.#context, start);
    this.#context.state.zero = shown.length === 0 ? 0 : Math.min(...shown) - start;
  }

  async *show(sink: RowSink): AsyncGenerator<void> {
    const start = this.#first?.head ?? 0;
    for (let stream = this.#showReadAhead(start, sink); stream !== undefined; ) {
      if (await stream.prime(sink.total)) this.#moveBehindEarlier(stream);
      else {
        this.#first = stream.next;
        stream.next = undefined;
      }
      yield;
      stream = this.#showReadAhead(start, sink);
    }
  }

  /** Makes memory of pieces spare that nothing refers to any more: all traces made so far are done with. */
  recycle(): void {
    const { retired, spare } = this.#context;
    if (retired === undefined) return;
    for (const piece of retired.splice(0)) {
      if (this.#streams.some(stream => stream.uses(piece))) retired.push(piece);
      else spare.push(new Uint8Array(piece.view.buffer));
    }
  }

  /** Shows events until a file must be read on, which is answered; undefined where all are at their ends. */
  #showReadAhead(start: number, sink: RowSink): FileStream | undefined {
    for (let stream = this.#first; stream !== undefined; stream = this.#first) {
      stream.show(stream.next?.head ?? Number.POSITIVE_INFINITY, start, sink);
      if (stream.at === stream.count) return stream;
      this.#moveBehindEarlier(stream);
    }
    return undefined;
  }

  #moveBehindEarlier(first: FileStream): void {
    if (first.next === undefined || first.head <= first.next.head) return;
    this.#first = first.next;
    first.next = undefined;
    this.#insert(first);
  }

  /** Of equal times a file stays behind the first of the list and before all others. */
  #insert(stream: FileStream): void {
    const { head } = stream;
    let before = this.#first;
    if (before === undefined || head < before.head) {
      stream.next = before;
      this.#first = stream;
      return;
    }
    while (before.next !== undefined && before.next.head < head) before = before.next;
    stream.next = before.next;
    before.next = stream;
  }
}
