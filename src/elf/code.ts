import type { ElfFile } from './elf-file.ts';
import { isInFile, type Section, sectionFlags } from './sections.ts';
import { type Segment, segmentTypes } from './segments.ts';
import { symbolTypes, undefinedSection } from './symbols.ts';

/** A name for an address, from the file's own symbols or, for a kernel, from what it says when it runs. */
export interface NamedAddress {
  readonly name: string;
  readonly address: bigint;
  /** 0 where it is not known. */
  readonly size: bigint;
  /** Number of the section, which object files count addresses from; undefined where addresses are the program's. */
  readonly section: number | undefined;
  readonly isCode: boolean;
}

/** A stretch of code to take apart. */
export interface Code {
  readonly name: string;
  readonly address: bigint;
  readonly bytes: Uint8Array;
  readonly section: Section | undefined;
  readonly isX86: boolean;
}

/** Nobody reads more of one function. */
export const mostCode = 1 << 16;
const withoutSize = 256n;
const relocatable = 1;
const x8664 = 62;

/** The symbols of a file that stand for a place in it. */
export function namedAddresses({ symbols, header }: ElfFile): readonly NamedAddress[] {
  const isObject = header.type === relocatable;
  return symbols
    .filter(
      ({ name, section, type }) =>
        name !== '' &&
        section !== undefinedSection &&
        section < 0xff00 &&
        type !== symbolTypes.section &&
        type !== symbolTypes.file,
    )
    .map(({ name, value, size, section, type }) => ({
      name,
      address: value,
      size,
      section: isObject ? section : undefined,
      isCode: type === symbolTypes.function || type === symbolTypes.indirect,
    }));
}

/** The place of a symbol, by its name as the file has it, or without what the compiler or a version added to it. */
export function findNamed(name: string, names: readonly NamedAddress[]): NamedAddress | undefined {
  const exact = names.filter(one => one.name === name);
  const close = exact.length > 0 ? exact : names.filter(one => one.name.startsWith(`${name}.`));
  return close.find(one => one.isCode && one.size > 0n) ?? close.find(one => one.isCode) ?? close[0];
}

/**
 * The code at a named address; undefined where the file holds no bytes for it. Where its length is not known, it goes on
 * to the next name.
 */
export function codeAt(file: ElfFile, named: NamedAddress, names: readonly NamedAddress[]): Code | undefined {
  const place = placeOf(file, named);
  if (place === undefined) return undefined;
  const left = place.end - named.address;
  const wanted = named.size > 0n ? named.size : (gapToNext(named, names) ?? withoutSize);
  const length = Number([wanted, left, BigInt(mostCode)].reduce((a, b) => (a < b ? a : b)));
  const { start, end } = file.elf.inside(place.offset, BigInt(length));
  if (end <= start) return undefined;
  const bytes = file.elf.bytes.subarray(start, end);
  return {
    name: named.name,
    address: named.address,
    bytes,
    section: place.section,
    isX86: file.header.machine === x8664,
  };
}

interface Place {
  readonly offset: bigint;
  readonly end: bigint;
  readonly section: Section | undefined;
}

function placeOf(
  { sections, segments }: ElfFile,
  { address, section: number }: NamedAddress,
): Place | undefined {
  const holder =
    number === undefined
      ? sections.find(one => (one.flags & sectionFlags.alloc) !== 0n && isInFile(one) && holds(one, address))
      : sections[number];
  if (holder !== undefined && isInFile(holder)) {
    const from = number === undefined ? holder.address : 0n;
    if (address - from >= holder.size) return undefined;
    return { offset: holder.offset + (address - from), end: from + holder.size, section: holder };
  }
  const segment = segments.find(one => one.type === segmentTypes.load && holdsInFile(one, address));
  return (
    segment && {
      offset: segment.offset + (address - segment.address),
      end: segment.address + segment.fileSize,
      section: undefined,
    }
  );
}

function holds({ address: start, size }: Section, address: bigint): boolean {
  return address >= start && address < start + size;
}

function holdsInFile({ address: start, fileSize }: Segment, address: bigint): boolean {
  return address >= start && address < start + fileSize;
}

function gapToNext(named: NamedAddress, names: readonly NamedAddress[]): bigint | undefined {
  let next: bigint | undefined;
  for (const { address, section } of names)
    if (section === named.section && address > named.address && (next === undefined || address < next))
      next = address;
  return next === undefined ? undefined : next - named.address;
}

/** Finds the name that an address lies in. */
export class AddressNames {
  readonly #sorted: readonly NamedAddress[];

  constructor(names: readonly NamedAddress[]) {
    this.#sorted = [...names].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  }

  /** `main`, `main+0x1c`; undefined where no symbol covers it. One of unknown size covers its first byte. */
  nameOf(address: bigint): string | undefined {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]!.address <= address) low = middle + 1;
      else high = middle;
    }
    const last = this.#sorted[low - 1];
    if (last === undefined) return undefined;
    let first = low - 1;
    while (first > 0 && this.#sorted[first - 1]!.address === last.address) first--;
    const same = this.#sorted.slice(first, low);
    const named = same.find(one => one.isCode && one.size > 0n) ?? same.find(one => one.size > 0n) ?? last;
    const distance = address - named.address;
    if (distance === 0n) return named.name;
    return distance < named.size ? `${named.name}+0x${distance.toString(16)}` : undefined;
  }
}
