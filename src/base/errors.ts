/** A file is of this format but broken. States facts; the front end adds advice. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly format: string;
  /** Byte offset in the file, or undefined where no place can be named. */
  readonly offset: number | undefined;

  constructor(format: string, offset: number | undefined, expected: string, found: string) {
    super(
      `${format}${offset === undefined ? '' : ` at byte ${offset}`}: expected ${expected}, found ${found}`,
    );
    this.format = format;
    this.offset = offset;
  }
}

/** A target (guest, machine) could not do what was asked. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
  /** What was being tried, e.g. `start QEMU`. */
  readonly check: string;
  /** What the machine said: the tail of a log, an error text. */
  readonly output: string;
  /** The next step for the reader. */
  readonly remedy: string;
  /** What the command line exits with. */
  readonly exitCode: number;

  constructor(check: string, output: string, remedy: string, exitCode = 125) {
    super(`${check}: ${output}`);
    this.check = check;
    this.output = output;
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** The command line was wrong; exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** A bug of Ringside's own when it fails. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`bug: ${message}`);
}
