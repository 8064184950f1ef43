import { availableParallelism } from 'node:os';
import { setImmediate as immediate } from 'node:timers/promises';
import type { Recording, TimeWindow } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { type EventPrinter, OutputBytes } from '../../text/index.ts';
import { OrderedText } from './ordered-text.ts';
import type { TextSink } from './output-stream.ts';
import { SecondPrinter } from './second-printer.ts';
import { piece, pieceMemory } from './text-pieces.ts';

/** Which of the printed lines are wanted. */
export interface LineWishes {
  readonly grep: RegExp | undefined;
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Which rows of a trace are wanted; undefined where all are. */
export type RowSelector = (trace: Trace) => ((row: number) => boolean) | undefined;

// The first lines are wanted at once, as by `head`.
export const firstPiece = 1 << 14;
// So many events are printed before a second thread is worth its start.
const manyEvents = 1 << 17;
// With two processors, reading ahead and the collector have the other one: a second printer then costs a tenth (bench/read-trace-dat).
const hasProcessorToSpare = availableParallelism() > 2;

/**
 * Prints the wanted events of a recording to a stream, a piece at a time, and answers how many there were. `last` is
 * the recording's last trace, which has all of its problems.
 */
export async function printEvents(
  recording: Recording,
  window: TimeWindow | undefined,
  select: RowSelector,
  printer: EventPrinter,
  wishes: LineWishes,
  stream: TextSink,
): Promise<{ readonly events: number; readonly last: Trace | undefined }> {
  const out = new OutputBytes(pieceMemory);
  const lines = new WantedLines(out, wishes);
  let last: Trace | undefined;
  let events = 0;
  let enough = firstPiece;
  const text = new OrderedText(stream);
  let second: SecondPrinter | undefined;
  const flush = async (): Promise<void> => {
    await text.write(out);
    enough = piece;
    // What is read ahead meanwhile goes on only when this thread lets it.
    await immediate();
  };
  try {
    for await (const trace of recording.stream(window)) {
      printer.use(trace);
      if (last === undefined && wishes.last === undefined) printer.head?.(out);
      last = trace;
      const wanted = select(trace);
      const all = wanted === undefined && lines.takesAll;
      if (hasProcessorToSpare && all && events > manyEvents && recording.isLive !== true)
        second ??= SecondPrinter.of(printer, trace);
      events += trace.count;
      const later = all ? second?.print(trace, text.free) : undefined;
      if (later !== undefined) {
        await flush();
        text.later(later);
        if (text.gone) return { events, last };
        continue;
      }
      const order = printer.order?.(trace);
      for (let next = 0; next < trace.count && !lines.enough; ) {
        if (all && printer.printRows !== undefined) next = printer.printRows(next, trace.count, out, enough);
        else {
          const row = order === undefined ? next : order[next]!;
          const start = out.length;
          if ((wanted === undefined || wanted(row)) && printer.print(row, out)) lines.take(start);
          next++;
        }
        if (out.length < enough || wishes.last !== undefined) continue;
        await flush();
        if (text.gone) return { events, last };
      }
      if (lines.enough) break;
      if (recording.isLive === true && wishes.last === undefined) await flush();
      if (text.gone) return { events, last };
    }
    if (wishes.last === undefined && !lines.enough) printer.tail?.(out);
    lines.finish();
    await flush();
    await text.finish();
    return { events, last };
  } finally {
    await second?.close();
  }
}

/** Keeps of what is printed the lines that are wanted. */
export class WantedLines {
  /** No more lines are wanted. */
  enough = false;
  readonly #out: OutputBytes;
  readonly #wishes: LineWishes;
  #ends: number[] = [];
  #count = 0;

  constructor(out: OutputBytes, wishes: LineWishes) {
    this.#out = out;
    this.#wishes = wishes;
  }

  get takesAll(): boolean {
    const { grep, first, last } = this.#wishes;
    return grep === undefined && first === undefined && last === undefined;
  }

  /** What was printed from `start` on is one event's: takes it, or takes it back. */
  take(start: number): void {
    const { grep, first, last } = this.#wishes;
    if (grep !== undefined && !grep.test(this.#textFrom(start))) {
      this.#out.length = start;
      return;
    }
    this.#count++;
    this.enough = first !== undefined && this.#count >= first;
    if (last !== undefined) {
      this.#ends.push(this.#out.length);
      // Once in a while those are forgotten that will not be among the last.
      if (this.#out.length >= piece && this.#ends.length > 2 * last) this.#cutTo(last);
    }
  }

  finish(): void {
    const { last } = this.#wishes;
    if (last !== undefined && this.#ends.length > last) this.#cutTo(last);
  }

  #textFrom(start: number): string {
    const { bytes, length } = this.#out;
    return Buffer.from(bytes.buffer, bytes.byteOffset + start, length - start - 1).toString('utf8');
  }

  #cutTo(keep: number): void {
    const cut = this.#ends[this.#ends.length - keep - 1] ?? 0;
    this.#out.bytes.copyWithin(0, cut, this.#out.length);
    this.#out.length -= cut;
    this.#ends = this.#ends.slice(this.#ends.length - keep).map(end => end - cut);
  }
}
