import type { EventFormat, Trace } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { censusOf } from './census.ts';
import type { TrackHead, TrackOffer } from './contract.ts';
import { type CounterLane, counterLane } from './counter-lane.ts';
import { rowsOfEvent } from './event-lanes.ts';
import { cutInMiddle } from './slice-tile.ts';

/** Nobody reads a longer list; what is meant is asked for by its name. */
const mostOffers = 5000;
const eventsAPart = 8;
const mostParts = 4096;

/** What may be added to a time line: how often each recorded event came, and each of its numeric fields. */
export function offersOf(trace: Trace): readonly TrackOffer[] {
  const { ofEvent } = censusOf(trace);
  const recorded = trace.formats
    .map((format, event) => ({ format, events: ofEvent[event]! }))
    .filter(({ events }) => events > 0)
    .sort((a, b) => b.events - a.events);
  return recorded
    .flatMap(({ format, events }) => [
      rateOffer(trace, format, events),
      ...numericFields(format).map(field => fieldOffer(format, field, events)),
    ])
    .slice(0, mostOffers);
}

function rateOffer({ clock }: Trace, { system, name }: EventFormat, events: number): TrackOffer {
  const event = `${system}:${name}`;
  const unit = clock.unit === 'ns' ? 'events/s' : 'events/tick';
  return offer(`rate:${event}`, event, say('tracks.rate.about', { event }), unit, events);
}

function fieldOffer({ system, name }: EventFormat, field: string, events: number): TrackOffer {
  const event = `${system}:${name}`;
  const sentence = say('tracks.field.about', { event, field });
  return offer(`field:${event}:${field}`, `${event} ${field}`, sentence, '', events);
}

function offer(track: string, title: string, sentence: string, unit: string, events: number): TrackOffer {
  const head: TrackHead = {
    id: track,
    group: 'counters',
    hasParts: false,
    title: cutInMiddle(title, 100),
    sentence,
    kind: 'counter',
    depths: 1,
    weight: events,
    unit,
  };
  return { track, head, events };
}

function numericFields({ fields }: EventFormat): readonly string[] {
  return fields.filter(field => !field.common && !field.array && !field.string).map(({ name }) => name);
}

/** Events a second (or a tick) in equal parts of the recording: as many parts as have a few events each. */
export function rateLane(trace: Trace, event: number): CounterLane {
  const times = timesOf(trace, rowsOfEvent(trace, event));
  const [first, last] = [trace.time[0] ?? 0, trace.time[trace.count - 1] ?? 0];
  const parts = Math.max(1, Math.min(mostParts, Math.floor(times.length / eventsAPart)));
  const length = Math.max((last - first) / parts, Number.MIN_VALUE);
  const counts = new Float64Array(parts + 1);
  for (const time of times) {
    const part = Math.floor((time - first) / length);
    counts[Math.max(0, Math.min(parts - 1, part))]!++;
  }
  const unit = trace.clock.unit === 'ns' ? 1e9 : 1;
  const values = counts.map(count => (count * unit) / length);
  // Behind the last part nothing is known.
  values[parts] = Number.NaN;
  return counterLane(
    Float64Array.from(values, (_, part) => first + part * length),
    values,
  );
}

/** What a field of an event held, each time that it came; undefined where it has no such number. */
export function fieldLane(trace: Trace, event: number, field: string): CounterLane | undefined {
  const read = trace.fields.number(event, field);
  const format = trace.formats[event];
  if (read === undefined || format === undefined || !numericFields(format).includes(field)) return undefined;
  const rows = rowsOfEvent(trace, event);
  return counterLane(timesOf(trace, rows), Float64Array.from(rows, read));
}

function timesOf({ time }: Trace, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, row => time[row]!);
}
