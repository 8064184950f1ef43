const chunk = 1 << 16;

/** Writes lines to standard output in larger pieces. Stops when whoever reads them is gone, as `head` is. */
export class LineWriter {
  #text = '';
  #gone = false;

  constructor() {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      this.#gone = true;
    });
  }

  readonly write = (line: string): void => {
    this.#text += `${line}\n`;
    if (this.#text.length >= chunk) this.flush();
  };

  flush(): void {
    if (!this.#gone && this.#text !== '') process.stdout.write(this.#text);
    this.#text = '';
  }
}
