import { type BlkparseTextRecording, lineStart } from '../../formats/blkparse-text/index.ts';
import type { Trace } from '../../store/index.ts';
import type { EventPrinter } from '../event-style.ts';
import type { OutputBytes } from '../output-bytes.ts';

/** Events of a text of blkparse as they stand in it, with what stands between them. */
export class TextPrinter implements EventPrinter {
  readonly #recording: BlkparseTextRecording;
  #trace: Trace | undefined;
  #printed = 0;

  constructor(recording: BlkparseTextRecording) {
    this.#recording = recording;
  }

  use(trace: Trace): void {
    this.#trace = trace;
  }

  head(out: OutputBytes): void {
    const { bytes, firstLine } = this.#recording.text;
    out.copy(bytes, 0, firstLine);
  }

  print(row: number, out: OutputBytes): boolean {
    const trace = this.#trace!;
    const { bytes, lastLineEnd } = this.#recording.text;
    out.copy(
      bytes,
      lineStart(trace, row),
      row + 1 < trace.count ? lineStart(trace, row + 1) : this.#endBehind(row, lastLineEnd),
    );
    this.#printed++;
    return true;
  }

  printRows(from: number, to: number, out: OutputBytes, enough: number): number {
    const trace = this.#trace!;
    const { bytes } = this.#recording.text;
    const start = lineStart(trace, from);
    let end = from + 1;
    while (end < to && lineStart(trace, end) - start < enough - out.length) end++;
    // What stands between two rows belongs to the first.
    if (end < trace.count) out.copy(bytes, start, lineStart(trace, end));
    else {
      if (end - 1 > from) out.copy(bytes, start, lineStart(trace, end - 1));
      this.print(end - 1, out);
      this.#printed--;
    }
    this.#printed += end - from;
    return end;
  }

  /** The totals are those of all events: they are left out where some of those are. */
  tail(out: OutputBytes): void {
    const { bytes, lastLineEnd, trace } = this.#recording.text;
    if (this.#printed === trace.count) out.copy(bytes, lastLineEnd, bytes.length);
  }

  /** Where the text of the trace's last row ends: the trace may be a part of all. */
  #endBehind(row: number, lastLineEnd: number): number {
    const { bytes } = this.#recording.text;
    const end = bytes.indexOf(10, lineStart(this.#trace!, row));
    return end < 0 ? lastLineEnd : Math.min(end + 1, lastLineEnd);
  }
}
