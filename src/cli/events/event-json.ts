import { decodeUtf8 } from '../../base/index.ts';
import {
  type EventFormat,
  eventTable,
  type FieldValue,
  type Trace,
  unknownEvent,
} from '../../store/index.ts';

type ReadValue = (row: number) => FieldValue;

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

/** The last line of `--json`: what is missing, now that all was read. */
export function jsonEnd({ problems }: Trace): string {
  return JSON.stringify({ ringside: 1, kind: 'events.end', problems });
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
      readers[event] ??= fieldReaders(format, event, trace);
      const fields: Record<string, FieldValue> = {};
      for (const [name, read] of readers[event]) fields[name] = read(row);
      line.fields = fields;
    }
    return JSON.stringify(line);
  };
}

function fieldReaders(
  format: EventFormat,
  event: number,
  trace: Trace,
): readonly (readonly [string, ReadValue])[] {
  const readers: (readonly [string, ReadValue])[] = [];
  for (const { name, common } of format.fields) {
    const read = common || name === '__proto__' ? undefined : trace.fields.value(event, name);
    if (read !== undefined) readers.push([name, read]);
  }
  return readers;
}
