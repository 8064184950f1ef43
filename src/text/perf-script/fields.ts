import { UsageError } from '../../base/index.ts';
import {
  eventType,
  has,
  isDummy,
  type PerfEvent,
  type PerfRecording,
  sampleBit,
} from '../../formats/perf-data/index.ts';

/** The columns of perf script that can be printed, as `-F` names them. */
const fieldBits = {
  comm: 1 << 0,
  tid: 1 << 1,
  pid: 1 << 2,
  time: 1 << 3,
  cpu: 1 << 4,
  event: 1 << 5,
  trace: 1 << 6,
  ip: 1 << 7,
  sym: 1 << 8,
  dso: 1 << 9,
  addr: 1 << 10,
  symoff: 1 << 11,
  period: 1 << 12,
  misc: 1 << 13,
  weight: 1 << 14,
  phys_addr: 1 << 15,
  data_src: 1 << 16,
  ins_lat: 1 << 17,
  iregs: 1 << 18,
  uregs: 1 << 19,
  data_page_size: 1 << 20,
  code_page_size: 1 << 21,
} as const;

export const field = fieldBits;
type FieldName = keyof typeof fieldBits;

/** Kinds of events that columns are chosen for. */
export type OutputType = 'hw' | 'sw' | 'trace' | 'cache' | 'raw' | 'break' | 'other';
const outputTypes: readonly OutputType[] = ['hw', 'sw', 'trace', 'cache', 'raw', 'break', 'other'];

const always = field.comm | field.tid | field.cpu | field.time | field.event;
const where = field.ip | field.sym | field.symoff | field.dso;
const sampled = always | where | field.period;

const defaults: Readonly<Record<OutputType, number>> = {
  hw: sampled,
  sw: sampled,
  trace: always | field.trace,
  cache: sampled,
  raw:
    sampled |
    field.addr |
    field.weight |
    field.phys_addr |
    field.data_src |
    field.ins_lat |
    field.data_page_size |
    field.code_page_size,
  break: sampled,
  other: sampled,
};

export function outputTypeOf(type: number): OutputType {
  switch (type) {
    case eventType.hardware:
      return 'hw';
    case eventType.software:
      return 'sw';
    case eventType.tracepoint:
      return 'trace';
    case eventType.cache:
      return 'cache';
    case eventType.raw:
      return 'raw';
    case eventType.breakpoint:
      return 'break';
    default:
      return 'other';
  }
}

interface Choice {
  fields: number;
  /** Asked for by name: an event without it is an error then. */
  asked: number;
  refused: number;
  chosen: boolean;
}

/** Which columns each kind of event has in a recording: perf's own, or those of `-F`. */
export function chooseFields(
  recording: PerfRecording,
  texts: readonly string[],
): Readonly<Record<OutputType, number>> {
  const choices = Object.fromEntries(
    outputTypes.map(type => [type, { fields: defaults[type], asked: 0, refused: 0, chosen: false }]),
  ) as Record<OutputType, Choice>;
  for (const text of texts) takeChoice(text, choices);
  if (outputTypes.every(type => choices[type].fields === 0)) throw badFields('empty for all kinds of events');
  const { events, pipe } = recording.metadata;
  const chained = events.some(hasCallchain);
  for (const type of outputTypes) {
    const first = events.find(
      event => outputTypeOf(event.attribute.type) === type && (pipe || !isDummy(event)),
    );
    if (first !== undefined && choices[type].fields !== 0 && !isDummy(first)) {
      fitToEvent(choices[type], first);
    }
    if (pipe && first !== undefined) addPipeFields(choices[type], first, events);
  }
  const { trace } = choices;
  if (!pipe && chained && !trace.chosen) {
    if (events.some(event => outputTypeOf(event.attribute.type) === 'trace' && hasCallchain(event))) {
      trace.fields |= where;
    }
  }
  return Object.fromEntries(outputTypes.map(type => [type, choices[type].fields])) as Record<
    OutputType,
    number
  >;
}

