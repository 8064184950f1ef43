/** Parts of a small ELF file, written by hand in any word size and byte order. */
export interface ElfParts {
  readonly is64: boolean;
  readonly little: boolean;
  readonly type?: number;
  readonly machine?: number;
  readonly segments?: readonly (readonly [
    type: number,
    flags: number,
    offset: number,
    address: number,
    size: number,
  ])[];
  readonly sections?: readonly (readonly [
    name: string,
    type: number,
    flags: number,
    address: number,
    offset: number,
    size: number,
    link: number,
    entrySize: number,
  ])[];
  /** What lies from byte 0x400 on. */
  readonly content?: Uint8Array;
}

export const contentAt = 0x400;
export const namesAt = 0x800;
export const sectionsAt = 0xa00;

/** A file of 4 KiB: header, program headers behind it, content, names, sections. The last section is that of the names. */
export function makeElf(parts: ElfParts): Uint8Array<ArrayBuffer> {
  const { is64, little, segments = [], sections = [] } = parts;
  const bytes = new Uint8Array(0x1000);
  const view = new DataView(bytes.buffer);
  const word = (at: number, value: number): void => {
    if (is64) view.setBigUint64(at, BigInt(value), little);
    else view.setUint32(at, value, little);
  };
  const u32 = (at: number, value: number): void => view.setUint32(at, value, little);
  const u16 = (at: number, value: number): void => view.setUint16(at, value, little);
  const size = is64 ? 8 : 4;
  const [headerSize, segmentSize, sectionSize] = is64 ? [64, 56, 64] : [52, 32, 40];
  bytes.set([0x7f, 0x45, 0x4c, 0x46, is64 ? 2 : 1, little ? 1 : 2, 1]);
  u16(16, parts.type ?? 2);
  u16(18, parts.machine ?? 62);
  u32(20, 1);
  word(24, 0x1000);
  word(24 + size, segments.length > 0 ? headerSize : 0);
  word(24 + 2 * size, sections.length > 0 ? sectionsAt : 0);
  const rest = 24 + 3 * size;
  const all = [...sections, ['.shstrtab', 3, 0, 0, namesAt, 0x200, 0, 0] as const];
  const counts = sections.length > 0 ? [all.length + 1, all.length] : [0, 0];
  [headerSize, segmentSize, segments.length, sectionSize, ...counts].forEach((value, index) => {
    u16(rest + 4 + 2 * index, value);
  });
  segments.forEach(([type, flags, offset, address, length], index) => {
    const at = headerSize + index * segmentSize;
    u32(at, type);
    u32(at + (is64 ? 4 : 24), flags);
    const places = is64 ? [8, 16, 24, 32, 40, 48] : [4, 8, 12, 16, 20, 28];
    [offset, address, address, length, length, 4].forEach((value, place) => {
      word(at + places[place]!, value);
    });
  });
  let nameAt = 1;
  if (sections.length > 0)
    all.forEach(([name, type, flags, address, offset, length, link, entrySize], index) => {
      const at = sectionsAt + (index + 1) * sectionSize;
      bytes.set(Buffer.from(`${name}\0`, 'latin1'), namesAt + nameAt);
      u32(at, nameAt);
      nameAt += name.length + 1;
      u32(at + 4, type);
      [flags, address, offset, length].forEach((value, place) => {
        word(at + 8 + place * size, value);
      });
      u32(at + 8 + 4 * size, link);
      word(at + 16 + 4 * size, 1);
      word(at + 16 + 5 * size, entrySize);
    });
  bytes.set(parts.content ?? [], contentAt);
  return bytes;
}
