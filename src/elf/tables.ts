import type { NamedAddress } from './code.ts';
import type { Instruction } from './disassembly.ts';
import { type ElfFile, neededLibraries } from './elf-file.ts';
import * as names from './names.ts';
import { buildIdOf } from './notes.ts';
import { sectionsIn } from './section-map.ts';
import type { ElfSymbol } from './symbols.ts';

/** What a cell may hold; addresses and sizes beyond what a double holds are hex. */
export type ElfCell = string | number | null;

export interface ElfColumn {
  readonly id: string;
  readonly type: 'string' | 'number' | 'hex';
  readonly unit: string;
  readonly sentence: string;
}

/** A part of an ELF file as columns and rows. */
export interface ElfTable {
  readonly table: string;
  readonly sentence: string;
  readonly columns: readonly ElfColumn[];
  readonly rows: readonly Readonly<Record<string, ElfCell>>[];
}

const hex = (value: bigint | number): string => `0x${value.toString(16)}`;
const text = (id: string, sentence: string): ElfColumn => ({ id, type: 'string', unit: '', sentence });
const count = (id: string, sentence: string): ElfColumn => ({ id, type: 'number', unit: '', sentence });
const address = (id: string, sentence: string): ElfColumn => ({ id, type: 'hex', unit: '', sentence });
const bytes = (id: string, sentence: string): ElfColumn => ({ id, type: 'hex', unit: 'bytes', sentence });

/** What the file says of itself. */
export function headerTable(file: ElfFile): ElfTable {
  const { header } = file;
  return {
    table: 'elf.header',
    sentence: 'What the file says of itself.',
    columns: [
      count('bits', '32 or 64: the size of addresses.'),
      text('byte_order', 'Which byte of a number comes first: little or big.'),
      text(
        'type',
        'REL an object file or module, EXEC a program at fixed addresses, DYN one at any, CORE a dump.',
      ),
      text('machine', 'The processor that it is for.'),
      address('entry', 'Where it starts.'),
      text('interpreter', 'The dynamic loader that the kernel starts for it.'),
      text('needs', 'Libraries that it cannot start without.'),
      text('build_id', 'What tells this build from any other.'),
      count('segments', 'How many program headers it has.'),
      count('sections', 'How many sections it has.'),
      count('symbols', 'How many symbols it has.'),
    ],
    rows: [
      {
        bits: header.bits,
        byte_order: header.byteOrder,
        type: names.fileTypeName(header.type),
        machine: names.machineName(header.machine),
        entry: hex(header.entry),
        interpreter: file.interpreter ?? null,
        needs: neededLibraries(file).join(' ') || null,
        build_id: buildIdOf(file.notes) ?? null,
        segments: file.segments.length,
        sections: file.sections.length,
        symbols: file.symbols.length,
      },
    ],
  };
}

/** Of more segments and sections than any program has it is not asked which lie in which. */
const mostPairs = 5_000_000;

/** Program headers, each with the sections that lie in it. */
export function segmentTable({ segments, sections }: ElfFile): ElfTable {
  const isMapped = segments.length * sections.length <= mostPairs;
  return {
    table: 'elf.segments',
    sentence: 'Program headers: what the kernel and the loader map, each with the sections in it.',
    columns: [
      count('index', 'Its number.'),
      text('type', 'LOAD is mapped into memory; the others say where something lies.'),
      address('offset', 'Where it begins in the file.'),
      address('address', 'Where it begins in memory.'),
      address('physical', 'Its physical address, where that means something: in kernels and firmware.'),
      bytes('file_size', 'How much of it is in the file.'),
      bytes('memory_size', 'How much memory it takes; what the file lacks is zeroes.'),
      text('flags', 'R read, W write, E execute.'),
      bytes('align', 'Its addresses are a multiple of this, as its offset is.'),
      text('sections', 'The sections that lie in it.'),
    ],
    rows: segments.map((segment, index) => ({
      index,
      type: names.segmentTypeName(segment.type),
      offset: hex(segment.offset),
      address: hex(segment.address),
      physical: hex(segment.physical),
      file_size: hex(segment.fileSize),
      memory_size: hex(segment.memorySize),
      flags: names.segmentFlagLetters(segment.flags),
      align: hex(segment.align),
      sections: isMapped
        ? sectionsIn(segment, sections)
            .map(({ name }) => name)
            .join(' ')
        : null,
    })),
  };
}

