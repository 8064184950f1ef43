import type { Trace } from '../../store/index.ts';
import type { EventPrinter } from '../event-style.ts';
import type { OutputBytes } from '../output-bytes.ts';

/** Chooses between two printers by who wrote the text, which is known with the first trace. */
export class WriterPrinter implements EventPrinter {
  readonly #ofReport: EventPrinter;
  readonly #ofKernel: EventPrinter;
  #chosen: EventPrinter | undefined;

  constructor(ofReport: EventPrinter, ofKernel: EventPrinter) {
    this.#ofReport = ofReport;
    this.#ofKernel = ofKernel;
  }

  use(trace: Trace): void {
    this.#chosen ??= trace.facts.writer === 'trace-cmd report' ? this.#ofReport : this.#ofKernel;
    this.#chosen.use(trace);
  }

  head(out: OutputBytes): void {
    this.#chosen?.head?.(out);
  }

  print(row: number, out: OutputBytes): boolean {
    return this.#chosen!.print(row, out);
  }

  tail(out: OutputBytes): void {
    this.#chosen?.tail?.(out);
  }
}
