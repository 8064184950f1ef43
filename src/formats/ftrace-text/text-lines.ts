import type { Trace } from '../../store/index.ts';
import { newline } from './bytes.ts';
import { callKind, GraphCall, scanCall } from './graph-call.ts';
import { scanLatencyHead, scanVerboseHead } from './latency-head.ts';
import { LineHead, scanEventHead } from './line-head.ts';
import { TextFields } from './text-fields.ts';

/** The lines of the text that a trace's rows came from. */
export class TextLines {
  readonly trace: Trace;
  /** Whether the trace begins, and ends, where its stretch of the text does. */
  readonly hasBeginning: boolean;
  readonly hasEnd: boolean;
  readonly #bytes: readonly Uint8Array[];
  readonly #exit: number;
  readonly #call = new GraphCall();
  readonly #head = new LineHead();

  constructor(trace: Trace) {
    this.trace = trace;
    const whole = trace.fields instanceof TextFields ? trace.fields : undefined;
    this.hasBeginning = whole?.hasBeginning === true;
    this.hasEnd = whole?.hasEnd === true;
    this.#bytes = trace.runs.map(({ view }) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    this.#exit = trace.findEvent('ftrace', 'funcgraph_exit');
  }

  /** The bytes that a row's line is in. */
  bytes(row: number): Uint8Array {
    return this.#bytes[this.trace.run[row]!]!;
  }

  lineStart(row: number): number {
    const place = this.trace.place[row]!;
    return place === 0 ? 0 : this.bytes(row).lastIndexOf(newline, place - 1) + 1;
  }

  /** The end of the row's last line, without its newline. */
  lineEnd(row: number): number {
    const bytes = this.bytes(row);
    let end = this.trace.place[row]! + this.trace.length[row]!;
    // A comment's end is not its event's.
    if (end < bytes.length && bytes[end] !== newline) {
      const found = bytes.indexOf(newline, end);
      end = found < 0 ? bytes.length : found;
    }
    return end;
  }

  /** Whether a row is the return of a leaf, whose line is its entry's. */
  isLeafReturn(row: number): boolean {
    const { event, place, length } = this.trace;
    if (event[row] !== this.#exit) return false;
    scanCall(this.bytes(row), place[row]!, place[row]! + length[row]!, this.#call);
    return this.#call.kind === callKind.leaf;
  }

  /** The row before whose line comes before; -1 where there is none. */
  rowBefore(row: number): number {
    let before = row - 1;
    while (before >= 0 && this.isLeafReturn(before)) before--;
    return before;
  }

  /** What stands before the row's text; undefined where the line has only the columns of function_graph. */
  head(row: number): LineHead | undefined {
    const bytes = this.bytes(row);
    const start = this.lineStart(row);
    const end = this.lineEnd(row);
    const found =
      scanEventHead(bytes, start, end, this.#head) ||
      scanLatencyHead(bytes, start, end, this.#head) ||
      scanVerboseHead(bytes, start, end, this.#head);
    return found ? this.#head : undefined;
  }
}
