import { equals, space } from './bytes.ts';
import type { FieldSpan } from './field-text.ts';

/** 1 for the characters of a field's name. */
const inKey = new Uint8Array(256);
for (let i = 0; i < 256; i++) inKey[i] = /[\w.[\]]/.test(String.fromCharCode(i)) ? 1 : 0;

/**
 * Finds `KEY=VALUE` among others. A value ends before the blank of the next key, at its quote or bracket where it has
 * some, or with the text.
 */
export function findKey(
  bytes: Uint8Array,
  start: number,
  end: number,
  key: Uint8Array,
  span: FieldSpan,
): boolean {
  for (let at = start; at + key.length < end; ) {
    const from = nextKey(bytes, at, end);
    if (from < 0) return false;
    const sign = keyEnd(bytes, from, end);
    const value = sign + 1;
    const to = valueEnd(bytes, value, end);
    if (sign - from === key.length && isKey(bytes, from, key)) {
      span.start = value;
      span.end = to;
      return true;
    }
    at = Math.max(to, value);
  }
  return false;
}

/** The names of all keys of a text. */
export function listKeys(bytes: Uint8Array, start: number, end: number): readonly string[] {
  const keys: string[] = [];
  for (let at = start; at < end && keys.length < 64; ) {
    const from = nextKey(bytes, at, end);
    if (from < 0) break;
    const sign = keyEnd(bytes, from, end);
    keys.push(String.fromCharCode(...bytes.subarray(from, Math.min(sign, from + 64))));
    at = Math.max(valueEnd(bytes, sign + 1, end), sign + 1);
  }
  return keys;
}

function isKey(bytes: Uint8Array, at: number, key: Uint8Array): boolean {
  for (let i = 0; i < key.length; i++) if (bytes[at + i] !== key[i]) return false;
  return true;
}

/** Where the next key begins: a word that ends with `=`; -1 where there is none. */
function nextKey(bytes: Uint8Array, start: number, end: number): number {
  let word = start;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === equals && at > word && bytes[at + 1] !== greater && bytes[at + 1] !== equals) return word;
    if (inKey[byte] !== 1) word = at + 1;
  }
  return -1;
}

const greater = 62;

function keyEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== equals) at++;
  return at;
}

function valueEnd(bytes: Uint8Array, value: number, end: number): number {
  const closing = bytes[value] === 34 ? 34 : bytes[value] === 123 ? 125 : 0;
  if (closing !== 0) {
    const close = bytes.indexOf(closing, value + 1);
    if (close >= 0 && close < end) return close + 1;
  }
  const next = nextKey(bytes, value, end);
  if (next < 0) return trimmed(bytes, value, end);
  return trimmed(bytes, value, Math.max(value, next));
}

/** Without the blanks and commas that part it from what follows. */
function trimmed(bytes: Uint8Array, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] === space || bytes[end - 1] === 44)) end--;
  return end;
}
