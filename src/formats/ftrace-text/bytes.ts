/** Characters that lines are taken apart at. */
export const tab = 9;
export const newline = 10;
export const space = 32;
export const hash = 35;
export const leftParenthesis = 40;
export const rightParenthesis = 41;
export const plus = 43;
export const minus = 45;
export const dot = 46;
export const slash = 47;
export const colon = 58;
export const semicolon = 59;
export const less = 60;
export const equals = 61;
export const greater = 62;
export const leftBracket = 91;
export const rightBracket = 93;
export const leftBrace = 123;
export const bar = 124;
export const rightBrace = 125;

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** The first place from `at` on that holds no blank; `end` where there is none. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  while (place < end && bytes[place] === space) place++;
  return place;
}

/** The first place from `at` on that holds no digit. */
export function skipDigits(bytes: Uint8Array, at: number, end: number): number {
  let place = at;
  while (place < end && isDigit(bytes[place])) place++;
  return place;
}

/** A decimal number; those of more digits than a double holds are rounded. */
export function readDigits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + bytes[i]! - 48;
  return value;
}

/** Whether the bytes from `at` on, before `end`, begin with this text. */
export function startsWith(bytes: Uint8Array, at: number, end: number, text: Uint8Array): boolean {
  if (at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}

/** Where this byte stands in `[from, to)`; -1 where it does not. `indexOf` would look for it far behind a line's end. */
export function findByte(bytes: Uint8Array, from: number, to: number, byte: number): number {
  for (let at = from; at < to; at++) if (bytes[at] === byte) return at;
  return -1;
}

/** Where this text stands in `[from, to)`; -1 where it does not. */
export function findText(bytes: Uint8Array, from: number, to: number, text: Uint8Array): number {
  const first = text[0]!;
  const last = to - text.length;
  // No indexOf: it would look for what a line does not have far behind its end.
  for (let at = from; at <= last; at++) {
    if (bytes[at] === first && startsWith(bytes, at, to, text)) return at;
  }
  return -1;
}