export function hasCallchain(event: PerfEvent): boolean {
  return has(event.attribute, sampleBit.callchain);
}

// From a pipe perf learns of call chains event by event, and adds address and name only.
function addPipeFields(choice: Choice, first: PerfEvent, events: readonly PerfEvent[]): void {
  const known = events.slice(0, events.indexOf(first) + 1);
  if (!known.some(hasCallchain)) return;
  choice.fields |= (field.ip | field.sym) & ~choice.refused;
}

const needs: readonly (readonly [fields: number, bits: number, name: string])[] = [
  [field.ip, sampleBit.ip, 'IP'],
  [field.addr, sampleBit.addr, 'ADDR'],
  [field.weight, sampleBit.weight | sampleBit.weightStruct, 'WEIGHT'],
  [field.pid | field.tid, sampleBit.tid, 'TID'],
  [field.time, sampleBit.time, 'TIME'],
  [field.cpu, sampleBit.cpu, 'CPU'],
  [field.phys_addr, sampleBit.physAddr, 'PHYS_ADDR'],
  [field.data_src, sampleBit.dataSrc, 'DATA_SRC'],
  [field.ins_lat, sampleBit.weightStruct, 'WEIGHT_STRUCT'],
  [field.iregs, sampleBit.regsIntr, 'IREGS'],
  [field.uregs, sampleBit.regsUser, 'UREGS'],
  [field.data_page_size, sampleBit.dataPageSize, 'DATA_PAGE_SIZE'],
  [field.code_page_size, sampleBit.codePageSize, 'CODE_PAGE_SIZE'],
];

/** Takes out what the first event of this kind has no data for. */
function fitToEvent(choice: Choice, event: PerfEvent): void {
  for (const [fields, bits, name] of needs) {
    if ((choice.fields & fields) === 0 || has(event.attribute, bits)) continue;
    if ((choice.asked & fields) !== 0) {
      throw new UsageError(
        `the samples of ${event.name} have no ${name}`,
        `Leave out of --fields: ${nameFields(choice.asked & fields)}.`,
      );
    }
    choice.fields &= ~fields;
  }
}

function nameFields(fields: number): string {
  return Object.entries(fieldBits)
    .filter(([, bit]) => (fields & bit) !== 0)
    .map(([name]) => name)
    .join(', ');
}

/** One `-F`: `ip,sym`, `+period`, `-dso`, `trace:comm,time`. */
function takeChoice(text: string, choices: Record<OutputType, Choice>): void {
  const colon = text.indexOf(':');
  const wanted = colon < 0 ? outputTypes : [parseType(text.slice(0, colon))];
  const list = text.slice(colon + 1);
  const relative = /[+-]/.test(list);
  if (!relative) {
    for (const type of wanted) {
      choices[type].fields = 0;
      choices[type].chosen = true;
    }
  }
  for (const word of list.split(',').filter(part => part !== '')) {
    const sign = /^[+-]/.exec(word)?.[0];
    if (relative && sign === undefined) throw badFields(text);
    const name = word.slice(sign === undefined ? 0 : 1);
    if (!Object.hasOwn(fieldBits, name)) throw badFields(name);
    const bit = fieldBits[name as FieldName];
    for (const type of wanted) {
      const choice = choices[type];
      choice.chosen = true;
      if (bit === field.trace && type !== 'trace') continue;
      if (sign === '-') {
        choice.fields &= ~bit;
        choice.asked &= ~bit;
        choice.refused |= bit;
      } else {
        choice.fields |= bit;
        choice.asked |= bit;
        choice.refused &= ~bit;
      }
    }
  }
}

function parseType(text: string): OutputType {
  const found = outputTypes.find(type => type === text && type !== 'cache' && type !== 'other');
  if (found === undefined) throw badFields(`${text}:`);
  return found;
}

function badFields(text: string): UsageError {
  return new UsageError(
    `--fields cannot be ${text}`,
    `fields: ${Object.keys(fieldBits).join(', ')}; alone, each with + or - before it, or behind hw:, sw:, trace:, raw: or break:`,
  );
}
