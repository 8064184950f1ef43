import { grow, NameIndex } from '../tables/name-index.ts';
import { type TableOrigin, TableText } from '../tables/table-text.ts';
import { partOfFile } from './part-of-file.ts';
import { isPartId, type PartId } from './parts.ts';

// The table's own lines:
//
//   +fs/ext4 ext4                    modules built from this folder
//   /fs/ext4/namei.c ext4            a file; the modules it is linked into, none for the kernel image,
//                                    `*` for anywhere; `=part` where its path does not say its part
//   ext4_rename2 k                   its functions by line, each with the lines since the one before in base 36
//   handle_pte_fault 2a~             one without machine code: inlined wherever it is called
//   @syscall/read 3                  what the name is of: see canonical-name.ts

const plus = 43;
const slash = 47;
const dot = 46;
const space = 32;
const tilde = 126;
const inlinedBit = 0x80000000;

/** A source file with functions in it. */
export interface SourceFile {
  readonly path: string;
  readonly part: PartId | undefined;
  /** Modules it is linked into: empty for the kernel image, undefined for anywhere (headers). */
  readonly modules: ReadonlySet<string> | undefined;
}

/** Functions of one kernel: name → file, line. */
export class FunctionTable {
  readonly origin: TableOrigin;
  /** Module name (with `_`) → the folder of the source that it is built from. */
  readonly modules: ReadonlyMap<string, string>;
  private readonly text: TableText;
  private readonly names: NameIndex;
  private fileStarts = new Uint32Array(4096);
  private fileCount = 0;
  private readonly filesRead: SourceFile[] = [];
  private fileOf = new Uint32Array(4096);
  private lineOf = new Uint32Array(4096);

  /** Reads decompressed bytes. Throws a FormatError where they are not a whole table. */
  constructor(bytes: Uint8Array) {
    const text = new TableText(bytes, 'ringside-functions');
    const modules = new Map<string, string>();
    this.names = new NameIndex(bytes);
    let line = 0;
    let ended = false;
    while (!ended && text.next()) {
      const first = text.first();
      if (first === slash) {
        this.addFile(text.start);
        line = 0;
      } else if (first === plus) {
        const [folder, ...names] = text.text(text.start + 1).split(' ');
        for (const name of names) modules.set(name, folder!);
      } else if (first === dot) {
        text.finish(this.names.length);
        ended = true;
      } else {
        if (this.fileCount === 0) throw text.broken(text.start, 'a file before its functions', 'a function');
        line = this.addFunction(text, line);
      }
    }
    if (!ended) throw text.broken(bytes.length, 'a last line with the count', 'the end');
    this.names.finish();
    this.origin = text.origin;
    this.text = text;
    this.modules = modules;
  }

  private addFile(start: number): void {
    if (this.fileCount === this.fileStarts.length) this.fileStarts = grow(this.fileStarts);
    this.fileStarts[this.fileCount++] = start;
  }

  private addFunction(text: TableText, before: number): number {
    const { bytes, start, end } = text;
    let nameEnd = start;
    while (nameEnd < end && bytes[nameEnd] !== space) nameEnd++;
    if (nameEnd === start) throw text.broken(start, 'a function name', 'none');
    const number = this.names.length;
    if (number === this.fileOf.length) {
      this.fileOf = grow(this.fileOf);
      this.lineOf = grow(this.lineOf);
    }
    this.names.add(start, nameEnd);
    this.fileOf[number] = this.fileCount - 1;
    if (nameEnd === end) return before;
    const isInlined = bytes[end - 1] === tilde;
    const line = before + readBase36(text, nameEnd + 1, isInlined ? end - 1 : end);
    if (line >= inlinedBit) throw text.broken(start, 'a line number', `${line}`);
    this.lineOf[number] = isInlined ? line + inlinedBit : line;
    return line;
  }

  /** How many functions it names. */
  get size(): number {
    return this.names.length;
  }

  /** The numbers of the functions of this name. */
  find(name: string): readonly number[] {
    return this.names.find(name);
  }

  fileAt(number: number): SourceFile {
    const file = this.fileOf[number]!;
    const read = this.filesRead[file];
    if (read !== undefined) return read;
    this.text.moveTo(this.fileStarts[file]!);
    const source = readFile(this.text.text(this.text.start + 1));
    this.filesRead[file] = source;
    return source;
  }

  /** The line of the function's name in its file, or undefined where it is not known. */
  lineAt(number: number): number | undefined {
    return this.lineOf[number]! % inlinedBit || undefined;
  }

  /** Whether it has no machine code of its own: it was inlined wherever it is called. */
  isInlinedAt(number: number): boolean {
    return this.lineOf[number]! >= inlinedBit;
  }
}

function readFile(line: string): SourceFile {
  const [path, ...words] = line.split(' ');
  const said = words.find(word => word.startsWith('='))?.slice(1) ?? '';
  const modules = words.filter(word => !word.startsWith('='));
  return {
    path: path!,
    part: isPartId(said) ? said : partOfFile(path!),
    modules: modules[0] === '*' ? undefined : new Set(modules),
  };
}

function readBase36(text: TableText, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = text.bytes[at]!;
    const digit = byte >= 97 && byte <= 122 ? byte - 87 : byte >= 48 && byte <= 57 ? byte - 48 : -1;
    value = value * 36 + digit;
    if (digit < 0 || value > 0x7fffffff) throw text.broken(at, 'a line number in base 36', 'something else');
  }
  return value;
}
