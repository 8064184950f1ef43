import { decodeUtf8, encodeLatin1, firstIndex } from '../base/index.ts';
import { type EventField, type EventFormat, type Trace, unknownEvent } from '../store/index.ts';
import {
  integerColumn,
  namedColumn,
  numberColumn,
  type SqlColumn,
  textColumn,
  wholeColumn,
  wideColumn,
} from './columns.ts';
import type { SqlSource } from './table-function.ts';

/** What `_all` names: every event of a trace, in the columns that all of them have. */
export function allEvents(trace: Trace): SqlSource {
  const names = namesOf(trace);
  return timedSource(trace, 'ringside_events', undefined, place => [
    ...commonColumns(trace, names, place),
    namedColumn('event', eventNames(trace), row => eventCode(trace, place(row))),
    namedColumn('buffer', trace.buffers, row => trace.runs[trace.run[place(row)]!]!.buffer),
  ]);
}

/** Each event that has records, with its fields as columns. */
export function singleEvents(
  trace: Trace,
): readonly { readonly format: EventFormat; readonly source: SqlSource }[] {
  const names = namesOf(trace);
  const rowsByEvent = new RowsByEvent(trace);
  return trace.formats.flatMap((format, event) => {
    if (rowsByEvent.countOf(event) === 0) return [];
    const name = `ringside_event_${event}`;
    const source = timedSource(
      trace,
      name,
      () => rowsByEvent.rowsOf(event),
      place => [...commonColumns(trace, names, place), ...fieldColumns(trace, event, format, place)],
    );
    return [{ format, source }];
  });
}

type Place = (row: number) => number;

/** The rows of a trace, or some of them, in the order of their times, from which a stretch of time is cut. */
function timedSource(
  trace: Trace,
  name: string,
  chosen: (() => Uint32Array) | undefined,
  columnsAt: (place: Place) => readonly SqlColumn[],
): SqlSource {
  return {
    name,
    isTimed: true,
    columns: columnsAt(row => row),
    rows(from, to) {
      const rows = chosen?.();
      const count = rows?.length ?? trace.count;
      const timeAt = (index: number): number => trace.time[rows === undefined ? index : rows[index]!]!;
      const first = firstIndex(0, count, index => timeAt(index) >= from);
      const end = firstIndex(0, count, index => timeAt(index) > to);
      const place: Place = rows === undefined ? row => first + row : row => rows[first + row]!;
      return { columns: columnsAt(place), count: Math.max(0, end - first) };
    },
  };
}

interface TaskTexts {
  readonly texts: readonly string[];
  codeOf(pid: number): number;
}

function commonColumns(trace: Trace, names: TaskTexts, place: Place): readonly SqlColumn[] {
  const { time, cpu, pid } = trace;
  return [
    wholeColumn('row', place),
    wholeColumn('time', row => time[place(row)]!),
    integerColumn('cpu', row => cpu[place(row)]!),
    integerColumn('tid', row => pid[place(row)]!),
    namedColumn('comm', names.texts, row => names.codeOf(pid[place(row)]!)),
  ];
}

function namesOf(trace: Trace): TaskTexts {
  const codes = new Map<number, number>();
  const texts: string[] = ['<...>'];
  for (const [pid, name] of trace.tasks.entries()) {
    codes.set(pid, texts.length);
    texts.push(decodeUtf8(encodeLatin1(name)));
  }
  codes.set(0, texts.length);
  texts.push('<idle>');
  return { texts, codeOf: pid => codes.get(pid) ?? 0 };
}

function eventNames({ formats }: Trace): readonly string[] {
  return [...formats.map(({ system, name }) => `${system}:${name}`), '?'];
}

function eventCode({ event, formats }: Trace, row: number): number {
  const code = event[row]!;
  return code === unknownEvent ? formats.length : code;
}

/** Columns that an event has of itself; one whose name is taken gets `arg_` before it. */
function fieldColumns(trace: Trace, event: number, format: EventFormat, place: Place): readonly SqlColumn[] {
  const taken = new Set(['row', 'time', 'cpu', 'tid', 'comm']);
  const columns: SqlColumn[] = [];
  for (const field of format.fields) {
    if (field.common) continue;
    let name = field.name;
    while (taken.has(name.toLowerCase())) name = `arg_${name}`;
    taken.add(name.toLowerCase());
    columns.push(fieldColumn(trace, event, field, name, place));
  }
  return columns;
}

function fieldColumn(
  { fields }: Trace,
  event: number,
  field: EventField,
  name: string,
  place: Place,
): SqlColumn {
  if (!field.array && !field.string) {
    const [low, high] = [fields.low(event, field.name), fields.high(event, field.name)];
    const number = fields.number(event, field.name);
    if (field.size === 8 && low !== undefined && high !== undefined)
      return wideColumn(
        name,
        field.signed,
        row => low(place(row)),
        row => high(place(row)),
      );
    if (number !== undefined)
      return field.size <= 4 && (field.signed || field.size < 4)
        ? integerColumn(name, row => number(place(row)))
        : numberOf(name, row => number(place(row)), field);
  }
  const value = fields.value(event, field.name);
  return textColumn(name, row => {
    const found = value?.(place(row));
    return found === undefined || typeof found === 'string' ? found : JSON.stringify(found);
  });
}

function numberOf(name: string, number: (row: number) => number, { size }: EventField): SqlColumn {
  return size === 4 ? wholeColumn(name, number) : numberColumn(name, number);
}

/** Which rows are of which event; found in one pass when it is first asked. */
class RowsByEvent {
  readonly #trace: Trace;
  readonly #ends: Uint32Array;
  #rows: Uint32Array | undefined;

  constructor(trace: Trace) {
    this.#trace = trace;
    const ends = new Uint32Array(trace.formats.length + 1);
    for (let row = 0; row < trace.count; row++) {
      const event = trace.event[row]!;
      if (event < trace.formats.length) ends[event + 1]!++;
    }
    for (let event = 0; event < trace.formats.length; event++) ends[event + 1]! += ends[event]!;
    this.#ends = ends;
  }

  countOf(event: number): number {
    return this.#ends[event + 1]! - this.#ends[event]!;
  }

  rowsOf(event: number): Uint32Array {
    this.#rows ??= this.#sort();
    return this.#rows.subarray(this.#ends[event], this.#ends[event + 1]);
  }

  #sort(): Uint32Array {
    const { count, event, formats } = this.#trace;
    const next = this.#ends.slice();
    const rows = new Uint32Array(this.#ends[formats.length]!);
    for (let row = 0; row < count; row++) {
      const found = event[row]!;
      if (found < formats.length) rows[next[found]!++] = row;
    }
    return rows;
  }
}
