import type { ElfBytes } from './elf-bytes.ts';
import type { ElfProblems } from './elf-problems.ts';
import type { ElfHeader } from './header.ts';

/** A part of the file as the linker sees it. */
export interface Section {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly flags: bigint;
  readonly address: bigint;
  readonly offset: bigint;
  readonly size: bigint;
  readonly link: number;
  readonly info: number;
  readonly align: bigint;
  readonly entrySize: bigint;
}

export const sectionTypes = {
  unused: 0,
  symbols: 2,
  names: 3,
  rela: 4,
  dynamic: 6,
  note: 7,
  noBits: 8,
  rel: 9,
  dynamicSymbols: 11,
  symbolSections: 18,
} as const;

export const sectionFlags = { alloc: 2n, code: 4n, tls: 0x400n } as const;

/** Objects with a section a function have a hundred thousand. */
const mostSections = 400_000;

export function readSections(elf: ElfBytes, header: ElfHeader, problems: ElfProblems): readonly Section[] {
  const { sectionsAt, sectionSize, sectionCount, nameSection } = header;
  if (sectionsAt === 0n || sectionCount === 0) return [];
  if (sectionSize < (elf.is64 ? 64 : 40)) {
    problems.add('entry-size', 'sections');
    return [];
  }
  const { start, end, cut } = elf.inside(sectionsAt, BigInt(sectionSize) * BigInt(sectionCount));
  if (cut || sectionCount > mostSections) problems.add('sections-cut');
  const raw: (Section & { readonly nameAt: number })[] = [];
  for (let at = start; at + sectionSize <= end && raw.length < mostSections; at += sectionSize)
    raw.push(readSection(elf, at, raw.length));
  const names = raw[nameSection];
  if (names === undefined || names.type !== sectionTypes.names) {
    if (raw.length > 1) problems.add('section-names');
  }
  const table = names === undefined ? undefined : elf.inside(names.offset, names.size);
  const sections = raw.map(({ nameAt, ...section }) => {
    const name = table === undefined ? '' : elf.name(table.start + nameAt, table.end);
    if (name === undefined) problems.add('names', `section ${section.index}`);
    return { ...section, name: name ?? '' };
  });
  checkPlaces(elf, sections, problems);
  return sections;
}

function readSection(elf: ElfBytes, at: number, index: number): Section & { readonly nameAt: number } {
  const word = elf.is64 ? 8 : 4;
  const after = at + 8 + 4 * word;
  return {
    index,
    name: '',
    nameAt: elf.u32(at),
    type: elf.u32(at + 4),
    flags: elf.word(at + 8),
    address: elf.word(at + 8 + word),
    offset: elf.word(at + 8 + 2 * word),
    size: elf.word(at + 8 + 3 * word),
    link: elf.u32(after),
    info: elf.u32(after + 4),
    align: elf.word(after + 8),
    entrySize: elf.word(after + 8 + word),
  };
}

/** Whether a section has bytes in the file. */
export function isInFile({ type, size }: Section): boolean {
  return type !== sectionTypes.unused && type !== sectionTypes.noBits && size > 0n;
}

function checkPlaces(elf: ElfBytes, sections: readonly Section[], problems: ElfProblems): void {
  const placed = sections
    .filter(isInFile)
    .sort((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0));
  let end = 0n;
  for (const { offset, size, name, index } of placed) {
    const place = name === '' ? `section ${index}` : name;
    if (elf.inside(offset, size).cut) problems.add('section-outside', place);
    if (offset < end) problems.add('sections-overlap', place);
    if (offset + size > end) end = offset + size;
  }
}
