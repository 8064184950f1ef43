import { type ByteSource, decodeLatin1, FormatError } from '../../base/index.ts';
import { ProblemList } from '../../store/index.ts';
import { SectionCursor } from './cursor.ts';
import type { TraceDatMetadata } from './metadata.ts';

const magic = [0x17, 0x08, 0x44, 0x74, 0x72, 0x61, 0x63, 0x69, 0x6e, 0x67];

/** Whether a file begins as a trace.dat does. */
export function startsLikeTraceDat(head: Uint8Array): boolean {
  return magic.every((byte, index) => head[index] === byte);
}

/** Reads the head that all versions share, and goes to what follows it. */
export async function readHead(
  source: ByteSource,
): Promise<{ readonly metadata: TraceDatMetadata; readonly cursor: SectionCursor }> {
  const start = await source.read(0, 64);
  if (!startsLikeTraceDat(start)) {
    throw new FormatError(
      'trace.dat',
      0,
      '17 08 44 "tracing"',
      JSON.stringify(decodeLatin1(start.subarray(0, 10))),
    );
  }
  const versionEnd = start.indexOf(0, 10);
  const versionText = decodeLatin1(start.subarray(10, Math.max(10, versionEnd)));
  const version = Number(versionText);
  if (versionEnd < 0 || (version !== 6 && version !== 7)) {
    throw new FormatError('trace.dat', 10, 'version 6 or 7', JSON.stringify(versionText));
  }
  const endian = start[versionEnd + 1];
  const longBytes = start[versionEnd + 2];
  if (endian !== 0 && endian !== 1) {
    throw new FormatError(
      'trace.dat',
      versionEnd + 1,
      'byte order 0 or 1',
      String(endian ?? 'the end of the file'),
    );
  }
  if (longBytes !== 4 && longBytes !== 8) {
    throw new FormatError('trace.dat', versionEnd + 2, 'a long of 4 or 8 bytes', String(longBytes));
  }
  const cursor = new SectionCursor(source, endian === 0, versionEnd + 3);
  const pageSize = await cursor.u32('page size');
  checkPageSize(pageSize, versionEnd + 3);
  let compression = 'none';
  if (version === 7) {
    compression = await cursor.string('name of the compression');
    await cursor.string('version of the compression');
  }
  const metadata: TraceDatMetadata = {
    version,
    littleEndian: endian === 0,
    longBytes,
    pageSize,
    compression,
    headerPage: '',
    headerEvent: '',
    ftraceFormats: [],
    eventFormats: [],
    kallsyms: new Uint8Array(0),
    printkFormats: new Uint8Array(0),
    savedCmdlines: new Uint8Array(0),
    cpuCount: 0,
    uname: '',
    writer: '',
    traceClock: undefined,
    cpuStats: [],
    traceId: undefined,
    timeOffset: 0n,
    tsc: undefined,
    timeShift: undefined,
    guests: [],
    buffers: [],
    latencyText: undefined,
    problems: new ProblemList(),
  };
  return { metadata, cursor };
}

/** Sub-buffers are pages or powers of two of them; anything else is no page size. */
export function checkPageSize(size: number, offset: number): void {
  if (size < 64 || size > 1 << 26 || (size & (size - 1)) !== 0) {
    throw new FormatError(
      'trace.dat',
      offset,
      'a page size that is a power of two up to 64 MB',
      String(size),
    );
  }
}
