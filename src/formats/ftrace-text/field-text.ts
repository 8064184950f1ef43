import { decodeUtf8 } from '../../base/index.ts';
import type { FieldValue } from '../../store/index.ts';
import { isDigit, minus } from './bytes.ts';

/** What a field's text is and how it becomes a number. */
export type FieldKind =
  /** A number in decimal, or in hexadecimal with `0x`; else text. */
  | 'any'
  /** Hexadecimal, with or without `0x`. */
  | 'hex'
  /** 64 bits in hexadecimal, the highest of which is a sign. */
  | 'signed'
  /** Numbers in hexadecimal with commas between them. */
  | 'list'
  /** `true` or `handled` for 1, other words for 0. */
  | 'truth'
  /** An address in hexadecimal. */
  | 'pointer'
  /** Letters of a task's state. */
  | 'state'
  /** The same as trace-cmd prints them. */
  | 'report-state'
  /** Octal. */
  | 'octal'
  /** `MAJOR,MINOR` or `MAJOR:MINOR` of a device. */
  | 'device'
  | 'text';

/** Where the text of a field stands; `end` < `start` where the row has none. One object for all fields. */
export interface FieldSpan {
  start: number;
  end: number;
}

/** 64 bits in two halves, in two's complement. One object for all fields. */
export interface Halves {
  high: number;
  low: number;
  /** Whether it is to be taken as a signed number. */
  signed: boolean;
}

const twoTo32 = 2 ** 32;

/** The number in a text, in two's complement; false and 0 where it is none. */
export function parseHalves(bytes: Uint8Array, span: FieldSpan, kind: FieldKind, halves: Halves): boolean {
  halves.high = 0;
  halves.low = 0;
  halves.signed = false;
  const { end } = span;
  let at = span.start;
  if (at >= end || kind === 'text') return false;
  if (kind === 'list') return false;
  if (kind === 'truth') {
    halves.low = bytes[at] === 104 || bytes[at] === 116 ? 1 : 0;
    return true;
  }
  if (kind === 'state') return parseState(bytes, span, stateBits, halves);
  if (kind === 'report-state') return parseState(bytes, span, reportBits, halves);
  if (kind === 'octal') return parseOctal(bytes, span, halves);
  if (kind === 'device') return parseDevice(bytes, span, halves);
  const negative = bytes[at] === minus;
  if (negative) at++;
  const prefixed = bytes[at] === 48 && (bytes[at + 1] === 120 || bytes[at + 1] === 88);
  if (prefixed) at += 2;
  const hexadecimal = prefixed || kind !== 'any';
  const from = at;
  let digit = digitOf(bytes[at], hexadecimal);
  while (at < end && digit >= 0) {
    if (hexadecimal) {
      halves.high = ((halves.high << 4) | (halves.low >>> 28)) >>> 0;
      halves.low = ((halves.low << 4) | digit) >>> 0;
    } else {
      const low = halves.low * 10 + digit;
      halves.high = (halves.high * 10 + Math.floor(low / twoTo32)) >>> 0;
      halves.low = low >>> 0;
    }
    digit = digitOf(bytes[++at], hexadecimal);
  }
  if (at === from) return false;
  if (negative) {
    halves.signed = true;
    halves.low = -halves.low >>> 0;
    halves.high = (~halves.high + (halves.low === 0 ? 1 : 0)) >>> 0;
  }
  if (kind === 'signed') halves.signed = true;
  // A word that only begins like a number is none: 3com, 10.5.
  return at >= end || !isWord(bytes[at]!);
}

function digitOf(byte: number | undefined, hexadecimal: boolean): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (!hexadecimal) return -1;
  if (byte >= 97 && byte <= 102) return byte - 87;
  return byte >= 65 && byte <= 70 ? byte - 55 : -1;
}

/** Letters, digits, and what numbers and names are joined by. */
function isWord(byte: number): boolean {
  return (
    isDigit(byte) ||
    ((byte | 32) >= 97 && (byte | 32) <= 122) ||
    byte === 95 ||
    byte === 46 ||
    byte === 58 ||
    byte === 45 ||
    byte > 127
  );
}

