import type { ElfBytes } from './elf-bytes.ts';
import type { ElfProblems } from './elf-problems.ts';
import type { ElfHeader } from './header.ts';

/** A program header: what the kernel or the loader does with a part of the file. */
export interface Segment {
  readonly type: number;
  readonly flags: number;
  readonly offset: bigint;
  readonly address: bigint;
  readonly physical: bigint;
  readonly fileSize: bigint;
  readonly memorySize: bigint;
  readonly align: bigint;
}

export const segmentTypes = { load: 1, dynamic: 2, interpreter: 3, note: 4, headers: 6, tls: 7 } as const;

/** A dump of a program has one a mapping, of which the kernel allows 65,530 unless told otherwise. */
const mostSegments = 400_000;

export function readSegments(elf: ElfBytes, header: ElfHeader, problems: ElfProblems): readonly Segment[] {
  const { segmentsAt, segmentSize, segmentCount } = header;
  if (segmentCount === 0) return [];
  if (segmentSize < (elf.is64 ? 56 : 32)) {
    problems.add('entry-size', 'program headers');
    return [];
  }
  const { start, end, cut } = elf.inside(segmentsAt, BigInt(segmentSize) * BigInt(segmentCount));
  if (cut || segmentCount > mostSegments) problems.add('segments-cut');
  const segments: Segment[] = [];
  for (let at = start; at + segmentSize <= end && segments.length < mostSegments; at += segmentSize) {
    const segment = elf.is64 ? readSegment64(elf, at) : readSegment32(elf, at);
    if (elf.inside(segment.offset, segment.fileSize).cut)
      problems.add('segment-outside', `segment ${segments.length}`);
    segments.push(segment);
  }
  return segments;
}

function readSegment64(elf: ElfBytes, at: number): Segment {
  const [offset, address, physical, fileSize, memorySize, align] = [8, 16, 24, 32, 40, 48].map(place =>
    elf.u64(at + place),
  ) as [bigint, bigint, bigint, bigint, bigint, bigint];
  return {
    type: elf.u32(at),
    flags: elf.u32(at + 4),
    offset,
    address,
    physical,
    fileSize,
    memorySize,
    align,
  };
}

function readSegment32(elf: ElfBytes, at: number): Segment {
  const [offset, address, physical, fileSize, memorySize, align] = [4, 8, 12, 16, 20, 28].map(place =>
    BigInt(elf.u32(at + place)),
  ) as [bigint, bigint, bigint, bigint, bigint, bigint];
  return {
    type: elf.u32(at),
    flags: elf.u32(at + 24),
    offset,
    address,
    physical,
    fileSize,
    memorySize,
    align,
  };
}
