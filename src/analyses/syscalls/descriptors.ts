/** What was opened, one place an open file; 0 is what is not known, and an empty name one whose name is not. */
export class OpenedFiles {
  readonly names: string[] = [''];

  add(name: string): number {
    return this.names.push(name) - 1;
  }
}

interface OpenFile {
  readonly file: number;
  closesAtExec: boolean;
}

const standardCount = 3;
/** Of processes with more open files the next number is not foretold, and what their children inherit is not known. */
const manyFiles = 4096;

/** The file descriptors of a process, as far as the recording saw them opened. */
export class Descriptors {
  readonly #open: Map<number, OpenFile>;
  /** The kernel gives the lowest number that is free; as long as every number was the one expected, so is the next. */
  #expected: boolean;

  constructor(open: ReadonlyMap<number, OpenFile> = new Map(), expected = false) {
    this.#open = new Map([...open].map(([fd, file]) => [fd, { ...file }]));
    this.#expected = expected;
  }

  fileOf(fd: number): number {
    return this.#open.get(fd)?.file ?? 0;
  }

  opened(fd: number, file: number, closesAtExec: boolean): void {
    this.#expected = fd === this.#lowestFree();
    this.#open.set(fd, { file, closesAtExec });
  }

  /** `fd` is now what `from` was. */
  duplicated(from: number, fd: number, closesAtExec: boolean): void {
    this.#open.set(fd, { file: this.fileOf(from), closesAtExec });
  }

  /** Two that were opened at once, whose numbers only the program's memory holds. */
  openedPair(file: number, closesAtExec: boolean): void {
    if (!this.#expected || this.#open.size > manyFiles) return;
    for (let end = 0; end < 2; end++) this.#open.set(this.#lowestFree(), { file, closesAtExec });
  }

  setClosesAtExec(fd: number, closesAtExec: boolean): void {
    const file = this.#open.get(fd);
    if (file !== undefined) file.closesAtExec = closesAtExec;
  }

  closed(fd: number): void {
    if (fd < standardCount || !this.#open.delete(fd)) this.#expected = false;
    this.#open.delete(fd);
  }

  closedRange(first: number, last: number): void {
    for (const fd of [...this.#open.keys()]) if (fd >= first && fd <= last) this.#open.delete(fd);
    this.#expected = false;
  }

  copy(): Descriptors {
    return this.#open.size > manyFiles ? new Descriptors() : new Descriptors(this.#open, this.#expected);
  }

  /** What is left of them in a new program. */
  afterExec(): Descriptors {
    const kept = new Map([...this.#open].filter(([, { closesAtExec }]) => !closesAtExec));
    return new Descriptors(kept, this.#expected);
  }

  #lowestFree(): number {
    if (this.#open.size > manyFiles) return -1;
    let fd = standardCount;
    while (this.#open.has(fd)) fd++;
    return fd;
  }
}
