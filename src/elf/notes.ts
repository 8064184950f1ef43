import { decodeLatin1 } from '../base/index.ts';
import type { ElfBytes } from './elf-bytes.ts';
import type { ElfProblems } from './elf-problems.ts';
import { type Section, sectionTypes } from './sections.ts';
import { type Segment, segmentTypes } from './segments.ts';

/** What a tool or the kernel noted in the file. */
export interface Note {
  /** The section that it lies in, or `segment 3`. */
  readonly place: string;
  readonly owner: string;
  readonly type: number;
  readonly content: Uint8Array;
}

const mostNotes = 100_000;

/** Notes by sections, which have names; by segments where a file has no sections, as a core dump. */
export function readNotes(
  elf: ElfBytes,
  segments: readonly Segment[],
  sections: readonly Section[],
  problems: ElfProblems,
): readonly Note[] {
  const bySection = sections
    .filter(({ type }) => type === sectionTypes.note)
    .map(({ name, offset, size, align }) => ({ place: name, offset, size, align }));
  const bySegment = segments
    .map(({ type, offset, fileSize, align }, index) => ({
      type,
      place: `segment ${index}`,
      offset,
      size: fileSize,
      align,
    }))
    .filter(({ type }) => type === segmentTypes.note);
  const notes: Note[] = [];
  for (const { place, offset, size, align } of bySection.length > 0 ? bySection : bySegment) {
    const { start, end } = elf.inside(offset, size);
    readNotesAt(elf, place, start, end, align === 8n ? 8 : 4, notes, problems);
  }
  return notes;
}

/** Lengths of name and content, a type, then both, each filled up to the alignment. */
function readNotesAt(
  elf: ElfBytes,
  place: string,
  start: number,
  end: number,
  align: number,
  into: Note[],
  problems: ElfProblems,
): void {
  const up = (at: number): number => start + Math.ceil((at - start) / align) * align;
  for (let at = start; at + 12 <= end; ) {
    const nameEnd = at + 12 + elf.u32(at);
    const content = up(nameEnd);
    const contentEnd = content + elf.u32(at + 4);
    if (contentEnd > end || into.length >= mostNotes) {
      problems.add('notes', place);
      return;
    }
    const owner = decodeLatin1(elf.bytes.subarray(at + 12, nameEnd)).replace(/\0.*$/s, '');
    into.push({ place, owner, type: elf.u32(at + 8), content: elf.bytes.subarray(content, contentEnd) });
    at = up(contentEnd);
  }
}

const buildIdType = 3;

/** The build-id: what tells one build of a program from another. */
export function buildIdOf(notes: readonly Note[]): string | undefined {
  const note = notes.find(({ owner, type }) => owner === 'GNU' && type === buildIdType);
  return note && [...note.content.subarray(0, 64)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
