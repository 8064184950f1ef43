import { derived } from '../../analyses/index.ts';
import { lostStretches } from '../../analyses/walk/index.ts';
import type { Trace } from '../../store/index.ts';

/**
 * Stretches between two times in which events were lost, of one CPU or of any (-1), as pairs of times by their begin. What
 * overlaps or lies closer than a pixel is one.
 */
export function lostPairs(trace: Trace, cpu: number, from: number, to: number, pixel: number): Float64Array {
  const found = derived(trace, lostStretches)
    .stretches.filter(one => (cpu < 0 || one.cpu === cpu) && one.to >= from && one.from <= to)
    .sort((a, b) => a.from - b.from);
  const pairs: number[] = [];
  for (const one of found) {
    const end = pairs.at(-1);
    if (end !== undefined && one.from <= end + pixel) pairs[pairs.length - 1] = Math.max(end, one.to);
    else pairs.push(one.from, one.to);
  }
  return Float64Array.from(pairs);
}
