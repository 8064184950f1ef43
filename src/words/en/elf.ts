/** `ringside elf`. */
export const elf = {
  'elf.about': 'what an ELF file holds: a program, library, module, dump, or the kernel that guests boot',
  'elf.file':
    'the file, packed or not; "kernel" is the very vmlinux of the guest (a file of that name: ./kernel)',
  'elf.symbol': 'take the code at this symbol apart, e.g. main or start_kernel',
  'elf.symbols': 'list all symbols too',
  'elf.code': (p: {
    readonly name: string;
    readonly section: string;
    readonly size: number;
    readonly source: string;
  }) => `${p.name}, ${p.size} bytes${p.section === '' ? '' : ` in ${p.section}`} of ${p.source}`,
  'elf.cannot-read': (p: { readonly path: string; readonly reason: string }) => `${p.path}: ${p.reason}`,
  'elf.cannot-read.remedy': 'Give a program, library, object file, module or core dump; or the word kernel.',
  'elf.no-file': 'it is no file',
  'elf.no-symbol': (p: { readonly symbol: string; readonly source: string }) =>
    `${p.source} has no symbol ${p.symbol}`,
  'elf.no-symbol.remedy': 'List what it has with --symbols.',
  'elf.no-symbols.remedy':
    'It has no symbols at all: strip took them away. Install its debug package, or build it without stripping.',
  'elf.no-code': (p: { readonly symbol: string; readonly source: string }) =>
    `${p.source} holds no bytes for ${p.symbol}`,
  'elf.no-code.remedy': 'It is memory that begins as zeroes, or lies outside the file.',
  'elf.disassemble': 'take the code apart',
  'elf.no-disassembler': (p: { readonly machine: string }) => `no disassembler here knows ${p.machine}`,
  'elf.no-disassembler.remedy':
    'Code of x86 and arm64 can be taken apart; the rest of the file is shown without SYMBOL.',
} as const;
