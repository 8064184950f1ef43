import { isInFile, type Section, sectionFlags, sectionTypes } from './sections.ts';
import { type Segment, segmentTypes } from './segments.ts';

const gnuFirst = 0x6474e550;
const gnuStack = 0x6474e551;
const gnuRelro = 0x6474e552;

/** The sections that lie in a segment, by their places in the file and in memory. */
export function sectionsIn(segment: Segment, sections: readonly Section[]): readonly Section[] {
  return sections.filter(section => section.type !== sectionTypes.unused && isIn(section, segment));
}

function isIn(section: Section, segment: Segment): boolean {
  const isTls = (section.flags & sectionFlags.tls) !== 0n;
  const isAlloc = (section.flags & sectionFlags.alloc) !== 0n;
  const { type } = segment;
  if (type === segmentTypes.headers || type === gnuStack) return false;
  if (isTls ? !takesTls(type) : type === segmentTypes.tls) return false;
  if (!isAlloc && takesOnlyMemory(type)) return false;
  const isBss = section.type === sectionTypes.noBits;
  // Thread-local zeroes take room in each thread, none in the program.
  const size = isTls && isBss && type !== segmentTypes.tls ? 0n : section.size;
  if (size === 0n && isTls && isBss) return false;
  if (!isBss && !isWithin(section.offset, size, segment.offset, segment.fileSize)) return false;
  if (isAlloc && !isWithin(section.address, size, segment.address, segment.memorySize)) return false;
  return isBss ? isAlloc : isInFile(section) || size === 0n;
}

function takesTls(type: number): boolean {
  return type === segmentTypes.tls || type === segmentTypes.load || type === gnuRelro;
}

function takesOnlyMemory(type: number): boolean {
  return (
    type === segmentTypes.load || type === segmentTypes.dynamic || (type >= gnuFirst && type <= gnuRelro)
  );
}

/** An empty section at the very end, or at the beginning of one that is not empty, belongs to its neighbour. */
function isWithin(start: bigint, size: bigint, from: bigint, length: bigint): boolean {
  if (start < from || start + size > from + length) return false;
  return size > 0n || length === 0n || start < from + length;
}
