import { textAt, viewOf } from './bytes-reader.ts';
import type { PerfMetadata } from './metadata.ts';
import { misc } from './record-types.ts';

const hasSize = 1 << 15;
const longest = 20;
const nameOffset = 36;

/** Reads the table of build ids: records of header, pid, id and path, one behind the other. */
export function readBuildIds(bytes: Uint8Array, into: PerfMetadata): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = view.getUint16(at + 6, into.littleEndian);
    if (size < nameOffset || at + size > bytes.length) {
      into.problems.add({
        name: 'perf-data.build-ids',
        severity: 'broken',
        place: `byte ${at} of the table`,
        sentence: 'The table of build ids ends in a broken entry; binaries named behind it have no id.',
      });
      return;
    }
    takeBuildId(view, at, size, into);
    at += size;
  }
}

/** Takes one entry of the table, or one record of a pipe. */
export function takeBuildId(view: DataView, at: number, size: number, into: PerfMetadata): void {
  if (size <= nameOffset) return;
  const flags = view.getUint16(at + 4, into.littleEndian);
  const length = (flags & hasSize) === 0 ? longest : Math.min(longest, view.getUint8(at + 12 + longest));
  const name = textAt(view, at + nameOffset, at + size);
  const mode = flags & misc.cpuModeMask;
  if (mode === misc.guestKernel || mode === misc.guestUser) return;
  into.buildIds.set(name, hexOf(view, at + 12, length));
}

export function hexOf(view: DataView, at: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++)
    text += view
      .getUint8(at + i)
      .toString(16)
      .padStart(2, '0');
  return text;
}
