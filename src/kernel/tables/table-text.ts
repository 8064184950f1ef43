import { FormatError } from '../../base/index.ts';

// The tables in data/kernel are text, one fact a line, in printable ASCII:
//
//   ringside-functions 1            what it is and its version
//   kernel 6.1.0-56-amd64           facts about the table
//   from linux-source-6.1 6.1.192-2
//                                   an empty line
//   …                               the table's own lines
//   .57713                          how many entries: a table that was cut has no such line

/** Which kernel a table describes and which packages it was made from. */
export interface TableOrigin {
  /** The release that the kernel calls itself, e.g. `6.1.0-56-amd64`. */
  readonly kernel: string;
  /** As `uname -m` says it. */
  readonly architecture: string;
  /** Packages with their versions. */
  readonly from: readonly string[];
}

const newline = 10;

/** A walk over the lines of a table. */
export class TableText {
  readonly bytes: Uint8Array;
  readonly format: string;
  readonly origin: TableOrigin;
  /** Where the line begins that `next` moved to. */
  start = 0;
  /** Where it ends, without its newline. */
  end = -1;

  /** Throws a FormatError where the bytes are not a table of this format. */
  constructor(bytes: Uint8Array, format: string) {
    this.bytes = bytes;
    this.format = format;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if ((byte < 32 && byte !== newline) || byte > 126)
        throw this.broken(at, 'printable ASCII', `byte ${byte}`);
    }
    if (!this.next() || this.text() !== `${format} 1`)
      throw this.broken(0, `the line "${format} 1"`, `"${this.text().slice(0, 60)}"`);
    this.origin = this.readOrigin();
  }

  private readOrigin(): TableOrigin {
    let kernel = '';
    let architecture = '';
    const from: string[] = [];
    while (this.next()) {
      const line = this.text();
      if (line === '') {
        if (kernel === '') throw this.broken(this.start, 'a kernel release before the empty line', 'none');
        return { kernel, architecture, from };
      }
      const space = line.indexOf(' ');
      const value = line.slice(space + 1);
      if (line.startsWith('kernel ')) kernel = value;
      else if (line.startsWith('architecture ')) architecture = value;
      else if (line.startsWith('from ')) from.push(value);
    }
    throw this.broken(this.start, 'an empty line after the head', 'the end');
  }

  /** Moves to the next line; false at the end. A last line without newline counts as cut off. */
  next(): boolean {
    const start = this.end + 1;
    if (start >= this.bytes.length) return false;
    let end = start;
    while (end < this.bytes.length && this.bytes[end] !== newline) end++;
    if (end === this.bytes.length) throw this.broken(start, 'a newline at the end', 'a line that was cut');
    this.start = start;
    this.end = end;
    return true;
  }

  /** Moves back to a line whose beginning was remembered. */
  moveTo(start: number): void {
    this.end = start - 1;
    this.next();
  }

  /** The line's first byte, or 0 for an empty line. */
  first(): number {
    return this.start < this.end ? this.bytes[this.start]! : 0;
  }

  text(from = this.start, to = this.end): string {
    let text = '';
    for (let at = from; at < to; at++) text += String.fromCharCode(this.bytes[at]!);
    return text;
  }

  /** Checks the last line's count against what was read. */
  finish(count: number): void {
    const said = Number(this.text(this.start + 1));
    if (said !== count) throw this.broken(this.start, `${count} entries as read`, `a count of ${said}`);
  }

  broken(offset: number, expected: string, found: string): FormatError {
    return new FormatError(this.format, offset, expected, found);
  }
}

/** A hash of an ASCII name, from text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The same hash, from bytes. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash >>> 0;
}

export function isTextAt(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start !== text.length) return false;
  for (let at = 0; at < text.length; at++) if (bytes[start + at] !== text.charCodeAt(at)) return false;
  return true;
}
