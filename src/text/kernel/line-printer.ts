import { TextLines } from '../../formats/index.ts';
import type { Trace } from '../../store/index.ts';
import type { EventPrinter } from '../event-style.ts';
import type { OutputBytes } from '../output-bytes.ts';

const newline = 10;

/** Prints lines of a text as they are, with what stands between them: heads, losses, separators. */
export class LinePrinter implements EventPrinter {
  #lines: TextLines | undefined;
  #isFirst = true;
  /** The last row that was printed. */
  #last = -1;

  use(trace: Trace): void {
    this.#isFirst = this.#lines === undefined;
    this.#lines = new TextLines(trace);
    this.#last = -1;
  }

  head(out: OutputBytes): void {
    const lines = this.#lines!;
    if (!lines.hasBeginning) return;
    if (lines.trace.count > 0) copyText(lines, 0, 0, lines.lineStart(0), out);
    // Nothing but a head.
    else if (lines.trace.runs.length > 0) {
      const { view } = lines.trace.runs[0]!;
      out.write(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    }
  }

  print(row: number, out: OutputBytes): boolean {
    const lines = this.#lines!;
    if (lines.isLeafReturn(row)) return false;
    copyText(lines, row, this.#from(lines, row), lines.lineEnd(row), out);
    out.byte(newline);
    this.#last = row;
    return true;
  }

  tail(out: OutputBytes): void {
    const lines = this.#lines;
    const row = this.#last;
    if (lines === undefined || row < 0 || !lines.hasEnd) return;
    if (lines.rowBefore(lines.trace.count) !== row) return;
    copyText(lines, row, lines.lineEnd(row) + 1, lines.bytes(row).length, out);
  }

  /** Where what is printed with a row begins: behind the row before it. */
  #from(lines: TextLines, row: number): number {
    const before = lines.rowBefore(row);
    const bytes = lines.bytes(row);
    if (before >= 0) return lines.bytes(before).buffer === bytes.buffer ? lines.lineEnd(before) + 1 : 0;
    // What stands before the first row is the head, which has its own time to be printed.
    return this.#isFirst || !lines.hasBeginning ? lines.lineStart(row) : 0;
  }
}

function copyText(lines: TextLines, row: number, from: number, to: number, out: OutputBytes): void {
  out.copy(lines.bytes(row), from, to);
}
