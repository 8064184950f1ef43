import type { Recording, TimeWindow } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import { type EventPrinter, OutputBytes } from '../../text/index.ts';
import type { TextSink } from './output-stream.ts';
import { firstPiece, type LineWishes, type RowSelector, WantedLines } from './print-events.ts';
import { piece, pieceMemory } from './text-pieces.ts';

/** One of several recordings that are printed together. */
export interface MergedFile {
  readonly recording: Recording;
  readonly printer: EventPrinter;
  readonly select: RowSelector;
  readonly window: TimeWindow | undefined;
}

/**
 * Prints the wanted events of several recordings on one line of time; of equal times the earlier file's comes first, and
 * those of top instances before others, as trace-cmd has it. Answers how many events there were, and the last traces.
 */
export async function printMerged(
  files: readonly MergedFile[],
  wishes: LineWishes,
  stream: TextSink,
): Promise<{ readonly events: number; readonly last: readonly Trace[] }> {
  const base = files[0]?.recording.start ?? 0n;
  const cursors = files.map(file => new FileCursor(file, base));
  const out = new OutputBytes(pieceMemory);
  const lines = new WantedLines(out, wishes);
  let enough = firstPiece;
  for (const cursor of cursors) {
    await cursor.advance();
    if (wishes.last === undefined) cursor.head(out);
  }
  while (!lines.enough) {
    let next: FileCursor | undefined;
    for (const cursor of cursors) {
      if (!cursor.ended && (next === undefined || cursor.isBefore(next))) next = cursor;
    }
    if (next === undefined) break;
    const start = out.length;
    if (next.print(out)) lines.take(start);
    if (next.row >= next.count) await next.advance();
    if (out.length < enough || wishes.last !== undefined) continue;
    await stream.write(out.view());
    out.clear();
    enough = piece;
    if (stream.gone) break;
  }
  if (wishes.last === undefined && !lines.enough) for (const { file } of cursors) file.printer.tail?.(out);
  lines.finish();
  await stream.write(out.view());
  return {
    events: cursors.reduce((sum, { events }) => sum + events, 0),
    last: cursors.flatMap(({ trace }) => (trace === undefined ? [] : [trace])),
  };
}

/** Where the printing of one file is. */
class FileCursor {
  readonly file: MergedFile;
  trace: Trace | undefined;
  row = 0;
  events = 0;
  ended = false;
  readonly #traces: AsyncIterator<Trace>;
  /** From the file's times to those since the start of the first file. */
  readonly #later: number;
  #wanted: ((row: number) => boolean) | undefined;

  constructor(file: MergedFile, base: bigint) {
    this.file = file;
    this.#traces = file.recording.stream(file.window)[Symbol.asyncIterator]();
    this.#later = Number(file.recording.start - base);
  }

  get count(): number {
    return this.trace?.count ?? 0;
  }

  /** Goes to the next trace that has events. */
  async advance(): Promise<void> {
    do {
      const { value, done } = await this.#traces.next();
      if (done === true) {
        this.ended = true;
        return;
      }
      const trace: Trace = value;
      this.trace = trace;
      this.row = 0;
      this.events += trace.count;
      this.file.printer.use(trace);
      this.#wanted = this.file.select(trace);
    } while (this.count === 0);
  }

  head(out: OutputBytes): void {
    if (this.trace !== undefined) this.file.printer.head?.(out);
  }

  isBefore(other: FileCursor): boolean {
    const difference = this.#time - other.#time;
    return difference < 0 || (difference === 0 && this.#isTop && !other.#isTop);
  }

  /** Prints its event unless it is not wanted, and goes on. */
  print(out: OutputBytes): boolean {
    const row = this.row++;
    return (this.#wanted === undefined || this.#wanted(row)) && this.file.printer.print(row, out);
  }

  get #time(): number {
    return this.trace!.time[this.row]! + this.#later;
  }

  get #isTop(): boolean {
    const { runs, run, buffers } = this.trace!;
    return buffers[runs[run[this.row]!]!.buffer] === '';
  }
}
