import type { ElfFile } from './elf-file.ts';
import { type Section, sectionTypes } from './sections.ts';
import type { ElfSymbol } from './symbols.ts';

/** A place that the linker, or the kernel when it loads a module, writes an address into. */
export interface Relocation {
  /** From the beginning of the section. */
  readonly offset: bigint;
  readonly type: number;
  readonly symbol: ElfSymbol;
  readonly addend: bigint;
}

/** More than any section has: broken files alone say so. */
const mostRelocations = 1_000_000;

/** The relocations of a section of an object file, by their offsets. */
export function relocationsOf(file: ElfFile, section: Section): readonly Relocation[] {
  return file.sections
    .filter(({ type, info }) => isTable(type) && info === section.index)
    .flatMap(table => relocationsIn(file, table))
    .sort((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0));
}

function isTable(type: number): boolean {
  return type === sectionTypes.rela || type === sectionTypes.rel;
}

/** The relocations that stand in a table; those of symbols that there are not are left out. */
export function relocationsIn({ elf, sections, symbols }: ElfFile, table: Section): readonly Relocation[] {
  const hasAddend = table.type === sectionTypes.rela;
  const word = elf.is64 ? 8 : 4;
  const step = word * (hasAddend ? 3 : 2);
  const names = sections[table.link]?.name;
  const first = symbols.findIndex(symbol => symbol.table === names);
  const { start, end } = elf.inside(table.offset, table.size);
  const found: Relocation[] = [];
  for (let at = start; at + step <= end && found.length < mostRelocations; at += step) {
    const info = elf.word(at + word);
    const number = Number(elf.is64 ? info >> 32n : info >> 8n);
    const symbol = first < 0 ? undefined : symbols[first + number];
    if (symbol === undefined || symbol.table !== names) continue;
    found.push({
      offset: elf.word(at),
      type: Number(info & (elf.is64 ? 0xffffffffn : 0xffn)),
      symbol,
      addend: hasAddend ? BigInt.asIntN(elf.is64 ? 64 : 32, elf.word(at + 2 * word)) : 0n,
    });
  }
  return found;
}
