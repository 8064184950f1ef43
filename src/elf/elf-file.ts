import type { Problem } from '../store/index.ts';
import { type DynamicEntry, dynamicTags, readDynamic } from './dynamic.ts';
import type { ElfBytes } from './elf-bytes.ts';
import { ElfProblems } from './elf-problems.ts';
import { type ElfHeader, readHeader } from './header.ts';
import { type Note, readNotes } from './notes.ts';
import { readSections, type Section } from './sections.ts';
import { readSegments, type Segment, segmentTypes } from './segments.ts';
import { type ElfSymbol, readSymbols } from './symbols.ts';

/** An ELF file: program, library, object file, kernel module, kernel image or core dump. */
export interface ElfFile {
  readonly elf: ElfBytes;
  readonly header: ElfHeader;
  readonly segments: readonly Segment[];
  readonly sections: readonly Section[];
  readonly symbols: readonly ElfSymbol[];
  readonly dynamic: readonly DynamicEntry[];
  readonly notes: readonly Note[];
  /** The program that starts it: the dynamic loader. */
  readonly interpreter: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads an ELF file. Throws a FormatError where it is none; what is broken further inside is a problem and left out. */
export function readElf(bytes: Uint8Array): ElfFile {
  const { header, elf } = readHeader(bytes);
  const problems = new ElfProblems();
  const segments = readSegments(elf, header, problems);
  const sections = readSections(elf, header, problems);
  const symbols = readSymbols(elf, sections, problems);
  const dynamic = readDynamic(elf, segments, sections, problems);
  const notes = readNotes(elf, segments, sections, problems);
  const interpreter = readInterpreter(elf, segments, problems);
  return { elf, header, segments, sections, symbols, dynamic, notes, interpreter, problems: problems.rows };
}

function readInterpreter(
  elf: ElfBytes,
  segments: readonly Segment[],
  problems: ElfProblems,
): string | undefined {
  const segment = segments.find(({ type }) => type === segmentTypes.interpreter);
  if (segment === undefined) return undefined;
  const { start, end } = elf.inside(segment.offset, segment.fileSize);
  const name = elf.name(start, end);
  if (name === undefined) problems.add('names', 'the interpreter');
  return name;
}

/** Libraries that it cannot start without. */
export function neededLibraries({ dynamic }: ElfFile): readonly string[] {
  return dynamic.filter(({ tag }) => tag === dynamicTags.needed).map(({ text }) => text ?? '');
}
