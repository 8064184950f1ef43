import { decodeUtf8 } from '../../base/index.ts';
import {
  type EventField,
  type EventFormat,
  eventTable,
  locateField,
  readHigh,
  readLow,
  type Trace,
  unknownEvent,
} from '../../store/index.ts';

type Value = number | string | readonly (number | string)[];
type ReadValue = (view: DataView, offset: number, length: number) => Value;

/** The first line of `--json`: what follows, and what is missing from it. */
export function jsonHead(trace: Trace): string {
  return JSON.stringify({
    ringside: 1,
    kind: 'events',
    source: trace.facts.source,
    start: trace.start.toString(),
    clock: trace.clock,
    problems: trace.problems,
    columns: eventTable.columns,
  });
}

/** Makes the function that puts one event into one line of JSON. */
export function jsonLines(trace: Trace): (row: number) => string {
  const names = new Map<number, string>();
  const readers: (readonly (readonly [string, ReadValue])[])[] = [];
  return row => {
    const pid = trace.pid[row]!;
    let comm = names.get(pid);
    if (comm === undefined) {
      const bytes = trace.tasks.of(pid) ?? '<...>';
      comm = decodeUtf8(Uint8Array.from(bytes, character => character.charCodeAt(0)));
      names.set(pid, comm);
    }
    const event = trace.event[row]!;
    const format = trace.formats[event];
    const run = trace.runs[trace.run[row]!]!;
    const line: Record<string, unknown> = {
      time: trace.time[row],
      cpu: trace.cpu[row],
      pid,
      comm,
      event: event === unknownEvent || format === undefined ? null : `${format.system}:${format.name}`,
    };
    if (trace.buffers.length > 1) line.buffer = trace.buffers[run.buffer];
    if (format !== undefined && event !== unknownEvent) {
      readers[event] ??= fieldReaders(format, trace);
      const fields: Record<string, Value> = {};
      for (const [name, read] of readers[event])
        fields[name] = read(run.view, trace.place[row]!, trace.length[row]!);
      line.fields = fields;
    }
    return JSON.stringify(line);
  };
}

function fieldReaders(format: EventFormat, trace: Trace): readonly (readonly [string, ReadValue])[] {
  return format.fields
    .filter(field => !field.common && field.name !== '__proto__')
    .map(
      field => [field.name, field.array ? arrayReader(field, trace) : numberReader(field, trace)] as const,
    );
}

/** Pointers are hex strings, as are numbers beyond 2^53; all else is a number. */
function numberReader(field: EventField, trace: Trace): ReadValue {
  const low = readLow(field, trace.littleEndian);
  const high = readHigh(field, trace.littleEndian);
  return (view, offset, length) =>
    jsonNumber(high(view, offset, length), low(view, offset, length), field.signed, field.pointer);
}

function jsonNumber(high: number, low: number, signed: boolean, pointer: boolean): number | string {
  const top = signed ? high | 0 : high;
  if (!pointer && top >= -0x20_0000 && top < 0x20_0000) return top * 2 ** 32 + low;
  return `0x${((BigInt(high) << 32n) | BigInt(low)).toString(16)}`;
}

/** Characters are a text, other arrays a list. */
function arrayReader(field: EventField, trace: Trace): ReadValue {
  const locate = locateField(field, trace.littleEndian);
  const span = { start: 0, length: 0 };
  if (field.string) {
    return (view, offset, length) => {
      locate(view, offset, length, span);
      const bytes = new Uint8Array(view.buffer, view.byteOffset + span.start, span.length);
      const end = bytes.indexOf(0);
      return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
    };
  }
  const size = field.elementSize;
  const element: EventField = { ...field, offset: 0, size, array: false, place: 'fixed' };
  const low = readLow(element, trace.littleEndian);
  const high = readHigh(element, trace.littleEndian);
  return (view, offset, length) => {
    locate(view, offset, length, span);
    const values: (number | string)[] = [];
    for (let at = 0; at + size <= span.length; at += size) {
      const start = span.start + at;
      values.push(jsonNumber(high(view, start, size), low(view, start, size), field.signed, field.pointer));
    }
    return values;
  };
}
