import { isDigit, readDigits, skipBlanks, skipDigits, space } from './bytes.ts';
import { type LineHead, scanTime } from './line-head.ts';

/**
 * A line of the blk tracer with its option blk_classic: `MAJOR,MINOR CPU TIME PID ACTION …`
 * (kernel/trace/blktrace.c, blk_log_action_classic).
 */
export function scanBlockHead(bytes: Uint8Array, start: number, end: number, head: LineHead): boolean {
  const major = skipBlanks(bytes, start, end);
  let at = skipDigits(bytes, major, end);
  if (at === major || bytes[at] !== 44 || !isDigit(bytes[at + 1])) return false;
  const cpu = skipBlanks(bytes, skipDigits(bytes, at + 1, end), end);
  const cpuEnd = skipDigits(bytes, cpu, end);
  if (cpuEnd === cpu || cpuEnd - cpu > 5 || bytes[cpuEnd] !== space) return false;
  const time = skipBlanks(bytes, cpuEnd, end);
  if (!scanTime(bytes, time, end, head, space) || !head.inSeconds) return false;
  const pid = skipBlanks(bytes, head.timeEnd, end);
  at = skipDigits(bytes, pid, end);
  if (at === pid || at - pid > 10 || bytes[at] !== space) return false;
  head.cpu = Math.min(0xffff, readDigits(bytes, cpu, cpuEnd));
  head.pid = readDigits(bytes, pid, at);
  head.text = skipBlanks(bytes, at, end);
  return head.text < end;
}
