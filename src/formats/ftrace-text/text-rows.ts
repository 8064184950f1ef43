import type { Trace } from '../../store/index.ts';
import type { ByteInterner } from './byte-interner.ts';

/** What a text's fields are read from beside its bytes. */
export interface CallNames {
  readonly functions: ByteInterner;
  /** Of each row of the whole text, its function's number and one. */
  readonly column: Uint32Array;
  /** The column of places of the whole text: tells which of its rows a part of it begins with. */
  readonly place: Uint32Array;
  /** Rows of the whole text. */
  readonly count: number;
}

/** The text of rows, and the functions of calls. */
export class TextRows {
  readonly trace: Trace;
  readonly functions: ByteInterner;
  /** Which row of the whole text is row 0; -1 where that is not known. */
  readonly first: number;
  /** Rows of the whole text. */
  readonly total: number;
  /** Where the present row's text is. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  readonly #bytes: readonly Uint8Array[];
  readonly #column: Uint32Array;

  constructor(trace: Trace, names: CallNames) {
    this.trace = trace;
    this.functions = names.functions;
    this.#bytes = trace.runs.map(({ view }) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
    const isPart = trace.place.buffer === names.place.buffer;
    this.#column = isPart ? names.column : new Uint32Array(0);
    this.first = isPart ? (trace.place.byteOffset - names.place.byteOffset) / 4 : -1;
    this.total = names.count;
  }

  use(row: number): void {
    const { trace } = this;
    this.bytes = this.#bytes[trace.run[row]!]!;
    this.start = trace.place[row]!;
    this.end = this.start + trace.length[row]!;
  }

  /** The number of a row's function; -1 where it is not known. */
  functionOf(row: number): number {
    return (this.#column[this.first + row] ?? 0) - 1;
  }
}
