import type { Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import type { OfRecording, Question } from '../question.ts';
import { look, type TrackHead } from '../timeline/contract.ts';
import { type CounterLane, counterLane } from '../timeline/counter-lane.ts';
import { hueOf, type Lane, nowhere, SliceCollector } from '../timeline/lane.ts';

/** Rows of a query with times in nanoseconds since the trace's start: what becomes a track of the time line. */
export interface RowsWithTimes {
  readonly time: Float64Array;
  /** Empty where the rows have none: they are instants then. */
  readonly duration: Float64Array;
  /** Rows of the events that they are from; empty where they have none. */
  readonly row: Float64Array;
  readonly names: readonly string[];
  /** A number of each row instead of a name: the track is a counter then. */
  readonly value?: Float64Array;
  /** What the numbers are. */
  readonly unit?: string;
}

const mostTracks = 8;

interface Kept {
  readonly number: number;
  readonly rows: RowsWithTimes;
}

const keptOf = new WeakMap<Trace, readonly Kept[]>();

/** Keeps rows as a track beside those of the recording; answers its id. Of many the oldest goes. */
export const askKeep: Question<OfRecording & RowsWithTimes, string> = (bench, { of, ...rows }) => {
  const { trace } = bench.recording(of);
  const before = keptOf.get(trace) ?? [];
  const number = (before[0]?.number ?? 0) + 1;
  keptOf.set(trace, [{ number, rows }, ...before].slice(0, mostTracks));
  return idOf(number);
};

/** The tracks of what was kept, the newest first. */
export function keptHeads(trace: Trace): readonly TrackHead[] {
  return (keptOf.get(trace) ?? []).map(({ number, rows }) => ({
    id: idOf(number),
    group: 'queries',
    hasParts: false,
    title: say('query.track', { number }),
    sentence: say('query.track.about'),
    kind: kindOf(rows),
    depths: 1,
    weight: rows.time.length,
    ...(rows.unit === undefined ? {} : { unit: rows.unit }),
  }));
}

/** What lies on a track of kept rows; undefined where it was kept no longer. */
export function keptLane(trace: Trace, number: number): Lane | CounterLane | undefined {
  const rows = keptOf.get(trace)?.find(kept => kept.number === number)?.rows;
  if (rows === undefined) return undefined;
  const { time, duration, names, value } = rows;
  if (value !== undefined) return counterOf(time, value);
  const kind = kindOf(rows);
  const slices = new SliceCollector();
  for (const [index, start] of time.entries()) {
    const took = duration[index] ?? 0;
    if (!Number.isFinite(start)) continue;
    slices.add(start, start + (Number.isFinite(took) ? took : 0), index, index);
  }
  return slices.stacked({
    kind: kind === 'slices' ? 'slices' : 'instants',
    styleOf: index => ({ name: names[index] ?? '', hue: hueOf('event'), look: look.full }),
    originOf: index => {
      const event = rows.row[index] ?? Number.NaN;
      const isEvent = Number.isInteger(event) && event >= 0 && event < trace.count;
      return isEvent ? { ...nowhere, beginRow: event, endRow: event, cpu: trace.cpu[event]! } : nowhere;
    },
  });
}

function counterOf(time: Float64Array, value: Float64Array): CounterLane {
  const known = [...time.keys()].filter(index => Number.isFinite(time[index]!));
  return counterLane(
    Float64Array.from(known, index => time[index]!),
    Float64Array.from(known, index => value[index]!),
  );
}

function kindOf({ value, duration }: RowsWithTimes): TrackHead['kind'] {
  if (value !== undefined) return 'counter';
  return duration.length > 0 ? 'slices' : 'instants';
}

function idOf(number: number): string {
  return `query:${number}`;
}
