import { encodeLatin1 } from '../../base/index.ts';
import {
  colon,
  findText,
  greater,
  hash,
  isDigit,
  leftParenthesis,
  less,
  minus,
  skipBlanks,
  space,
  startsWith,
} from './bytes.ts';

/** What the text of a line is, apart from the name that it may begin with. */
export const textKind = {
  /** `NAME: TEXT` */
  named: 0,
  /** `FUNCTION <-CALLER` */
  function: 1,
  repeats: 2,
  kernelStack: 3,
  userStack: 4,
  hwlat: 5,
  timerlat: 6,
  osnoise: 7,
  rawData: 8,
  contextSwitch: 9,
  contextWakeup: 10,
  /** `sys_NAME(ARGUMENTS)` */
  syscallEntry: 11,
  /** `sys_NAME -> VALUE` */
  syscallExit: 12,
  block: 13,
  /** Text behind the name of a function: what trace_printk and the marker of old kernels print. */
  message: 14,
  unknown: 15,
} as const;

/** Where the parts of an event's text are. One object for all lines. */
export class EventText {
  /** One of `textKind`. */
  kind: number = textKind.unknown;
  nameStart = 0;
  nameEnd = 0;
  /** Where its own text begins: behind `NAME: `. */
  start = 0;
}

const arrow = encodeLatin1(' <-');
const returns = encodeLatin1(' -> ');
const repeats = encodeLatin1(' (repeats: ');
const kernelStack = encodeLatin1('<stack trace');
const userStack = encodeLatin1('<user stack trace');
const separator = encodeLatin1(': ');
const context = encodeLatin1('context ');
const inner = encodeLatin1('inner/outer');
const buffer = encodeLatin1(' buf:');
const switches = encodeLatin1(' ==> [');
const wakes = encodeLatin1('   + [');

/** 1 for the characters of an event's name. */
const inName = new Uint8Array(256);
for (let i = 0; i < 256; i++) inName[i] = /[\w.$@/-]/.test(String.fromCharCode(i)) ? 1 : 0;

/** Width of `NAME: ` in trace-cmd's report: its blanks belong to the name. */
const reportWidth = 20;

/** Finds out what the text in `[at, end)` is. */
export function scanEventText(bytes: Uint8Array, at: number, end: number, text: EventText): void {
  let place = at;
  while (inName[bytes[place]!] === 1) place++;
  if (place > end) place = end;
  text.nameStart = at;
  text.nameEnd = place;
  text.start = at;
  if (
    bytes[place] === colon &&
    place > at &&
    place < end &&
    (place + 1 >= end || bytes[place + 1] === space)
  ) {
    text.kind = textKind.named;
    text.start = place + 1;
    if (bytes[place + 1] !== space || place + 2 > end) return;
    text.start = place + 2;
    // Of trace-cmd's report: the blanks up to its column are not the event's.
    const column = place - at < reportWidth ? at + reportWidth + 2 : place + 2;
    if (column <= end && skipBlanks(bytes, place + 2, column) === column) text.start = column;
    return;
  }
  text.kind = place === at ? kindOfSpecial(bytes, at, end) : kindOfSymbol(bytes, at, place, end, text);
}

function kindOfSpecial(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at];
  if (byte === less) {
    if (startsWith(bytes, at, end, kernelStack)) return textKind.kernelStack;
    return startsWith(bytes, at, end, userStack) ? textKind.userStack : textKind.unknown;
  }
  if (byte === hash) {
    if (findText(bytes, at, end, inner) >= 0) return textKind.hwlat;
    if (findText(bytes, at, end, context) >= 0) return textKind.timerlat;
    return findText(bytes, at, end, buffer) >= 0 ? textKind.rawData : textKind.unknown;
  }
  if (byte !== space) return textKind.unknown;
  const first = skipBlanks(bytes, at, end);
  if (!isDigit(bytes[first])) return textKind.unknown;
  if (findText(bytes, at, end, switches) >= 0) return textKind.contextSwitch;
  if (findText(bytes, at, end, wakes) >= 0) return textKind.contextWakeup;
  return isDevice(bytes, first, end) ? textKind.block : textKind.unknown;
}

/** `MAJOR,MINOR ` */
function isDevice(bytes: Uint8Array, at: number, end: number): boolean {
  let place = at;
  while (place < end && isDigit(bytes[place])) place++;
  return bytes[place] === 44 && isDigit(bytes[place + 1]);
}

function kindOfSymbol(bytes: Uint8Array, at: number, place: number, end: number, text: EventText): number {
  // FUNCTION <-CALLER, nearly all of what the function tracer prints.
  const isPlain = bytes[place] === space && bytes[place + 1] === less && bytes[place + 2] === minus;
  if (isPlain && place + 3 < end && bytes[end - 1] !== 41) return textKind.function;
  if (place >= end) return isDigit(bytes[at]) ? textKind.unknown : textKind.function;
  const isCall = startsWith(bytes, at, end, systemCall);
  if (isCall && bytes[place] === leftParenthesis) return textKind.syscallEntry;
  if (isCall && startsWith(bytes, place, end, returns)) return textKind.syscallExit;
  // A name that ends with the dash of an arrow: sys_close->.
  if (bytes[place] === greater && bytes[place - 1] === minus) return textKind.unknown;
  if (isDigit(bytes[at]) && isOsnoise(bytes, at, place, end)) return textKind.osnoise;
  if (findText(bytes, place, end, arrow) >= 0) {
    return bytes[end - 1] === 41 && findText(bytes, place, end, repeats) >= 0
      ? textKind.repeats
      : textKind.function;
  }
  const message = findText(bytes, place, end, separator);
  if (message < 0) return isSymbolTail(bytes, place, end) ? textKind.function : textKind.unknown;
  if (!isSymbolTail(bytes, place, message)) return textKind.unknown;
  text.start = message + 2;
  return textKind.message;
}

const systemCall = encodeLatin1('sys_');

/** Numbers and blanks alone, as osnoise prints its ten columns. */
function isOsnoise(bytes: Uint8Array, at: number, place: number, end: number): boolean {
  if (bytes[place] !== space) return false;
  let columns = 0;
  for (let i = at; i < end; i++) {
    const byte = bytes[i]!;
    if (byte !== space && byte !== 46 && !isDigit(byte)) return false;
    if (byte !== space && (i === at || bytes[i - 1] === space)) columns++;
  }
  return columns >= 7;
}

/** What may follow a symbol: `+0x1/0x2`, ` [module]`, ` <address>`, and of Linux before 2.6.27 ` (CALLER)`. */
function isSymbolTail(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte === 43) at = endOfWord(bytes, at, to);
    else if (byte === space && (bytes[at + 1] === 91 || bytes[at + 1] === less || isCaller(bytes, at, to)))
      at = endOfWord(bytes, at + 1, to);
    else return false;
  }
  return true;
}

/** ` (FUNCTION)` at the end. */
function isCaller(bytes: Uint8Array, at: number, to: number): boolean {
  if (bytes[at + 1] !== leftParenthesis || bytes[to - 1] !== 41 || at + 3 >= to) return false;
  for (let i = at + 2; i < to - 1; i++) if (inName[bytes[i]!] !== 1) return false;
  return true;
}

function endOfWord(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== space) at++;
  return at;
}
