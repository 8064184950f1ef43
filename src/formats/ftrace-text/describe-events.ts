import { decodeLatin1 } from '../../base/index.ts';
import type { EventField, EventFormat, TraceColumns, TraceRun } from '../../store/index.ts';
import { fieldsOfCalls } from './call-fields.ts';
import { TemplateMatch } from './event-template.ts';
import { templatesOf } from './event-templates.ts';
import { listKeys } from './key-value.ts';
import type { LineIndexer } from './line-indexer.ts';
import { isArgumentEvent, isWordEvent, listArguments, listWords } from './other-fields.ts';

/** How many lines of an event are looked at to learn its fields. */
const samples = 32;

/** Describes the events that appeared: which fields they have. */
export function describeEvents(
  { events: { events, formats } }: LineIndexer,
  rows: TraceColumns & { readonly runs: readonly TraceRun[] },
): readonly EventFormat[] {
  const known = formats.length;
  const found = events.slice(known).map(() => new Set<string>());
  const seen = new Uint8Array(found.length);
  let missing = found.length;
  for (let row = 0; row < rows.count && missing > 0; row++) {
    const index = rows.event[row]! - known;
    const names = found[index];
    if (names === undefined || seen[index]! >= samples) continue;
    if (++seen[index]! === samples) missing--;
    const { system, name } = events[index + known]!;
    const { view } = rows.runs[rows.run[row]!]!;
    const start = rows.place[row]!;
    const text = new Uint8Array(view.buffer, view.byteOffset + start, rows.length[row]!);
    for (const one of fieldNames(system, name, text)) names.add(one);
  }
  found.forEach((names, index) => {
    const { system, name } = events[index + known]!;
    const fields = [...new Set([...ownFields(system, name), ...names])].slice(0, 128);
    formats.push({ system, name, id: index + known, fields: fields.map(makeField), printFormat: '' });
  });
  return formats;
}

function ownFields(system: string, name: string): readonly string[] {
  return system === 'ftrace' && Object.hasOwn(fieldsOfCalls, name) ? fieldsOfCalls[name]! : [];
}

function fieldNames(system: string, name: string, text: Uint8Array): readonly string[] {
  if (ownFields(system, name).length > 0) return [];
  const line = text.subarray(0, 4096);
  const template = templatesOf(system, name).find(one => new TemplateMatch(one).match(line, 0, line.length));
  const told = template?.fields.map(field => field.name) ?? [];
  if (isArgumentEvent(name)) return listArguments(decodeLatin1(line));
  // What stands behind where a probe is are the values that its user asked for.
  if (template !== undefined && system !== 'kprobes') return told;
  const keys = listKeys(line, 0, line.length);
  return [...told, ...(isWordEvent(system) ? listWords(decodeLatin1(line)) : []), ...keys];
}

function makeField(name: string): EventField {
  return {
    name,
    type: '',
    offset: 0,
    size: 0,
    signed: false,
    place: 'fixed',
    array: false,
    arrayLength: 0,
    elementSize: 0,
    pointer: false,
    string: false,
    common: false,
  };
}