export function sectionTable({ sections }: ElfFile): ElfTable {
  return {
    table: 'elf.sections',
    sentence: 'Sections: the parts of the file as the linker sees them.',
    columns: [
      count('index', 'Its number.'),
      text('name', 'Its name.'),
      text('type', 'What it holds; NOBITS takes memory and no room in the file.'),
      address('address', 'Where it begins in memory; 0 for what is not loaded.'),
      address('offset', 'Where it begins in the file.'),
      bytes('size', 'How large it is.'),
      bytes('entry_size', 'Size of its entries where all have the same.'),
      text(
        'flags',
        'W write, A in memory, X execute, M merge, S strings, I info is a section, L order, G group, T thread-local, C compressed.',
      ),
      count('link', 'A section that belongs to it: the names of symbols, the symbols of relocations.'),
      count('info', 'What it means depends on the type.'),
      count('align', 'Its address is a multiple of this.'),
    ],
    rows: sections.map(section => ({
      index: section.index,
      name: section.name,
      type: names.sectionTypeName(section.type),
      address: hex(section.address),
      offset: hex(section.offset),
      size: hex(section.size),
      entry_size: hex(section.entrySize),
      flags: names.sectionFlagLetters(section.flags),
      link: section.link,
      info: section.info,
      align: Number(section.align),
    })),
  };
}

export function dynamicTable({ dynamic }: ElfFile): ElfTable {
  return {
    table: 'elf.dynamic',
    sentence: 'What the dynamic loader is told.',
    columns: [
      text('tag', 'What it is about.'),
      address('value', 'A number, an address or a size.'),
      text('name', 'The name that the value stands for: a library, a path.'),
    ],
    rows: dynamic.map(entry => ({
      tag: names.dynamicTagName(entry.tag),
      value: hex(entry.value),
      name: entry.text ?? null,
    })),
  };
}

const mostContent = 32;

export function noteTable({ notes }: ElfFile): ElfTable {
  return {
    table: 'elf.notes',
    sentence: 'Notes of compilers, distributions and the kernel.',
    columns: [
      text('place', 'The section or segment that it lies in.'),
      text('owner', 'Whose note it is; the type means something together with it.'),
      text('type', 'What it notes.'),
      bytes('size', 'How large its content is.'),
      text('content', 'Its first 32 bytes.'),
    ],
    rows: notes.map(({ place, owner, type, content }) => ({
      place,
      owner,
      type: names.noteTypeName(owner, type),
      size: hex(content.length),
      content: [...content.subarray(0, mostContent)].map(byte => byte.toString(16).padStart(2, '0')).join(''),
    })),
  };
}

export function symbolTable(symbols: readonly ElfSymbol[]): ElfTable {
  return {
    table: 'elf.symbols',
    sentence: 'Names for places in the program.',
    columns: [
      text('table', '.symtab has all, .dynsym those that are seen from outside.'),
      count('index', 'Its number in that table.'),
      address('value', 'Its address; in an object file its offset in the section.'),
      bytes('size', 'How large the thing is; 0 where nobody said.'),
      text('type', 'FUNC code, OBJECT data, NOTYPE unsaid.'),
      text('binding', 'LOCAL to its file, GLOBAL, or WEAK: gives way to another.'),
      text('visibility', 'Who may refer to it.'),
      text(
        'section',
        'Number of the section that it lies in; UND it comes from elsewhere, ABS it is a number.',
      ),
      text('name', 'Its name.'),
    ],
    rows: symbols.map(symbol => ({
      table: symbol.table,
      index: symbol.index,
      value: hex(symbol.value),
      size: hex(symbol.size),
      type: names.symbolTypeName(symbol.type),
      binding: names.bindingName(symbol.binding),
      visibility: names.visibilityName(symbol.visibility),
      section: names.placeName(symbol.section),
      name: symbol.name,
    })),
  };
}

/** Symbols of a kernel, which stand in no table of its file. */
export function namesTable(named: readonly NamedAddress[]): ElfTable {
  return {
    table: 'elf.names',
    sentence: 'Functions and data of the kernel, by the addresses that it is linked at.',
    columns: [
      address('address', 'Its address before KASLR moves the kernel.'),
      bytes('size', 'How far the next one is.'),
      text('type', 'FUNC code, OBJECT data.'),
      text('name', 'Its name.'),
    ],
    rows: named.map(({ name, address: value, size, isCode }) => ({
      address: hex(value),
      size: hex(size),
      type: isCode ? 'FUNC' : 'OBJECT',
      name,
    })),
  };
}

export const instructionColumns: readonly ElfColumn[] = [
  address('address', 'Where the instruction stands.'),
  text('bytes', 'Its bytes as they stand there.'),
  text('instruction', 'What it does.'),
  text('target', 'What it calls, jumps to or speaks of, where that has a name.'),
];

export function instructionRows(instructions: readonly Instruction[]): ElfTable['rows'] {
  return instructions.map(({ address: value, bytes: code, text: instruction, target }) => ({
    address: hex(value),
    bytes: code,
    instruction,
    target: target ?? null,
  }));
}
