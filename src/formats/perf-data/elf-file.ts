import { decodeLatin1 } from '../../base/index.ts';
import { hexOf } from './build-ids.ts';
import { textAt, viewOf } from './bytes-reader.ts';

/** A binary that can be read at once, piece by piece: symbols are looked up while lines are printed. */
export interface BinaryFile {
  readonly size: number;
  /** The bytes `[offset, offset + length)`, fewer where the file ends. */
  read(offset: number, length: number): Uint8Array;
}

export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly entryBytes: number;
}

/** A part of the file that is loaded into memory (PT_LOAD). */
export interface ElfSegment {
  readonly address: number;
  readonly offset: number;
  readonly memoryBytes: number;
  readonly fileBytes: number;
}

export const sectionType = { symbols: 2, rela: 4, nobits: 8, rel: 9, dynamicSymbols: 11 } as const;
export const sectionAllocated = 2;

const mostSections = 1 << 16;
const mostSectionBytes = 1 << 30;
const loaded = 1;
const gnuBuildId = 3;

/** An ELF file: its sections and loaded parts. Addresses are those of user space, exact in doubles. */
export class ElfFile {
  readonly is64: boolean;
  readonly littleEndian: boolean;
  readonly machine: number;
  readonly type: number;
  readonly sections: readonly ElfSection[];
  readonly segments: readonly ElfSegment[];
  readonly #file: BinaryFile;
  readonly #cache = new Map<number, DataView>();

  /** Undefined where a file is no ELF, or its head is broken. */
  static open(file: BinaryFile): ElfFile | undefined {
    const head = viewOf(file.read(0, 64));
    if (head.byteLength < 52 || head.getUint32(0) !== 0x7f45_4c46) return undefined;
    const [wide, order] = [head.getUint8(4), head.getUint8(5)];
    if ((wide !== 1 && wide !== 2) || (order !== 1 && order !== 2)) return undefined;
    if (wide === 2 && head.byteLength < 64) return undefined;
    return new ElfFile(file, head, wide === 2, order === 1);
  }

  private constructor(file: BinaryFile, head: DataView, is64: boolean, littleEndian: boolean) {
    this.#file = file;
    this.is64 = is64;
    this.littleEndian = littleEndian;
    this.type = head.getUint16(16, littleEndian);
    this.machine = head.getUint16(18, littleEndian);
    this.segments = this.#readSegments(head);
    this.sections = this.#readSections(head);
  }

  find(name: string): ElfSection | undefined {
    return this.sections.find(section => section.name === name);
  }

