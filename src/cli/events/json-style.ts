import type { Trace } from '../../store/index.ts';
import type { EventPrinter, OutputBytes } from '../../text/index.ts';
import { jsonEnd, jsonHead, jsonLines } from './event-json.ts';

/** Events as one JSON object a line, whatever their format. */
export class JsonPrinter implements EventPrinter {
  readonly #encoder = new TextEncoder();
  #trace: Trace | undefined;
  #line: (row: number) => string = () => '';
  readonly #file: string | undefined;

  /** Where events of several files are printed together, each object begins with the name of its `file`. */
  constructor(file?: string) {
    this.#file = file === undefined ? undefined : `{"file":${JSON.stringify(file)},`;
  }

  use(trace: Trace): void {
    this.#trace = trace;
    this.#line = jsonLines(trace);
  }

  head(out: OutputBytes): void {
    if (this.#trace !== undefined) this.#put(jsonHead(this.#trace), out);
  }

  print(row: number, out: OutputBytes): boolean {
    this.#put(this.#line(row), out);
    return true;
  }

  /** The loss ledger of all that was read: much of it is found only while reading. */
  tail(out: OutputBytes): void {
    if (this.#trace !== undefined) this.#put(jsonEnd(this.#trace), out);
  }

  #put(text: string, out: OutputBytes): void {
    const object = this.#file === undefined ? text : this.#file + text.slice(1);
    out.write(this.#encoder.encode(object));
    out.byte(10);
  }
}
