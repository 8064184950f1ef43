import { type EventField, type EventFormat, unknownEvent } from '../../store/index.ts';
import { eventName } from './event-text.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { eventId } from './record.ts';

/** The events of a recording: the kernel's own as `kernel_header` describes them, and uftrace's. */
export interface UftraceFormats {
  readonly formats: readonly EventFormat[];
  /** Indices into `formats`. */
  readonly entry: number;
  readonly exit: number;
  readonly lost: number;
  /** The index of a kernel event, or of one of uftrace's own, by its id; `unknownEvent` where nothing describes it. */
  of(id: number): number;
}

const system = 'uftrace';
// Beyond every id of uftrace's own.
const functionIds = { entry: 3_000_000, exit: 3_000_001, lost: 3_000_002 } as const;

const functionFields = [
  ['char[]', 'function'],
  ['char[]', 'module'],
  ['void *', 'address'],
  ['int', 'depth'],
] as const;
const entryFields = [...functionFields, ['char[]', 'arguments']] as const;
const exitFields = [...functionFields, ['char[]', 'returned']] as const;
const dataFields = [['char[]', 'data']] as const;

/** Describes what a recording can hold. */
export function formatsOf(recording: UftraceRecording): UftraceFormats {
  const formats: EventFormat[] = [];
  const byId = new Map<number, number>();
  const add = (format: EventFormat): number => {
    if (!byId.has(format.id)) byId.set(format.id, formats.length);
    return formats.push(format) - 1;
  };
  for (const { format, kind } of recording.kernelHeader?.events.values() ?? []) {
    const named = kind === 'event' ? format.fields : [...format.fields, textField('char[]', 'function')];
    add({ ...format, fields: named });
  }
  const ownIds = [
    ...range(eventId.readStatm, eventId.watchCpu),
    ...range(eventId.schedIn, eventId.schedOutPreempt),
    ...recording.userEvents.keys(),
    eventId.extern,
  ];
  for (const id of ownIds) {
    const full = id === eventId.extern ? `${system}:external-data` : eventName(recording, id);
    const colon = full.indexOf(':');
    const fields = id === eventId.taskName ? ([['char[]', 'comm']] as const) : dataFields;
    add(formatOf(full.slice(0, colon), full.slice(colon + 1), id, hasData(id) ? fields : []));
  }
  return {
    formats,
    entry: add(formatOf(system, 'entry', functionIds.entry, entryFields)),
    exit: add(formatOf(system, 'exit', functionIds.exit, exitFields)),
    lost: add(formatOf(system, 'lost', functionIds.lost, [['int', 'count']])),
    of: id => byId.get(id) ?? unknownEvent,
  };
}

function hasData(id: number): boolean {
  return id < eventId.perf || id >= eventId.user || id === eventId.taskName;
}

function* range(from: number, to: number): Iterable<number> {
  for (let id = from; id <= to; id++) yield id;
}

function formatOf(
  from: string,
  name: string,
  id: number,
  fields: readonly (readonly [type: string, name: string])[],
): EventFormat {
  return {
    system: from,
    name,
    id,
    fields: fields.map(([type, field]) => textField(type, field)),
    printFormat: '',
  };
}

/** A field that is not at a place of its own in the record. */
function textField(type: string, name: string): EventField {
  return {
    name,
    type,
    offset: 0,
    size: 0,
    signed: type === 'int',
    place: 'fixed',
    array: type === 'char[]',
    arrayLength: 0,
    elementSize: 0,
    pointer: type === 'void *',
    string: type === 'char[]',
    common: false,
  };
}
