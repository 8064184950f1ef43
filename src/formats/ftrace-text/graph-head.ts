import { decodeLatin1 } from '../../base/index.ts';
import {
  bar,
  dot,
  minus,
  newline,
  readDigits,
  rightParenthesis,
  skipBlanks,
  skipDigits,
  space,
} from './bytes.ts';
import { setMicroseconds } from './latency-head.ts';
import type { LineHead } from './line-head.ts';

/** Which columns function_graph prints; all are options (kernel/trace/trace_functions_graph.c). */
export interface GraphLayout {
  readonly absoluteTime: boolean;
  readonly relativeTime: boolean;
  readonly cpu: boolean;
  readonly task: boolean;
  readonly flags: boolean;
  readonly duration: boolean;
}

/** The layout that a line of column names describes, the one that ends with `FUNCTION CALLS`. */
export function layoutOfTitles(titles: string): GraphLayout {
  return {
    absoluteTime: titles.replaceAll('REL TIME', '').includes('TIME'),
    relativeTime: titles.includes('REL TIME'),
    cpu: titles.includes('CPU'),
    task: titles.includes('TASK/PID'),
    flags: titles.includes('|||'),
    duration: titles.includes('DURATION'),
  };
}

const shapes =
  /^(?<abs> *\d+\.\d{6} \| {2})?(?<rel> *\d+ us \| {2})?(?<cpu> +\d{1,5}\) )?(?<task>(?=.{13}).{0,16}-\d+ * \| )?(?<flags> [^ |]{4,10} \| )?(?<duration>(?:[ +!#*@$] +\d+(?:\.\d+)? us +| {14})\| {2})?(?<call> *(?:[^\s(){}]+(?: \[[^\]]*\])?\(.*[;{](?: \/\*.*\*\/)?|\}(?: \/\*.*\*\/)?|\/\* \S.*\*\/| {2}(?:={10}>|<={10}) \|))$/;

/** The layout of a line that is surely one of function_graph; undefined where it is none or may as well be C. */
export function layoutOfLine(bytes: Uint8Array, start: number, end: number): GraphLayout | undefined {
  if (end - start > 2000) return undefined;
  const groups = shapes.exec(decodeLatin1(bytes.subarray(start, end)))?.groups;
  if (groups === undefined) return undefined;
  const { abs, rel, cpu, task, flags, duration } = groups;
  if (cpu === undefined && duration === undefined) return undefined;
  return {
    absoluteTime: abs !== undefined,
    relativeTime: rel !== undefined,
    cpu: cpu !== undefined,
    task: task !== undefined,
    flags: flags !== undefined,
    duration: duration !== undefined,
  };
}

/** Width of a task in its column (TRACE_GRAPH_PROCINFO_LENGTH). */
const taskWidth = 14;

/**
 * The columns before the duration. Leaves the CPU as it is where there is no column of it, and -1 as the thread where
 * there is none; `head.text` is where the column of durations begins.
 */
export function scanGraphHead(
  bytes: Uint8Array,
  start: number,
  end: number,
  layout: GraphLayout,
  head: LineHead,
): boolean {
  let at = start;
  head.pid = -1;
  if (layout.absoluteTime) {
    const from = skipBlanks(bytes, at, end);
    const point = skipDigits(bytes, from, end);
    const to = skipDigits(bytes, point + 1, end);
    if (point === from || point - from > 15 || bytes[point] !== dot || to !== point + 7) return false;
    head.inSeconds = true;
    head.isRelative = false;
    head.seconds = readDigits(bytes, from, point);
    head.rest = readDigits(bytes, point + 1, to) * 1000;
    head.timeStart = from;
    head.timeEnd = to;
    at = skipBar(bytes, to, end);
    if (at < 0) return false;
  }
  if (layout.relativeTime) {
    const from = skipBlanks(bytes, at, end);
    const to = skipDigits(bytes, from, end);
    if (to === from || to - from > 15 || bytes[to + 1] !== 117 || bytes[to + 2] !== 115) return false;
    if (!layout.absoluteTime) setMicroseconds(readDigits(bytes, from, to), head);
    at = skipBar(bytes, to + 3, end);
    if (at < 0) return false;
  }
  if (layout.cpu) {
    const from = skipBlanks(bytes, at, end);
    const to = skipDigits(bytes, from, end);
    if (to === from || to - from > 5 || bytes[to] !== rightParenthesis || bytes[to + 1] !== space)
      return false;
    head.cpu = Math.min(0xffff, readDigits(bytes, from, to));
    at = to + 2;
  }
  if (layout.task) {
    const separator = findSeparator(bytes, at + taskWidth - 1, end);
    if (separator < 0 || !scanTask(bytes, at, separator, head)) return false;
    at = separator + 3;
  }
  if (layout.flags) {
    const separator = findSeparator(bytes, at + 4, end);
    if (separator < 0 || separator - at > 12) return false;
    head.flagsStart = at + 1;
    head.flagsEnd = separator;
    at = separator + 3;
  }
  head.text = at;
  return at < end;
}

/** `COMM-PID` among blanks. */
export function scanTask(bytes: Uint8Array, from: number, to: number, head: LineHead): boolean {
  const start = skipBlanks(bytes, from, to);
  let end = to;
  while (end > start && bytes[end - 1] === space) end--;
  let dash = end - 1;
  while (dash > start && bytes[dash] !== minus) dash--;
  if (
    bytes[dash] !== minus ||
    end - dash > 11 ||
    skipDigits(bytes, dash + 1, end) !== end ||
    end === dash + 1
  )
    return false;
  head.pid = readDigits(bytes, dash + 1, end);
  head.commStart = start;
  head.commEnd = dash;
  return true;
}

function findSeparator(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at + 2 < end && bytes[at] !== newline; at++) {
    if (bytes[at + 1] === bar && bytes[at] === space && bytes[at + 2] === space) return at;
  }
  return -1;
}

/** ` |  ` */
function skipBar(bytes: Uint8Array, at: number, end: number): number {
  const isBar = bytes[at] === space && bytes[at + 1] === bar && bytes[at + 2] === space;
  return isBar && bytes[at + 3] === space && at + 4 <= end ? at + 4 : -1;
}