  /** The bytes of a section, as far as the file has them. */
  data(section: ElfSection): DataView {
    let view = this.#cache.get(section.offset);
    if (view === undefined || view.byteLength < section.size) {
      const there = section.type === sectionType.nobits ? 0 : Math.min(section.size, mostSectionBytes);
      view = viewOf(this.#file.read(section.offset, there));
      this.#cache.set(section.offset, view);
    }
    return view;
  }

  /** Bytes at a place of the file, fewer where it ends. */
  bytesAt(offset: number, length: number): Uint8Array {
    return this.#file.read(offset, length);
  }

  /** Forgets the sections' bytes. */
  release(): void {
    this.#cache.clear();
  }

  number(view: DataView, at: number): number {
    if (!this.is64) return view.getUint32(at, this.littleEndian);
    const first = view.getUint32(at, this.littleEndian);
    const second = view.getUint32(at + 4, this.littleEndian);
    return this.littleEndian ? second * 2 ** 32 + first : first * 2 ** 32 + second;
  }

  /** The build id in hex digits. */
  buildId(): string | undefined {
    const section = this.find('.note.gnu.build-id') ?? this.find('.notes') ?? this.find('.note');
    if (section === undefined) return undefined;
    const view = this.data(section);
    for (let at = 0; at + 12 <= view.byteLength; ) {
      const nameBytes = view.getUint32(at, this.littleEndian);
      const idBytes = view.getUint32(at + 4, this.littleEndian);
      const type = view.getUint32(at + 8, this.littleEndian);
      const name = at + 12;
      const id = name + ((nameBytes + 3) & ~3);
      if (nameBytes > 4096 || idBytes > 4096 || id + idBytes > view.byteLength) return undefined;
      if (type === gnuBuildId && nameBytes === 4 && textAt(view, name, name + 4) === 'GNU') {
        return hexOf(view, id, Math.min(20, idBytes));
      }
      at = id + ((idBytes + 3) & ~3);
    }
    return undefined;
  }

  /** Name of the file that holds its symbols, where it names one. */
  debugLink(): string | undefined {
    const section = this.find('.gnu_debuglink');
    if (section === undefined) return undefined;
    const view = this.data(section);
    return textAt(view, 0, view.byteLength);
  }

  /** How much more than its place in the file an address is; undefined where nothing is loaded there. */
  biasOf(address: number): number | undefined {
    for (const { address: start, offset, memoryBytes, fileBytes } of this.segments) {
      const bytes = Math.max(memoryBytes, fileBytes);
      if (address >= start && address < start + bytes) return start - offset;
    }
    return undefined;
  }

  /** The address at which a place of the file is loaded; undefined where it is not. */
  addressOf(place: number): number | undefined {
    for (const { address, offset, fileBytes } of this.segments) {
      if (place >= offset && place < offset + fileBytes) return place - offset + address;
    }
    return undefined;
  }

  #readSegments(head: DataView): readonly ElfSegment[] {
    const { is64, littleEndian } = this;
    const entryBytes = head.getUint16(is64 ? 54 : 42, littleEndian);
    const count = head.getUint16(is64 ? 56 : 44, littleEndian);
    if (entryBytes < (is64 ? 56 : 32)) return [];
    const table = viewOf(this.#file.read(this.number(head, is64 ? 32 : 28), count * entryBytes));
    const segments: ElfSegment[] = [];
    for (let at = 0; at + entryBytes <= table.byteLength; at += entryBytes) {
      if (table.getUint32(at, littleEndian) !== loaded) continue;
      segments.push({
        offset: this.number(table, at + (is64 ? 8 : 4)),
        address: this.number(table, at + (is64 ? 16 : 8)),
        fileBytes: this.number(table, at + (is64 ? 32 : 16)),
        memoryBytes: this.number(table, at + (is64 ? 40 : 20)),
      });
    }
    return segments;
  }

  #readSections(head: DataView): readonly ElfSection[] {
    const { is64, littleEndian } = this;
    const entryBytes = head.getUint16(is64 ? 58 : 46, littleEndian);
    const count = Math.min(mostSections, head.getUint16(is64 ? 60 : 48, littleEndian));
    const nameIndex = head.getUint16(is64 ? 62 : 50, littleEndian);
    if (entryBytes < (is64 ? 64 : 40)) return [];
    const table = viewOf(this.#file.read(this.number(head, is64 ? 40 : 32), count * entryBytes));
    const raw: (ElfSection & { readonly nameAt: number })[] = [];
    for (let at = 0; at + entryBytes <= table.byteLength; at += entryBytes) {
      raw.push({
        name: '',
        nameAt: table.getUint32(at, littleEndian),
        type: table.getUint32(at + 4, littleEndian),
        flags: this.number(table, at + 8),
        address: this.number(table, at + (is64 ? 16 : 12)),
        offset: this.number(table, at + (is64 ? 24 : 16)),
        size: this.number(table, at + (is64 ? 32 : 20)),
        link: table.getUint32(at + (is64 ? 40 : 24), littleEndian),
        entryBytes: this.number(table, at + (is64 ? 56 : 36)),
      });
    }
    const names = raw[nameIndex];
    const bytes = names === undefined ? viewOf(new Uint8Array(0)) : this.data(names);
    return raw.map(({ nameAt, ...section }) => ({
      ...section,
      name: textAt(bytes, nameAt, bytes.byteLength),
    }));
  }
}

/** The NUL-ended Latin-1 text in a table of strings; empty where it lies outside. */
export function stringIn(view: DataView, at: number): string {
  if (at >= view.byteLength) return '';
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const end = bytes.indexOf(0, at);
  return decodeLatin1(bytes.subarray(at, end < 0 ? undefined : end));
}
