import type { ElfBytes } from './elf-bytes.ts';
import type { ElfProblems } from './elf-problems.ts';
import { type Section, sectionTypes } from './sections.ts';

/** A name for a place, from one of the two tables of symbols. */
export interface ElfSymbol {
  /** `.symtab` or `.dynsym`, as the section is called. */
  readonly table: string;
  readonly index: number;
  readonly name: string;
  readonly value: bigint;
  readonly size: bigint;
  readonly type: number;
  readonly binding: number;
  readonly visibility: number;
  /** Number of the section it lies in; the reserved ones from 0xff00 on. */
  readonly section: number;
}

export const symbolTypes = { object: 1, function: 2, section: 3, file: 4, indirect: 10 } as const;
export const undefinedSection = 0;
const extendedSection = 0xffff;
/** More symbols than any program has come from broken files alone. */
const mostSymbols = 2_000_000;

export function readSymbols(
  elf: ElfBytes,
  sections: readonly Section[],
  problems: ElfProblems,
): readonly ElfSymbol[] {
  const symbols: ElfSymbol[] = [];
  for (const section of sections)
    if (section.type === sectionTypes.symbols || section.type === sectionTypes.dynamicSymbols)
      readTable(elf, section, sections, symbols, problems);
  return symbols;
}

function readTable(
  elf: ElfBytes,
  section: Section,
  sections: readonly Section[],
  into: ElfSymbol[],
  problems: ElfProblems,
): void {
  const least = elf.is64 ? 24 : 16;
  const step = Number(section.entrySize);
  const names = sections[section.link];
  if (step < least || step > elf.size) {
    problems.add('entry-size', section.name);
    return;
  }
  const { start, end, cut } = elf.inside(section.offset, section.size);
  const table = names === undefined ? { start: 0, end: 0 } : elf.inside(names.offset, names.size);
  const long = sections.find(
    ({ type, link }) => type === sectionTypes.symbolSections && link === section.index,
  );
  const longAt = long === undefined ? undefined : elf.inside(long.offset, long.size);
  if (cut) problems.add('symbols-cut', section.name);
  for (let at = start, index = 0; at + least <= end; at += step, index++) {
    if (into.length >= mostSymbols) {
      problems.add('symbols-cut', section.name);
      return;
    }
    const name = elf.name(table.start + elf.u32(at), table.end);
    if (name === undefined) problems.add('names', `${section.name}, symbol ${index}`);
    const symbol = readSymbol(elf, at, section.name, index, name ?? '');
    const place = longAt === undefined ? 0 : longAt.start + 4 * index;
    const isLong = symbol.section === extendedSection && longAt !== undefined && place + 4 <= longAt.end;
    into.push(isLong ? { ...symbol, section: elf.u32(place) } : symbol);
  }
}

function readSymbol(elf: ElfBytes, at: number, table: string, index: number, name: string): ElfSymbol {
  const info = elf.u8(at + (elf.is64 ? 4 : 12));
  const other = elf.u8(at + (elf.is64 ? 5 : 13));
  return {
    table,
    index,
    name,
    value: elf.is64 ? elf.u64(at + 8) : elf.word(at + 4),
    size: elf.is64 ? elf.u64(at + 16) : elf.word(at + 8),
    type: info & 15,
    binding: info >> 4,
    visibility: other & 3,
    section: elf.u16(at + (elf.is64 ? 6 : 14)),
  };
}
