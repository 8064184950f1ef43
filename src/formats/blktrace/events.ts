import type { EventField, EventFormat } from '../../store/index.ts';
import { bytesOffset, type RecordLayout, sectorOffset, sequenceOffset } from './layout.ts';

/** An event of a trace: what an action is called, and what its payload holds. */
interface EventKind {
  readonly name: string;
  readonly payload: readonly (readonly [name: string, type: string])[];
  /** Of what every record has it only fills in the device. */
  readonly note?: true;
}

const depth = [['requests', 'u64']] as const;
const packet = [['packet', 'char[]']] as const;

/** By action less one, then `message`. */
const kinds: readonly EventKind[] = [
  { name: 'queue', payload: [] },
  { name: 'merge_back', payload: [] },
  { name: 'merge_front', payload: [] },
  { name: 'getrq', payload: [] },
  { name: 'sleeprq', payload: [] },
  { name: 'requeue', payload: [] },
  { name: 'issue', payload: packet },
  { name: 'complete', payload: packet },
  { name: 'plug', payload: [] },
  { name: 'unplug', payload: depth },
  { name: 'unplug_timer', payload: depth },
  { name: 'insert', payload: packet },
  { name: 'split', payload: [['new_sector', 'u64']] },
  { name: 'bounce', payload: [] },
  {
    name: 'remap',
    payload: [
      ['from_major', 'u32'],
      ['from_minor', 'u32'],
      ['from_sector', 'u64'],
      ['to_major', 'u32'],
      ['to_minor', 'u32'],
    ],
  },
  { name: 'abort', payload: [] },
  { name: 'driver_data', payload: [['data', 'char[]']] },
  { name: 'zone_plug', payload: [] },
  { name: 'zone_unplug', payload: depth },
  { name: 'message', payload: [['text', 'char[]']], note: true },
];

/** The system of all events of the block layer's tracer. */
const blktraceSystem = 'blktrace';

/** Formats of the events, made by hand: the kernel describes its records in no file. */
export function blktraceFormats(layout: RecordLayout): readonly EventFormat[] {
  const device = [
    field('device_major', 'u32', layout.deviceOffset, 4),
    field('device_minor', 'u32', layout.deviceOffset, 4),
  ];
  const request = [
    field('sequence', 'u32', sequenceOffset, 4),
    field('sector', 'u64', sectorOffset, 8),
    field('bytes', 'u32', bytesOffset, 4),
    field('rwbs', 'char[8]', layout.actionOffset, layout.actionBytes),
    field('error', 's16', layout.errorOffset, 2),
  ];
  const cgroup = field('cgroup', 'u64', layout.bytes, 8);
  return kinds.map(({ name, payload, note }, index) => ({
    system: blktraceSystem,
    name,
    id: index,
    fields: [
      ...device,
      ...(note === true ? [] : request),
      cgroup,
      ...payload.map(([part, type]) => field(part, type, layout.bytes, sizeOf[type] ?? 0)),
    ],
    printFormat: '',
  }));
}

const sizeOf: Readonly<Record<string, number>> = { u32: 4, u64: 8 };

function field(name: string, type: string, offset: number, size: number): EventField {
  const string = type.startsWith('char');
  return {
    name,
    type,
    offset,
    size,
    signed: type.startsWith('s'),
    place: 'fixed',
    array: string,
    arrayLength: 0,
    elementSize: string ? 1 : size,
    pointer: false,
    string,
    common: false,
  };
}
