import { encodeLatin1 } from '../../base/index.ts';
import { isDigit, minus, startsWith } from './bytes.ts';
import type { FieldKind } from './field-text.ts';

/** How an event's text is put together: pieces of text with fields between them. */
export interface EventTemplate {
  /** Text before each field, and behind the last one. */
  readonly literals: readonly Uint8Array[];
  readonly fields: readonly { readonly name: string; readonly kind: FieldKind }[];
}

const kinds: Readonly<Record<string, FieldKind>> = {
  '': 'text',
  d: 'any',
  x: 'hex',
  p: 'pointer',
  S: 'state',
  R: 'report-state',
  o: 'octal',
  D: 'device',
  s: 'signed',
  l: 'list',
  t: 'truth',
};

/**
 * Reads a template: `comm={comm} pid={pid:d}`. Letters behind the colon: d a number, x hexadecimal, s such with a sign,
 * o octal, p an address, l a list of hexadecimal numbers, S the state of a task, R as trace-cmd prints it, D a device,
 * t a word for yes or no; none is text.
 */
export function parseTemplate(text: string): EventTemplate {
  const literals: Uint8Array[] = [];
  const fields: { name: string; kind: FieldKind }[] = [];
  let before = '';
  for (const piece of text.split(/(\{[^}]*\})/)) {
    const field = /^\{(\w*)(?::(\w))?\}$/.exec(piece);
    if (field === null) before += piece;
    else {
      literals.push(encodeLatin1(before));
      before = '';
      fields.push({ name: field[1]!, kind: kinds[field[2] ?? ''] ?? 'text' });
    }
  }
  literals.push(encodeLatin1(before));
  return { literals, fields };
}

const mostTries = 64;

/** Finds a template's fields in a text. */
export class TemplateMatch {
  readonly template: EventTemplate;
  /** Where each field begins and ends: two numbers a field. */
  readonly spans: Int32Array;
  #tries = 0;

  constructor(template: EventTemplate) {
    this.template = template;
    this.spans = new Int32Array(template.fields.length * 2);
  }

  /** Whether `[start, end)` begins as the template says; then `spans` holds its fields. */
  match(bytes: Uint8Array, start: number, end: number): boolean {
    this.#tries = 0;
    return this.#matchFrom(0, bytes, start, end);
  }

  #matchFrom(index: number, bytes: Uint8Array, at: number, end: number): boolean {
    const { literals, fields } = this.template;
    const literal = literals[index]!;
    if (!startsWith(bytes, at, end, literal)) return false;
    const from = at + literal.length;
    if (index === fields.length) return true;
    const { kind } = fields[index]!;
    const next = literals[index + 1]!;
    const isLast = index + 1 === fields.length && next.length === 0;
    this.spans[index * 2] = from;
    if (kind === 'text' || kind === 'list' || kind === 'truth')
      return this.#matchText(index, bytes, from, end, next, isLast);
    const to = endOfNumber(bytes, from, end, kind);
    if (to === from) return false;
    this.spans[index * 2 + 1] = to;
    return isLast || this.#matchFrom(index + 1, bytes, to, end);
  }

  /** Text may hold anything, even what follows it: every place where that stands is tried. */
  #matchText(
    index: number,
    bytes: Uint8Array,
    from: number,
    end: number,
    next: Uint8Array,
    isLast: boolean,
  ): boolean {
    if (isLast) {
      this.spans[index * 2 + 1] = end;
      return true;
    }
    if (next.length === 0) return false;
    for (let at = from; at + next.length <= end; at++) {
      if (bytes[at] !== next[0] || !startsWith(bytes, at, end, next)) continue;
      if (++this.#tries > mostTries) return false;
      this.spans[index * 2 + 1] = at;
      if (this.#matchFrom(index + 1, bytes, at, end)) {
        this.spans[index * 2] = from;
        return true;
      }
    }
    return false;
  }
}

function endOfNumber(bytes: Uint8Array, from: number, end: number, kind: FieldKind): number {
  let at = from;
  if (kind === 'state' || kind === 'report-state') {
    while (at < end && bytes[at]! > 32) at++;
    return at;
  }
  if (bytes[at] === minus) at++;
  const hexadecimal = kind !== 'device' && (kind !== 'any' || (bytes[at] === 48 && bytes[at + 1] === 120));
  if (bytes[at] === 48 && bytes[at + 1] === 120) at += 2;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (isDigit(byte)) continue;
    const letter = byte | 32;
    if (hexadecimal && letter >= 97 && letter <= 102) continue;
    if (kind === 'device' && at > from && (byte === 44 || byte === 58) && isDigit(bytes[at + 1])) continue;
    break;
  }
  return at;
}
