import {
  colon,
  dot,
  isDigit,
  leftBracket,
  leftParenthesis,
  minus,
  rightBracket,
  skipBlanks,
  space,
} from './bytes.ts';

/** What stands before an event's own text on its line. One object for all lines. */
export class LineHead {
  pid = 0;
  cpu = 0;
  /** Whole seconds; of a clock that does not count in seconds, all digits but the last nine. */
  seconds = 0;
  /** Nanoseconds beside them; of another clock, the last nine digits. */
  rest = 0;
  /** Whether the time is in seconds. */
  inSeconds = true;
  /** Whether the time counts from the start of the buffer. */
  isRelative = false;
  /** Where the name of the task stands. */
  commStart = 0;
  commEnd = 0;
  /** Where the flags stand; an empty stretch where there are none. */
  flagsStart = 0;
  flagsEnd = 0;
  /** Where the digits of the time begin and end. */
  timeStart = 0;
  timeEnd = 0;
  /** Where the event's text begins. */
  text = 0;
}

/** `%16s-%d`: where the kernel and trace-cmd put the dash behind a task's name (TASK_COMM_LEN is 16 with its NUL). */
const nameWidth = 16;

/**
 * A line as trace_print_context (kernel/trace/trace_output.c) and trace-cmd head it:
 * `COMM-PID [(TGID)] [CPU] [FLAGS] TIME: `. Answers false where it is none.
 */
export function scanEventHead(bytes: Uint8Array, start: number, end: number, head: LineHead): boolean {
  const dash = start + nameWidth;
  if (dash < end && bytes[dash] === minus && scanFromDash(bytes, dash, end, head)) {
    setComm(bytes, start, dash, head);
    return true;
  }
  return scanAnywhere(bytes, start, end, head);
}

/** The same line where columns moved: names that are longer, an instance's name before it, blanks cut off. */
function scanAnywhere(bytes: Uint8Array, start: number, end: number, head: LineHead): boolean {
  for (let dash = start; dash < end; dash++) {
    if (bytes[dash] !== minus || !isDigit(bytes[dash + 1])) continue;
    if (!scanFromDash(bytes, dash, end, head)) continue;
    setComm(bytes, start, dash, head);
    return true;
  }
  return false;
}

function setComm(bytes: Uint8Array, start: number, dash: number, head: LineHead): void {
  head.commStart = skipBlanks(bytes, start, dash);
  head.commEnd = dash;
}

function scanFromDash(bytes: Uint8Array, dash: number, end: number, head: LineHead): boolean {
  let at = dash + 1;
  let pid = 0;
  let byte = bytes[at]!;
  while (byte >= 48 && byte <= 57) {
    pid = pid * 10 + byte - 48;
    byte = bytes[++at]!;
  }
  if (byte !== space || at === dash + 1 || at - dash > 11) return false;
  while (bytes[at] === space) at++;
  if (bytes[at] === leftParenthesis) {
    at = skipGroup(bytes, at, end);
    if (at < 0) return false;
  }
  if (bytes[at] !== leftBracket) return false;
  const digits = ++at;
  let cpu = 0;
  byte = bytes[at]!;
  while (byte >= 48 && byte <= 57) {
    cpu = cpu * 10 + byte - 48;
    byte = bytes[++at]!;
  }
  if (byte !== rightBracket || at === digits || at - digits > 5 || cpu > 0xffff) return false;
  head.pid = pid;
  head.cpu = cpu;
  return scanFlagsAndTime(bytes, at + 1, end, head);
}

/** `(  123) ` or `(-----) `: the thread group. Answers what stands behind it and its blanks. */
function skipGroup(bytes: Uint8Array, from: number, end: number): number {
  const limit = Math.min(end, from + 14);
  let at = skipBlanks(bytes, from + 1, limit);
  while (at < limit && (isDigit(bytes[at]) || bytes[at] === minus)) at++;
  return bytes[at] === 41 ? skipBlanks(bytes, at + 1, end) : -1;
}

const mostFlags = 10;

/** `[FLAGS] TIME: `. */
export function scanFlagsAndTime(bytes: Uint8Array, from: number, end: number, head: LineHead): boolean {
  let at = from;
  while (bytes[at] === space) at++;
  head.flagsStart = at;
  head.flagsEnd = at;
  if (scanTime(bytes, at, end, head)) return true;
  const limit = Math.min(end, at + mostFlags);
  while (at < limit && bytes[at]! > space) at++;
  if (bytes[at] !== space || at === head.flagsStart) return false;
  head.flagsEnd = at;
  while (bytes[at] === space) at++;
  return scanTime(bytes, at, end, head);
}

/** `SECONDS.FRACTION:` or `TICKS:`, and the blank behind it; with `close` instead of the colon. */
export function scanTime(
  bytes: Uint8Array,
  from: number,
  end: number,
  head: LineHead,
  close = colon,
): boolean {
  let at = from;
  let value = 0;
  let byte = bytes[at]!;
  while (byte >= 48 && byte <= 57) {
    value = value * 10 + byte - 48;
    byte = bytes[++at]!;
  }
  const digits = at - from;
  if (digits === 0 || digits > 20) return false;
  if (byte === dot) {
    let fraction = 0;
    const point = at;
    byte = bytes[++at]!;
    while (byte >= 48 && byte <= 57) {
      fraction = fraction * 10 + byte - 48;
      byte = bytes[++at]!;
    }
    if (byte !== close || at - point > 10 || at - point < 2 || digits > 15) return false;
    head.inSeconds = true;
    head.isRelative = false;
    head.seconds = value;
    head.rest = at - point === 7 ? fraction * 1000 : fraction * 10 ** (10 - at + point);
  } else if (byte === close) {
    head.inSeconds = false;
    if (digits <= 15) {
      head.seconds = Math.floor(value / 1e9);
      head.rest = value - head.seconds * 1e9;
    } else splitTicks(bytes, from, at, head);
  } else return false;
  head.timeStart = from;
  head.timeEnd = at;
  head.text = bytes[at + 1] === space && at + 1 < end ? at + 2 : at + 1;
  return at < end;
}

/** Ticks of more digits than a double holds: the last nine apart. */
function splitTicks(bytes: Uint8Array, from: number, to: number, head: LineHead): void {
  let seconds = 0;
  for (let i = from; i < to - 9; i++) seconds = seconds * 10 + bytes[i]! - 48;
  let rest = 0;
  for (let i = to - 9; i < to; i++) rest = rest * 10 + bytes[i]! - 48;
  head.seconds = seconds;
  head.rest = rest;
}
