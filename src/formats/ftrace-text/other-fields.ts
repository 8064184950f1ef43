import { isDigit, leftParenthesis, rightParenthesis, space } from './bytes.ts';
import type { FieldSpan } from './field-text.ts';

/** Events whose text is a call: `sys_openat(dfd: 3, filename: 7f00)`. */
export function isArgumentEvent(event: string): boolean {
  return event.startsWith('sys_enter_');
}

/** Systems whose events say `dev 8,0 ino 12` instead of `dev=8,0 ino=12`. */
export function isWordEvent(system: string): boolean {
  return system === 'ext4' || system === 'jbd2' || system === 'ext3' || system === 'xfs' || system === 'f2fs';
}

/** Finds `NAME: VALUE` among the arguments of a system call. */
export function findArgument(
  bytes: Uint8Array,
  start: number,
  end: number,
  name: Uint8Array,
  span: FieldSpan,
): boolean {
  for (let at = start; at + name.length + 2 <= end; at++) {
    const before = bytes[at - 1];
    if (bytes[at] !== name[0] || (before !== space && before !== leftParenthesis)) continue;
    if (!isWord(bytes, at, end, name) || bytes[at + name.length] !== 58) continue;
    span.start = at + name.length + 2;
    let to = span.start;
    while (to < end && bytes[to] !== 44 && bytes[to] !== rightParenthesis) to++;
    span.end = to;
    return true;
  }
  return false;
}

/** Finds `NAME VALUE` among others. */
export function findWord(
  bytes: Uint8Array,
  start: number,
  end: number,
  name: Uint8Array,
  span: FieldSpan,
): boolean {
  for (let at = start; at + name.length + 1 < end; at++) {
    if (bytes[at] !== name[0] || (at > start && bytes[at - 1] !== space)) continue;
    if (!isWord(bytes, at, end, name) || bytes[at + name.length] !== space) continue;
    span.start = at + name.length + 1;
    let to = span.start;
    while (to < end && bytes[to] !== space) to++;
    span.end = to;
    return true;
  }
  return false;
}

/** The names of the arguments of a system call. */
export function listArguments(text: string): readonly string[] {
  return [...text.matchAll(/[( ](\w+): /g)].map(match => match[1]!);
}

/** The words of a text that numbers follow. */
export function listWords(text: string): readonly string[] {
  return [...text.matchAll(/(?:^| )([a-z_]\w*) (?=-?\d|0x|\w+\|)/g)].map(match => match[1]!);
}

function isWord(bytes: Uint8Array, at: number, end: number, word: Uint8Array): boolean {
  if (at + word.length > end) return false;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return !isDigit(word[0]);
}
