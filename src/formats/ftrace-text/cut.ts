import { newline, space, tab } from './bytes.ts';
import { LineHead } from './line-head.ts';
import { isEventLine } from './recognise.ts';

/** How far from the end a place to cut is looked for. */
const farthest = 1 << 20;

/**
 * Where a stretch of text can be cut that goes on behind its end: behind an event and the lines that belong to it, so
 * that the next stretch begins with an event and what stands before that.
 */
export function cutPlace(bytes: Uint8Array): number {
  const last = bytes.lastIndexOf(newline);
  if (last < 0) return bytes.length;
  const head = new LineHead();
  const least = Math.max(0, last - farthest);
  let end = last;
  let events = 0;
  // Where the lines begin that belong to no event found so far.
  let cut = last + 1;
  while (end > least) {
    const start = bytes.lastIndexOf(newline, end - 1) + 1;
    if (isEventLine(bytes, start, end, head)) {
      if (++events === 2) return cut;
      cut = start;
    } else if (events > 0 && !isStackLine(bytes, start)) cut = start;
    if (start === 0) break;
    end = start - 1;
  }
  return last + 1;
}

/** ` => FUNCTION` */
function isStackLine(bytes: Uint8Array, start: number): boolean {
  const at = bytes[start] === space || bytes[start] === tab ? start + 1 : start;
  return bytes[at] === 61 && bytes[at + 1] === 62;
}
