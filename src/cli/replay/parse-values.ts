import { UsageError } from '../../base/index.ts';
import type { RangeEnd, TimeRange } from '../../formats/index.ts';
import { say } from '../../words/index.ts';

const units: Readonly<Record<string, number>> = {
  '': 1,
  ns: 1,
  us: 1_000,
  µs: 1_000,
  ms: 1_000_000,
  s: 1_000_000_000,
  m: 60_000_000_000,
};

/** A duration in nanoseconds: `5us`, `1.5ms`, `300`. */
export function parseDuration(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ns|us|µs|ms|s|m|)$/.exec(text);
  if (match === null) throw badValue(option, text);
  return Math.round(Number(match[1]) * units[match[2]!]!);
}

/** A number of things, from 1. */
export function parseCount(option: string, text: string): number {
  const count = Number(text);
  if (!/^\d{1,6}$/.test(text) || count < 1) throw badValue(option, text);
  return count;
}

/** Thread ids with commas between them. */
export function parseTids(option: string, text: string): ReadonlySet<number> {
  if (!/^\d{1,10}([,;]\d{1,10})*$/.test(text)) throw badValue(option, text);
  return new Set(text.split(/[,;]/).map(Number));
}

/** A stretch of time, `100us~2ms` since the first record or `12.5~12.75` of the clock; `start` is the recording's time 0. */
export function parseRange(option: string, text: string, start: bigint): TimeRange {
  const ends = text.split('~');
  if (ends.length !== 2) throw badValue(option, text);
  const [from, to] = ends.map(end => parseRangeEnd(option, end, start));
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function parseRangeEnd(option: string, text: string, start: bigint): RangeEnd | undefined {
  // 0 is no bound in uftrace.
  if (/^0?$/.test(text)) return undefined;
  if (/[a-zµ]$/.test(text)) return { time: parseDuration(option, text), elapsed: true };
  const match = /^(\d{1,12})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) throw badValue(option, text);
  const time = BigInt(match[1]!) * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'));
  return { time: Number(time - start), elapsed: false };
}

function badValue(option: string, value: string): UsageError {
  return new UsageError(say('replay.bad-value', { option, value }), say('replay.bad-value.remedy'));
}