/** Bits of the letters, as include/linux/sched.h has them since 4.14; `R+` is preempted (TASK_REPORT_MAX). */
const stateBits: Readonly<Record<string, number>> = {
  R: 0,
  S: 1,
  D: 2,
  T: 4,
  t: 8,
  X: 16,
  Z: 32,
  P: 64,
  I: 128,
  '+': 256,
};

/** libtraceevent's letters (plugin_sched_switch.c, write_state) for the same bits. */
const reportBits: Readonly<Record<string, number>> = {
  R: 0,
  S: 1,
  D: 2,
  T: 4,
  t: 8,
  Z: 16,
  X: 32,
  x: 64,
  W: 128,
};

function parseOctal(bytes: Uint8Array, { start, end }: FieldSpan, halves: Halves): boolean {
  let value = 0;
  for (let at = start; at < end && at < start + 10; at++) {
    if (bytes[at]! < 48 || bytes[at]! > 55) return false;
    value = value * 8 + bytes[at]! - 48;
  }
  halves.low = value;
  return end > start;
}

function parseState(
  bytes: Uint8Array,
  span: FieldSpan,
  bits: Readonly<Record<string, number>>,
  halves: Halves,
): boolean {
  for (let at = span.start; at < span.end; at++) {
    if (isDigit(bytes[at])) return parseHalves(bytes, span, 'any', halves);
    const bit = bits[String.fromCharCode(bytes[at]!)];
    if (bit !== undefined) halves.low |= bit;
    else if (bytes[at] !== 124) return false;
  }
  return true;
}

/** As the kernel keeps it: the minor number in the low 20 bits. */
function parseDevice(bytes: Uint8Array, span: FieldSpan, halves: Halves): boolean {
  let at = span.start;
  let major = 0;
  while (at < span.end && isDigit(bytes[at])) major = major * 10 + bytes[at++]! - 48;
  if (at === span.start || (bytes[at] !== 44 && bytes[at] !== 58)) return false;
  let minor = 0;
  const from = ++at;
  while (at < span.end && isDigit(bytes[at])) minor = minor * 10 + bytes[at++]! - 48;
  halves.low = ((major << 20) | (minor & 0xf_ffff)) >>> 0;
  return at > from;
}

export function toNumber({ high, low, signed }: Halves): number {
  return (signed ? high | 0 : high) * twoTo32 + low;
}

/** A field's value as JSON can say it. */
export function toValue(bytes: Uint8Array, span: FieldSpan, kind: FieldKind, halves: Halves): FieldValue {
  if (kind === 'list') return listValues(bytes, span, halves);
  // What `%p` prints: an address, or what stands for one, of as many digits as it has.
  if (kind === 'any' && isAddress(bytes, span)) return toValue(bytes, span, 'pointer', halves);
  if (parseHalves(bytes, span, kind, halves)) {
    if (kind === 'pointer') return hexText(halves);
    const number = toNumber(halves);
    return Number.isSafeInteger(number) ? number : hexText(halves);
  }
  return spanText(bytes, span);
}

/** An address as JSON says it. */
export function hexText({ high, low }: Halves): string {
  return `0x${high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0')}`;
}

/** The text without quotes around it. */
export function spanText(bytes: Uint8Array, { start, end }: FieldSpan): string {
  if (end <= start) return '';
  const quoted = end - start >= 2 && bytes[start] === 34 && bytes[end - 1] === 34;
  return decodeUtf8(quoted ? bytes.subarray(start + 1, end - 1) : bytes.subarray(start, end));
}

/** Whether it is sixteen digits in hexadecimal that are no decimal number. */
function isAddress(bytes: Uint8Array, { start, end }: FieldSpan): boolean {
  if (end - start !== 16) return false;
  let letters = 0;
  for (let at = start; at < end; at++) {
    if (digitOf(bytes[at], true) < 0) return false;
    if (!isDigit(bytes[at])) letters++;
  }
  return letters > 0 || bytes[start] === 48;
}

function listValues(bytes: Uint8Array, { start, end }: FieldSpan, halves: Halves): FieldValue {
  const values: (number | string)[] = [];
  for (let at = start; at < end && values.length < mostValues; ) {
    let to = at;
    while (to < end && bytes[to] !== 44) to++;
    const value = toValue(bytes, { start: at, end: to }, 'hex', halves);
    values.push(typeof value === 'number' ? value : String(value));
    at = to + 2;
  }
  return values;
}

const mostValues = 64;
