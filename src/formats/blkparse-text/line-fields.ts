import type { FieldValue, Trace } from '../../store/index.ts';
import { BlktraceFields } from '../blktrace/fields.ts';
import { lineText } from './parse-line.ts';
import { lineStartOffset } from './record-writer.ts';

const longestHead = 200;

/** Fields of the records made of lines. The letters of a request are the line's own: they tell of bytes that it leaves out. */
export class LineFields extends BlktraceFields {
  readonly #lines: Trace;
  readonly #bytes: Uint8Array;

  constructor(trace: Trace, bytes: Uint8Array) {
    super(trace);
    this.#lines = trace;
    this.#bytes = bytes;
  }

  override text(event: number, name: string): ((row: number) => string) | undefined {
    const read = super.text(event, name);
    return read === undefined || name !== 'rwbs' ? read : row => this.#letters(row) ?? read(row);
  }

  override value(event: number, name: string): ((row: number) => FieldValue) | undefined {
    return name === 'rwbs' ? this.text(event, name) : super.value(event, name);
  }

  #letters(row: number): string | undefined {
    const start = lineStart(this.#lines, row);
    const line = lineText(this.#bytes, start, Math.min(this.#bytes.length, start + longestHead));
    return /^\s*\S+ +\d+ +\S+ +\S+ +\d+ +\S+ +([A-Z]+) /.exec(line)?.[1];
  }
}

/** Where the line of a row starts in the text. */
export function lineStart(trace: Trace, row: number): number {
  const { view } = trace.runs[trace.run[row]!]!;
  return view.getFloat64(trace.place[row]! + lineStartOffset, true);
}
