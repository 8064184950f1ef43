import {
  colon,
  findByte,
  isDigit,
  leftBracket,
  leftParenthesis,
  minus,
  rightBracket,
  skipBlanks,
  skipDigits,
  space,
} from './bytes.ts';
import { type LineHead, scanTime } from './line-head.ts';

/** `%8.8s-%d`: where the dash stands in the latency format. */
const nameWidth = 8;
/** Columns of flags that trace-cmd always prints; ticks of a clock follow them without a blank. */
const fewestFlags = 5;

/**
 * A line of the latency format (`lat_print_generic` and `lat_print_timestamp` in kernel/trace/trace_output.c), or of
 * `trace-cmd report -l`: `COMM-PID CPU FLAGS TIME: `, the CPU and its flags without a blank between them.
 */
export function scanLatencyHead(bytes: Uint8Array, start: number, end: number, head: LineHead): boolean {
  const usual = start + nameWidth;
  if (usual < end && bytes[usual] === minus && scanFromDash(bytes, usual, end, head)) {
    head.commStart = skipBlanks(bytes, start, usual);
    head.commEnd = usual;
    return true;
  }
  for (let dash = start; dash < end; dash++) {
    if (bytes[dash] !== minus || !isDigit(bytes[dash + 1]) || !scanFromDash(bytes, dash, end, head)) continue;
    head.commStart = skipBlanks(bytes, start, dash);
    head.commEnd = dash;
    return true;
  }
  return false;
}

function scanFromDash(bytes: Uint8Array, dash: number, end: number, head: LineHead): boolean {
  const pidEnd = skipDigits(bytes, dash + 1, end);
  if (pidEnd === dash + 1 || pidEnd - dash > 11 || bytes[pidEnd] !== space) return false;
  const cpuStart = skipBlanks(bytes, pidEnd, end);
  const cpuEnd = skipDigits(bytes, cpuStart, end);
  if (cpuEnd === cpuStart || cpuEnd - cpuStart > 5) return false;
  const pid = number(bytes, dash + 1, pidEnd);
  const cpu = number(bytes, cpuStart, cpuEnd);
  if (cpu > 0xffff) return false;
  let flagsEnd = cpuEnd;
  while (flagsEnd < end && bytes[flagsEnd]! > space && bytes[flagsEnd] !== colon) flagsEnd++;
  if (flagsEnd - cpuEnd < 4) return false;
  if (bytes[flagsEnd] === colon || flagsEnd - cpuEnd > 2 * fewestFlags) flagsEnd = cpuEnd + fewestFlags;
  head.pid = pid;
  head.cpu = cpu;
  head.flagsStart = cpuEnd;
  head.flagsEnd = flagsEnd;
  const time = skipBlanks(bytes, flagsEnd, end);
  return scanMicroseconds(bytes, time, end, head) || scanTime(bytes, time, end, head);
}

/** `%lldus%c: `: microseconds since the start of the buffer and a mark for long gaps. */
function scanMicroseconds(bytes: Uint8Array, from: number, end: number, head: LineHead): boolean {
  const at = skipDigits(bytes, from, end);
  if (at === from || at - from > 15 || bytes[at] !== 117 || bytes[at + 1] !== 115) return false;
  if (at + 3 >= end || bytes[at + 3] !== colon) return false;
  setMicroseconds(number(bytes, from, at), head);
  head.timeStart = from;
  head.timeEnd = at;
  head.text = Math.min(end, bytes[at + 4] === space ? at + 5 : at + 4);
  return true;
}

/**
 * A line of the verbose latency format: `COMM PID CPU FLAGS PREEMPT INDEX [TIME] SINCE (+GAP): `. The time in brackets
 * is absolute: microseconds in hexadecimal, or ticks where the numbers behind it have no `ms`.
 */
export function scanVerboseHead(bytes: Uint8Array, start: number, end: number, head: LineHead): boolean {
  const open = findByte(bytes, start + 20, end, leftBracket);
  if (open < 0 || open + 10 > end) return false;
  const close = findByte(bytes, open, end, rightBracket);
  if (close < 0 || close > open + 17 || close + 4 > end) return false;
  const tail = findByte(bytes, close, end, leftParenthesis);
  const text = findByte(bytes, close, end, colon);
  if (tail < 0 || text < tail || text >= end || text - close > 64) return false;
  // From the back: index, preempt count, flags, CPU and thread; what is left is the name.
  const fields: number[] = [];
  let at = open - 1;
  for (let i = 0; i < 5; i++) {
    while (at > start && bytes[at] === space) at--;
    const to = at + 1;
    while (at > start && bytes[at] !== space) at--;
    fields.push(at + 1, to);
  }
  const [, , , , flagsStart, flagsEnd, cpuStart, cpuEnd, pidStart, pidEnd] = fields as number[];
  if (!isNumber(bytes, pidStart!, pidEnd!) || !isNumber(bytes, cpuStart!, cpuEnd!)) return false;
  head.pid = number(bytes, pidStart!, pidEnd!);
  head.cpu = Math.min(0xffff, number(bytes, cpuStart!, cpuEnd!));
  head.flagsStart = flagsStart!;
  head.flagsEnd = flagsEnd!;
  head.commStart = skipBlanks(bytes, start, pidStart!);
  let commEnd = pidStart!;
  while (commEnd > head.commStart && bytes[commEnd - 1] === space) commEnd--;
  head.commEnd = commEnd;
  if (!setHexTime(bytes, open + 1, close, bytes[tail - 2] === 115, head)) return false;
  head.timeStart = open + 1;
  head.timeEnd = close;
  head.text = Math.min(end, text + 2);
  return true;
}

function setHexTime(
  bytes: Uint8Array,
  from: number,
  to: number,
  isMicroseconds: boolean,
  head: LineHead,
): boolean {
  let value = 0n;
  for (let i = from; i < to; i++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[i]!), 16);
    if (Number.isNaN(digit)) return false;
    value = (value << 4n) | BigInt(digit);
  }
  const unit = isMicroseconds ? 1_000_000n : 1_000_000_000n;
  head.inSeconds = isMicroseconds;
  head.isRelative = false;
  head.seconds = Number(value / unit);
  head.rest = Number(value % unit) * (isMicroseconds ? 1000 : 1);
  return true;
}

export function setMicroseconds(value: number, head: LineHead): void {
  head.inSeconds = true;
  head.isRelative = true;
  head.seconds = Math.floor(value / 1e6);
  head.rest = (value - head.seconds * 1e6) * 1000;
}

function isNumber(bytes: Uint8Array, from: number, to: number): boolean {
  return to > from && to - from < 11 && skipDigits(bytes, from, to) === to;
}

function number(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + bytes[i]! - 48;
  return value;
}
