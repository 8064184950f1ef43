import type { PageRun } from '../../tracefs/index.ts';
import { view } from './cursor.ts';
import type { PageReader } from './page-reader.ts';

/** The pages of a run on their way into memory, and how many of them are there: they are walked as they come. */
export class ArrivingPages {
  readonly #run: PageRun;
  readonly #from: number;
  readonly #wanted: number;
  #there: Uint8Array = new Uint8Array(0);
  #isAll = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  /** `count` pages from the page that the run begins with. */
  constructor(run: PageRun, count: number) {
    this.#run = run;
    this.#from = run.nextPage;
    this.#wanted = count;
    run.begin(view(this.#there), this.#from);
  }

  /** Begins to read; answers when the pages are there, or at once where they come one after the other. */
  async read(reader: PageReader): Promise<void> {
    if (reader.readGradually === undefined) {
      this.#end(await reader.read(this.#from, this.#wanted));
      return;
    }
    reader
      .readGradually(this.#from, this.#wanted, there => {
        this.#there = there;
        this.#wake();
      })
      .then(
        bytes => this.#end(bytes),
        (error: unknown) => {
          this.#failure = { error };
          this.#wake();
        },
      );
  }

  get isAll(): boolean {
    return this.#isAll;
  }

  /** All that was wanted is there and was walked. */
  get isOver(): boolean {
    return this.#isAll && this.walked >= this.#there.length;
  }

  /** Bytes that were wanted. */
  get bytes(): number {
    return this.#wanted * this.#run.pageSize;
  }

  /** Bytes that were walked. */
  get walked(): number {
    return (this.#run.nextPage - this.#from) * this.#run.pageSize;
  }

  /** Walks some further pages; waits for them where they are not there yet. */
  async walk(pages: number): Promise<void> {
    const run = this.#run;
    while (!this.#isAll && this.#there.length < this.walked + run.pageSize) await this.#next();
    const whole = this.#there.length - (this.#there.length % run.pageSize);
    run.view = view(this.#isAll ? this.#there : this.#there.subarray(0, whole));
    if (run.nextPage < run.endPage) run.walk(pages);
    else run.more = false;
  }

  #next(): Promise<void> {
    return new Promise((resolve, reject) => {
      const wake = (): void => (this.#failure === undefined ? resolve() : reject(this.#failure.error));
      this.#wake = wake;
      if (this.#failure !== undefined) wake();
    });
  }

  #end(bytes: Uint8Array): void {
    const run = this.#run;
    this.#there = bytes;
    this.#isAll = true;
    // Less than was asked for: the file or what can be read of it ends there.
    if (bytes.length < this.bytes) run.endPage = this.#from + Math.ceil(bytes.length / run.pageSize);
    this.#wake();
  }
}
