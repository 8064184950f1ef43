import { UsageError } from '../../base/index.ts';
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

function badValue(option: string, value: string): UsageError {
  return new UsageError(say('replay.bad-value', { option, value }), say('replay.bad-value.remedy'));
}
