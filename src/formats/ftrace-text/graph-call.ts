import { hashOf } from './byte-interner.ts';
import {
  bar,
  dot,
  leftBrace,
  leftBracket,
  leftParenthesis,
  rightBrace,
  rightBracket,
  semicolon,
  skipBlanks,
  slash,
  space,
} from './bytes.ts';

/** What a line of function_graph says. */
export const callKind = { none: 0, entry: 1, leaf: 2, exit: 3, comment: 4, arrow: 5 } as const;

/** One call of function_graph, from its duration on. One object for all lines. */
export class GraphCall {
  /** One of `callKind`. */
  kind: number = callKind.none;
  depth = 0;
  /** Nanoseconds; -1 where the line has none. */
  duration = -1;
  /** The function's name; an empty stretch where the line does not name it. */
  nameStart = 0;
  nameEnd = 0;
  /** The name's `hashOf`. */
  nameHash = 0;
  /** Of a comment, what stands inside of it. */
  textStart = 0;
  textEnd = 0;
}

/** Reads the column of durations and what stands behind it. `end` is the line's. */
export function scanCall(bytes: Uint8Array, start: number, end: number, call: GraphCall): void {
  call.kind = callKind.none;
  call.nameStart = call.nameEnd = start;
  const at = scanDuration(bytes, start, end, call);
  const first = skipBlanks(bytes, at, end);
  if (first >= end) return;
  call.depth = Math.min(0xffff, (first - at) >> 1);
  const byte = bytes[first]!;
  if (byte === rightBrace) scanReturn(bytes, first, end, call);
  else if (byte === slash && bytes[first + 1] === 42) scanComment(bytes, first, end, call);
  else if (isArrow(bytes, first, end)) call.kind = callKind.arrow;
  else scanFunction(bytes, first, end, call);
}

/** `MARK DURATION us |  ` or blanks and the bar; answers where the indent begins, `start` where it is none. */
export function scanDuration(bytes: Uint8Array, start: number, end: number, call: GraphCall): number {
  call.duration = -1;
  let at = skipBlanks(bytes, start, end);
  let byte = bytes[at]!;
  if (byte === bar) return Math.min(end, at + 3);
  if (isMark(byte) && bytes[at + 1] === space) {
    at = skipBlanks(bytes, at + 1, end);
    byte = bytes[at]!;
  }
  const from = at;
  let value = 0;
  while (byte >= 48 && byte <= 57) {
    value = value * 10 + byte - 48;
    byte = bytes[++at]!;
  }
  if (at === from || at - from > 15) return start;
  // Long durations have fewer digits behind the point (trace_print_graph_duration).
  let unit = 1000;
  if (byte === dot) {
    byte = bytes[++at]!;
    while (byte >= 48 && byte <= 57) {
      if (unit > 1) {
        value = value * 10 + byte - 48;
        unit /= 10;
      }
      byte = bytes[++at]!;
    }
  }
  if (byte !== space || bytes[at + 1] !== 117 || bytes[at + 2] !== 115 || at + 3 > end) return start;
  const separator = skipBlanks(bytes, at + 3, end);
  if (bytes[separator] !== bar || separator >= end) return start;
  call.duration = value * unit;
  return Math.min(end, separator + 3);
}

function isMark(byte: number): boolean {
  // + ! # * @ $
  return byte === 43 || byte === 33 || byte === 35 || byte === 42 || byte === 64 || byte === 36;
}

function isArrow(bytes: Uint8Array, at: number, end: number): boolean {
  const from = bytes[at] === 60 ? at + 1 : at;
  return from + 9 < end && bytes[from] === 61 && bytes[from + 1] === 61 && bytes[from + 8] === 61;
}

// A closing brace, alone or with a comment that names the function and perhaps what it returns.
function scanReturn(bytes: Uint8Array, at: number, end: number, call: GraphCall): void {
  call.kind = callKind.exit;
  const comment = skipBlanks(bytes, at + 1, end);
  if (bytes[comment] !== slash || bytes[comment + 1] !== 42) return;
  const from = skipBlanks(bytes, comment + 2, end);
  // `= VALUE` without a name is how the first kernels with return values wrote it.
  if (bytes[from] === 61) return;
  call.nameStart = from;
  call.nameEnd = endOfName(bytes, from, end);
  call.nameHash = hashOf(bytes, from, call.nameEnd);
}

/** A name and the module in brackets behind it. */
function endOfName(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== space && bytes[at] !== leftParenthesis && bytes[at] !== 42) at++;
  if (bytes[at] !== space || bytes[at + 1] !== leftBracket) return at;
  const close = bytes.indexOf(rightBracket, at);
  return close < 0 || close >= end ? at : close + 1;
}

function scanComment(bytes: Uint8Array, at: number, end: number, call: GraphCall): void {
  call.kind = callKind.comment;
  call.textStart = skipBlanks(bytes, at + 2, end);
  const closed = bytes[end - 1] === slash && bytes[end - 2] === 42;
  call.textEnd = closed ? end - 2 : end;
  if (bytes[call.textEnd - 1] === space) call.textEnd--;
  if (call.textEnd < call.textStart) call.textEnd = call.textStart;
}

/** `NAME(…);` or `NAME(…) {`, either with a comment behind it. */
function scanFunction(bytes: Uint8Array, at: number, end: number, call: GraphCall): void {
  const name = endOfName(bytes, at, end);
  if (bytes[name] !== leftParenthesis || name === at) return;
  let last = end - 1;
  if (bytes[last] === slash && bytes[last - 1] === 42) {
    last -= 2;
    while (last > name && !(bytes[last] === 42 && bytes[last - 1] === slash)) last--;
    last -= 2;
  }
  while (last > name && bytes[last] === space) last--;
  if (bytes[last] === semicolon) call.kind = callKind.leaf;
  else if (bytes[last] === leftBrace) call.kind = callKind.entry;
  else return;
  call.nameStart = at;
  call.nameEnd = name;
  call.nameHash = hashOf(bytes, at, name);
}
