import {
  type EventFormat,
  type FieldValue,
  type Problem,
  type Trace,
  unknownEvent,
} from '../../store/index.ts';
import { finish, type Steps } from '../analysis.ts';
import { eventCounts } from './event-counts.ts';

/** Reads the fields of one event. A field that the event lacks reads as `otherwise`. */
export class EventFields {
  readonly format: EventFormat;
  /** Index into the trace's formats. */
  readonly event: number;
  readonly #trace: Trace;

  constructor(trace: Trace, event: number) {
    this.#trace = trace;
    this.event = event;
    this.format = trace.formats[event]!;
  }

  has(name: string): boolean {
    return this.#trace.fields.value(this.event, name) !== undefined;
  }

  /** Numbers beyond 2^53 are rounded: `low` and `high` for those whose every bit counts. */
  number(name: string, otherwise = 0): (row: number) => number {
    return this.#trace.fields.number(this.event, name) ?? (() => otherwise);
  }

  low(name: string): (row: number) => number {
    return this.#trace.fields.low(this.event, name) ?? (() => 0);
  }

  high(name: string): (row: number) => number {
    return this.#trace.fields.high(this.event, name) ?? (() => 0);
  }

  text(name: string, otherwise = ''): (row: number) => string {
    return this.#trace.fields.text(this.event, name) ?? (() => otherwise);
  }

  /** Whatever it is; undefined where the event has no such field. */
  value(name: string): (row: number) => FieldValue | undefined {
    return this.#trace.fields.value(this.event, name) ?? (() => undefined);
  }
}

/** A few milliseconds of the dearest handlers. */
const rowsAStep = 1 << 16;

/** What is done at an event's rows; made once for each format of that name. */
export type RowHandler = (row: number) => void;

/**
 * One pass over a trace's events by time, with a handler for each event that is looked at. Where tracing instances
 * recorded the same event, only those of the instance with the most of it are handed over: nothing is counted twice.
 */
export class EventWalk {
  readonly #trace: Trace;
  readonly #handlers: (RowHandler | undefined)[] = [];
  readonly #problems: Problem[] = [];
  readonly #everyBuffer: boolean;

  /** `everyBuffer`: the buffers are no instances but parts of one recording, as the devices of blktrace are. */
  constructor(trace: Trace, { everyBuffer = false }: { readonly everyBuffer?: boolean } = {}) {
    this.#trace = trace;
    this.#everyBuffer = everyBuffer;
  }

  /**
   * Handles an event, or all whose names begin so: `sched:sched_switch`, `syscalls:sys_enter_*`; `make` may answer
   * undefined of one that is not wanted. True where the trace describes one.
   */
  on(name: string, make: (fields: EventFields) => RowHandler | undefined): boolean {
    const events = findEvents(this.#trace, name);
    for (const event of events) this.#handlers[event] = make(new EventFields(this.#trace, event));
    return events.length > 0;
  }

  run(): readonly Problem[] {
    return finish(this.steps());
  }

  /** The pass as steps, between which others may be heard. */
  *steps(): Steps<readonly Problem[]> {
    const { count, buffers } = this.#trace;
    let left = this.#countHandled();
    const only = left > 0 && buffers.length > 1 && !this.#everyBuffer ? this.#chooseBuffers() : undefined;
    for (let row = 0; left > 0; row += rowsAStep) {
      if (row > 0) yield;
      left -= this.#handle(row, Math.min(count, row + rowsAStep), only);
    }
    return this.#problems;
  }

  /** How many rows have a handler: behind the last of them nobody looks, and nowhere where there are none. */
  #countHandled(): number {
    const counts = eventCounts(this.#trace);
    return this.#handlers.reduce(
      (sum, handle, event) => (handle === undefined ? sum : sum + counts[event]!),
      0,
    );
  }

  /** Hands over some rows; answers how many of them have a handler. */
  #handle(from: number, to: number, only: Int32Array | undefined): number {
    const { event, run, runs } = this.#trace;
    const handlers = this.#handlers;
    let handled = 0;
    for (let row = from; row < to; row++) {
      const found = event[row]!;
      const handle = handlers[found];
      if (handle === undefined) continue;
      handled++;
      if (only !== undefined && only[found] !== runs[run[row]!]!.buffer) continue;
      handle(row);
    }
    return handled;
  }

  /** For each event the instance that recorded most of it. */
  #chooseBuffers(): Int32Array {
    const { count, event, run, runs, buffers, formats } = this.#trace;
    const counts = new Uint32Array(formats.length * buffers.length);
    for (let row = 0; row < count; row++) {
      const found = event[row]!;
      if (found !== unknownEvent) counts[found * buffers.length + runs[run[row]!]!.buffer]!++;
    }
    return Int32Array.from(formats, (format, index) => {
      const ofEvent = counts.subarray(index * buffers.length, (index + 1) * buffers.length);
      const most = ofEvent.indexOf(ofEvent.reduce((a, b) => Math.max(a, b), 0));
      const others = ofEvent.reduce((sum, many) => sum + many, 0) - ofEvent[most]!;
      if (others > 0 && this.#handlers[index] !== undefined) {
        this.#problems.push({
          name: 'analysis.recorded-twice',
          severity: 'note',
          place: `${format.system}:${format.name}`,
          count: others,
          sentence: `Several tracing instances recorded this event; only those of "${buffers[most]}" are counted.`,
        });
      }
      return most;
    });
  }
}

/** Indices into `formats` of an event by `system:name`; a name that ends in `*` stands for all that begin so. */
export function findEvents({ formats }: Trace, name: string): readonly number[] {
  const matches = name.endsWith('*')
    ? (full: string) => full.startsWith(name.slice(0, -1))
    : (full: string) => full === name;
  return formats.flatMap((format, index) => (matches(`${format.system}:${format.name}`) ? [index] : []));
}
