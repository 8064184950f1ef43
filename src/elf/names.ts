// Names of the System V ABI, its processor supplements and the GNU and Linux extensions, as elf(5) has them.

const fileTypes = ['NONE', 'REL', 'EXEC', 'DYN', 'CORE'];
const machines: Readonly<Record<number, string>> = {
  2: 'SPARC',
  3: '386',
  4: '68K',
  8: 'MIPS',
  20: 'PPC',
  21: 'PPC64',
  22: 'S390',
  40: 'ARM',
  42: 'SH',
  43: 'SPARCV9',
  50: 'IA_64',
  62: 'X86_64',
  94: 'XTENSA',
  183: 'AARCH64',
  243: 'RISCV',
  247: 'BPF',
  258: 'LOONGARCH',
};
const segments: Readonly<Record<number, string>> = {
  0: 'NULL',
  1: 'LOAD',
  2: 'DYNAMIC',
  3: 'INTERP',
  4: 'NOTE',
  5: 'SHLIB',
  6: 'PHDR',
  7: 'TLS',
  1685382480: 'GNU_EH_FRAME',
  1685382481: 'GNU_STACK',
  1685382482: 'GNU_RELRO',
  1685382483: 'GNU_PROPERTY',
  1685382484: 'GNU_SFRAME',
};
const sections: Readonly<Record<number, string>> = {
  0: 'NULL',
  1: 'PROGBITS',
  2: 'SYMTAB',
  3: 'STRTAB',
  4: 'RELA',
  5: 'HASH',
  6: 'DYNAMIC',
  7: 'NOTE',
  8: 'NOBITS',
  9: 'REL',
  10: 'SHLIB',
  11: 'DYNSYM',
  14: 'INIT_ARRAY',
  15: 'FINI_ARRAY',
  16: 'PREINIT_ARRAY',
  17: 'GROUP',
  18: 'SYMTAB_SHNDX',
  19: 'RELR',
  1879048181: 'GNU_ATTRIBUTES',
  1879048182: 'GNU_HASH',
  1879048189: 'VERDEF',
  1879048190: 'VERNEED',
  1879048191: 'VERSYM',
};
const symbols: Readonly<Record<number, string>> = {
  0: 'NOTYPE',
  1: 'OBJECT',
  2: 'FUNC',
  3: 'SECTION',
  4: 'FILE',
  5: 'COMMON',
  6: 'TLS',
  10: 'IFUNC',
};
const bindings: Readonly<Record<number, string>> = { 0: 'LOCAL', 1: 'GLOBAL', 2: 'WEAK', 10: 'UNIQUE' };
const visibilities = ['DEFAULT', 'INTERNAL', 'HIDDEN', 'PROTECTED'];
const places: Readonly<Record<number, string>> = { 0: 'UND', 65521: 'ABS', 65522: 'COM' };
const tags: Readonly<Record<number, string>> = {
  0: 'NULL',
  1: 'NEEDED',
  2: 'PLTRELSZ',
  3: 'PLTGOT',
  4: 'HASH',
  5: 'STRTAB',
  6: 'SYMTAB',
  7: 'RELA',
  8: 'RELASZ',
  9: 'RELAENT',
  10: 'STRSZ',
  11: 'SYMENT',
  12: 'INIT',
  13: 'FINI',
  14: 'SONAME',
  15: 'RPATH',
  16: 'SYMBOLIC',
  17: 'REL',
  18: 'RELSZ',
  19: 'RELENT',
  20: 'PLTREL',
  21: 'DEBUG',
  22: 'TEXTREL',
  23: 'JMPREL',
  24: 'BIND_NOW',
  25: 'INIT_ARRAY',
  26: 'FINI_ARRAY',
  27: 'INIT_ARRAYSZ',
  28: 'FINI_ARRAYSZ',
  29: 'RUNPATH',
  30: 'FLAGS',
  32: 'PREINIT_ARRAY',
  33: 'PREINIT_ARRAYSZ',
  35: 'RELRSZ',
  36: 'RELR',
  37: 'RELRENT',
  1879047925: 'GNU_HASH',
  1879048176: 'VERSYM',
  1879048185: 'RELACOUNT',
  1879048186: 'RELCOUNT',
  1879048187: 'FLAGS_1',
  1879048188: 'VERDEF',
  1879048189: 'VERDEFNUM',
  1879048190: 'VERNEED',
  1879048191: 'VERNEEDNUM',
};
const notes: Readonly<Record<string, string>> = {
  'GNU 1': 'ABI_TAG',
  'GNU 3': 'BUILD_ID',
  'GNU 4': 'GOLD_VERSION',
  'GNU 5': 'PROPERTY_TYPE_0',
  'CORE 1': 'PRSTATUS',
  'CORE 2': 'FPREGSET',
  'CORE 3': 'PRPSINFO',
  'CORE 6': 'AUXV',
  'CORE 1397311305': 'SIGINFO',
  'CORE 1179208773': 'FILE',
  'LINUX 514': 'X86_XSTATE',
  'stapsdt 3': 'STAPSDT',
};
// Letters of the flags by their bits.
const sectionLetters: readonly (readonly [bigint, string])[] = [
  [0x1n, 'W'],
  [0x2n, 'A'],
  [0x4n, 'X'],
  [0x10n, 'M'],
  [0x20n, 'S'],
  [0x40n, 'I'],
  [0x80n, 'L'],
  [0x100n, 'O'],
  [0x200n, 'G'],
  [0x400n, 'T'],
  [0x800n, 'C'],
  [0x200000n, 'R'],
  [0x10000000n, 'l'],
  [0x80000000n, 'E'],
];

const hex = (value: number): string => `0x${value.toString(16)}`;

export const fileTypeName = (type: number): string => fileTypes[type] ?? hex(type);
export const machineName = (machine: number): string => machines[machine] ?? hex(machine);
export const segmentTypeName = (type: number): string => segments[type] ?? hex(type);
export const sectionTypeName = (type: number): string => sections[type] ?? hex(type);
export const symbolTypeName = (type: number): string => symbols[type] ?? hex(type);
export const bindingName = (binding: number): string => bindings[binding] ?? hex(binding);
export const visibilityName = (visibility: number): string => visibilities[visibility] ?? hex(visibility);
export const placeName = (section: number): string => places[section] ?? String(section);
export const noteTypeName = (owner: string, type: number): string => notes[`${owner} ${type}`] ?? hex(type);

export function dynamicTagName(tag: bigint): string {
  return (tag <= 0x6fffffffn ? tags[Number(tag)] : undefined) ?? `0x${tag.toString(16)}`;
}

/** `R E`, `RW`: read, write, execute. */
export function segmentFlagLetters(flags: number): string {
  return `${flags & 4 ? 'R' : ' '}${flags & 2 ? 'W' : ' '}${flags & 1 ? 'E' : ' '}`.trimEnd();
}

/** `WA`, `AX`: letters by bit; `o` for others. */
export function sectionFlagLetters(flags: bigint): string {
  const known = sectionLetters.filter(([bit]) => (flags & bit) !== 0n);
  const rest = known.reduce((left, [bit]) => left & ~bit, flags);
  return known.map(([, letter]) => letter).join('') + (rest === 0n ? '' : 'o');
}
