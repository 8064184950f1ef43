import type { Moment } from './read-moments.ts';

/** Answers how many a second a counter grew by since the snapshot before that has it, asked in the order of time. */
export function rateFollower(): (moment: Moment, key: string, count: number) => number | undefined {
  const before = new Map<string, { readonly monotonic: number; readonly count: number }>();
  return ({ monotonic }, key, count) => {
    if (monotonic === undefined) return undefined;
    const last = before.get(key);
    before.set(key, { monotonic, count });
    if (last === undefined || monotonic <= last.monotonic) return undefined;
    return (count - last.count) / ((monotonic - last.monotonic) / 1e9);
  };
}
