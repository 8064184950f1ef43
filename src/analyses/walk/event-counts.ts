import { type Trace, unknownEvent } from '../../store/index.ts';
import { derived } from '../analysis.ts';

/** How many events of each kind a trace has, by index into its formats; the last is of those that it does not describe. Made once. */
export function eventCounts(trace: Trace): Uint32Array {
  return derived(trace, countAll);
}

/** As `eventCounts`, of rows `[from, to)`. */
export function countEventsWithin({ event, formats }: Trace, from: number, to: number): Uint32Array {
  const counts = new Uint32Array(unknownEvent + 1);
  for (let row = from; row < to; row++) counts[event[row]!]!++;
  const known = new Uint32Array(formats.length + 1);
  known.set(counts.subarray(0, Math.min(formats.length, unknownEvent)));
  known[formats.length] = counts[unknownEvent]!;
  return known;
}

const countAll = (trace: Trace): Uint32Array => countEventsWithin(trace, 0, trace.count);
