import type { ElfBytes } from './elf-bytes.ts';
import type { ElfProblems } from './elf-problems.ts';
import { type Section, sectionTypes } from './sections.ts';
import { type Segment, segmentTypes } from './segments.ts';

/** What the dynamic loader is told. */
export interface DynamicEntry {
  readonly tag: bigint;
  readonly value: bigint;
  /** Where the value is a name: a library, a search path. */
  readonly text: string | undefined;
}

export const dynamicTags = {
  end: 0n,
  needed: 1n,
  names: 5n,
  namesSize: 10n,
  soname: 14n,
  rpath: 15n,
  runpath: 29n,
};
const tagsOfNames: readonly bigint[] = [
  dynamicTags.needed,
  dynamicTags.soname,
  dynamicTags.rpath,
  dynamicTags.runpath,
];
const mostEntries = 100_000;

export function readDynamic(
  elf: ElfBytes,
  segments: readonly Segment[],
  sections: readonly Section[],
  problems: ElfProblems,
): readonly DynamicEntry[] {
  const place = placeOfDynamic(segments, sections);
  if (place === undefined) return [];
  const { start, end, cut } = elf.inside(place.offset, place.size);
  const word = elf.is64 ? 8 : 4;
  const raw: { readonly tag: bigint; readonly value: bigint }[] = [];
  let ended = false;
  for (let at = start; !ended && at + 2 * word <= end && raw.length < mostEntries; at += 2 * word) {
    const entry = { tag: elf.word(at), value: elf.word(at + word) };
    raw.push(entry);
    ended = entry.tag === dynamicTags.end;
  }
  if (!ended || cut) problems.add('dynamic-cut');
  const names = placeOfNames(elf, raw, segments);
  return raw.map(entry => {
    if (!tagsOfNames.includes(entry.tag)) return { ...entry, text: undefined };
    const text = elf.name(names.start + clamp(entry.value, names.end), names.end);
    if (text === undefined) problems.add('names', 'dynamic section');
    return { ...entry, text };
  });
}

function placeOfDynamic(segments: readonly Segment[], sections: readonly Section[]) {
  const segment = segments.find(({ type }) => type === segmentTypes.dynamic);
  if (segment !== undefined) return { offset: segment.offset, size: segment.fileSize };
  const section = sections.find(({ type }) => type === sectionTypes.dynamic);
  return section && { offset: section.offset, size: section.size };
}

function placeOfNames(
  elf: ElfBytes,
  entries: readonly { readonly tag: bigint; readonly value: bigint }[],
  segments: readonly Segment[],
): { readonly start: number; readonly end: number } {
  const address = entries.find(({ tag }) => tag === dynamicTags.names)?.value ?? 0n;
  const size = entries.find(({ tag }) => tag === dynamicTags.namesSize)?.value ?? 0n;
  const offset = offsetOf(address, segments);
  return offset === undefined ? { start: 0, end: 0 } : elf.inside(offset, size);
}

/** Where in the file an address of the program lies. */
export function offsetOf(address: bigint, segments: readonly Segment[]): bigint | undefined {
  const segment = segments.find(
    ({ type, address: start, fileSize }) =>
      type === segmentTypes.load && address >= start && address < start + fileSize,
  );
  return segment && segment.offset + (address - segment.address);
}

function clamp(value: bigint, most: number): number {
  return value > BigInt(most) ? most : Number(value);
}
