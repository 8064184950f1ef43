import type { Recording } from '../formats/index.ts';
import type { RecordingFacts } from './recording-facts.ts';

/** What the wall clock said at time 0 of a recording, in nanoseconds since 1970; undefined where nothing tells. */
export function wallStartOf(
  { start, clock }: Pick<Recording, 'start' | 'clock'>,
  { realtime }: Pick<RecordingFacts, 'realtime'>,
): bigint | undefined {
  if (clock.unit !== 'ns') return undefined;
  if (clock.name === 'realtime') return start;
  return clock.name === 'mono' && realtime !== undefined
    ? start - realtime.monotonic + realtime.realtime
    : undefined;
}
