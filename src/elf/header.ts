import { FormatError } from '../base/index.ts';
import { ElfBytes } from './elf-bytes.ts';

/** What an ELF file says of itself in its first bytes (System V ABI, chapter 4). */
export interface ElfHeader {
  readonly bits: 32 | 64;
  readonly byteOrder: 'little' | 'big';
  readonly osAbi: number;
  readonly abiVersion: number;
  readonly type: number;
  readonly machine: number;
  readonly version: number;
  readonly entry: bigint;
  readonly segmentsAt: bigint;
  readonly sectionsAt: bigint;
  readonly flags: number;
  readonly headerSize: number;
  readonly segmentSize: number;
  readonly segmentCount: number;
  readonly sectionSize: number;
  readonly sectionCount: number;
  /** The section with the names of sections. */
  readonly nameSection: number;
}

/** Counts that do not fit into the header stand in the first section. */
const extended = 0xffff;

/** Reads the header. Throws a FormatError where the bytes are no ELF file, or end within it. */
export function readHeader(bytes: Uint8Array): { readonly header: ElfHeader; readonly elf: ElfBytes } {
  const [a, b, c, d, bits, order] = bytes;
  if (a !== 0x7f || b !== 0x45 || c !== 0x4c || d !== 0x46)
    throw new FormatError('elf', 0, '7f 45 4c 46', bytes.length === 0 ? 'an empty file' : hexOf(bytes));
  if (bits !== 1 && bits !== 2) throw new FormatError('elf', 4, '1 (32 bits) or 2 (64 bits)', `${bits}`);
  if (order !== 1 && order !== 2)
    throw new FormatError('elf', 5, '1 (little endian) or 2 (big endian)', `${order}`);
  const elf = new ElfBytes(bytes, bits === 2, order === 1);
  const size = elf.is64 ? 64 : 52;
  if (bytes.length < size) throw new FormatError('elf', bytes.length, `a header of ${size} bytes`, 'the end');
  const words = 24 + 3 * (elf.is64 ? 8 : 4);
  const header = {
    bits: elf.is64 ? 64 : 32,
    byteOrder: elf.little ? 'little' : 'big',
    osAbi: elf.u8(7),
    abiVersion: elf.u8(8),
    type: elf.u16(16),
    machine: elf.u16(18),
    version: elf.u32(20),
    entry: elf.word(24),
    segmentsAt: elf.word(elf.is64 ? 32 : 28),
    sectionsAt: elf.word(elf.is64 ? 40 : 32),
    flags: elf.u32(words),
    headerSize: elf.u16(words + 4),
    segmentSize: elf.u16(words + 6),
    segmentCount: elf.u16(words + 8),
    sectionSize: elf.u16(words + 10),
    sectionCount: elf.u16(words + 12),
    nameSection: elf.u16(words + 14),
  } as const;
  return { header: withExtendedCounts(header, elf), elf };
}

function withExtendedCounts(header: ElfHeader, elf: ElfBytes): ElfHeader {
  const { sectionsAt, sectionSize, sectionCount, segmentCount, nameSection } = header;
  const fits = sectionSize >= (elf.is64 ? 64 : 40) && sectionsAt + BigInt(sectionSize) <= BigInt(elf.size);
  if (sectionsAt === 0n || !fits) return header;
  const first = Number(sectionsAt);
  const word = elf.is64 ? 8 : 4;
  const sizeAt = first + 8 + 3 * word;
  return {
    ...header,
    sectionCount: sectionCount === 0 ? Number(elf.word(sizeAt) & 0xffffffffn) : sectionCount,
    nameSection: nameSection === extended ? elf.u32(sizeAt + word) : nameSection,
    segmentCount: segmentCount === extended ? elf.u32(sizeAt + word + 4) : segmentCount,
  };
}

function hexOf(bytes: Uint8Array): string {
  return [...bytes.subarray(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join(' ');
}
