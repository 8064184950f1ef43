import { hashOf } from './byte-interner.ts';
import {
  bar,
  leftBrace,
  leftBracket,
  leftParenthesis,
  newline,
  rightBrace,
  rightBracket,
  rightParenthesis,
  semicolon,
  slash,
  space,
} from './bytes.ts';
import { callKind, type GraphCall, scanDuration } from './graph-call.ts';

/** 1 for characters that a name as the kernel mostly has them does not hold. */
const endsName = new Uint8Array(256);
for (let i = 0; i < 256; i++) endsName[i] = /[\w.$]/.test(String.fromCharCode(i)) ? 0 : 1;

/**
 * Reads a call as nearly all lines have it, from its duration on, without having looked for the line's end: `NAME();`,
 * `NAME() {`, `}` or `} /* NAME *\/`. Answers where the line ends; -1 where it is another, which says nothing of it.
 */
export function scanPlainCall(bytes: Uint8Array, view: DataView, start: number, call: GraphCall): number {
  const blanks = skipFours(view, start);
  const at = scanDuration(bytes, blanks, bytes.length, call);
  if (at < blanks + 3 || bytes[at - 3] !== bar || bytes[at - 2] !== space || bytes[at - 1] !== space)
    return -1;
  let first = skipFours(view, at);
  while (bytes[first] === space) first++;
  call.depth = Math.min(0xffff, (first - at) >> 1);
  if (bytes[first] === rightBrace) {
    call.kind = callKind.exit;
    if (bytes[first + 1] === newline) {
      call.nameStart = call.nameEnd = start;
      return first + 1;
    }
    if (bytes[first + 2] !== slash || bytes[first + 4] !== space) return -1;
    const end = scanName(bytes, first + 5, call);
    return bytes[end] === space && bytes[end + 2] === slash && bytes[end + 3] === newline ? end + 3 : -1;
  }
  const end = scanName(bytes, first, call);
  if (end === first || bytes[end] !== leftParenthesis || bytes[end + 1] !== rightParenthesis) return -1;
  if (bytes[end + 2] === semicolon && bytes[end + 3] === newline) {
    call.kind = callKind.leaf;
    return end + 3;
  }
  call.kind = callKind.entry;
  return bytes[end + 2] === space && bytes[end + 3] === leftBrace && bytes[end + 4] === newline
    ? end + 4
    : -1;
}

/** Skips blanks, four at a time; up to three of them are left. */
function skipFours(view: DataView, from: number): number {
  const last = view.byteLength - 4;
  let at = from;
  while (at <= last && view.getInt32(at) === 0x2020_2020) at += 4;
  return at;
}

/** `NAME` or `NAME [MODULE]`; answers what is behind it. */
function scanName(bytes: Uint8Array, from: number, call: GraphCall): number {
  let at = from;
  while (endsName[bytes[at]!] === 0) at++;
  if (bytes[at] === space && bytes[at + 1] === leftBracket) {
    at += 2;
    while (endsName[bytes[at]!] === 0) at++;
    at = bytes[at] === rightBracket ? at + 1 : from;
  }
  call.nameStart = from;
  call.nameEnd = at;
  call.nameHash = hashOf(bytes, from, at);
  return at;
}
