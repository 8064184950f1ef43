import type { EventField, EventFormat } from '../../store/index.ts';
import { layOutSample, type PerfEvent } from './attribute.ts';
import { eventName } from './event-names.ts';
import type { PerfMetadata } from './metadata.ts';
import { eventType, recordType } from './record-types.ts';

/** The system of events that are no tracepoints, and of the records about tasks and memory. */
export const perfSystem = 'perf';

type FieldText = `${'u8' | 'u16' | 'u32' | 's32' | 'u64' | 'pointer' | 'text'} ${string}`;

/** Fields behind the head of a record, one after the other; `text` reaches to the record's end. */
const recordFields: readonly (readonly [type: number, name: string, fields: readonly FieldText[]])[] = [
  [recordType.mmap, 'mmap', ['s32 pid', 's32 tid', 'pointer addr', 'u64 len', 'u64 pgoff', 'text filename']],
  [recordType.lost, 'lost', ['u64 id', 'u64 lost']],
  [recordType.comm, 'comm', ['s32 pid', 's32 tid', 'text comm']],
  [recordType.exit, 'exit', ['s32 pid', 's32 ppid', 's32 tid', 's32 ptid', 'u64 time']],
  [recordType.throttle, 'throttle', ['u64 time', 'u64 id', 'u64 stream_id']],
  [recordType.unthrottle, 'unthrottle', ['u64 time', 'u64 id', 'u64 stream_id']],
  [recordType.fork, 'fork', ['s32 pid', 's32 ppid', 's32 tid', 's32 ptid', 'u64 time']],
  [recordType.read, 'read', ['s32 pid', 's32 tid', 'u64 value']],
  [
    recordType.mmap2,
    'mmap2',
    // Device and inode; a build id of up to 20 bytes where the record says so.
    [
      's32 pid',
      's32 tid',
      'pointer addr',
      'u64 len',
      'u64 pgoff',
      'u32 maj',
      'u32 min',
      'u64 ino',
      'u64 ino_generation',
      'u32 prot',
      'u32 flags',
      'text filename',
    ],
  ],
  [recordType.aux, 'aux', ['u64 aux_offset', 'u64 aux_size', 'u64 flags']],
  [recordType.itraceStart, 'itrace_start', ['s32 pid', 's32 tid']],
  [recordType.lostSamples, 'lost_samples', ['u64 lost']],
  [recordType.switch, 'switch', []],
  [recordType.switchCpuWide, 'switch_cpu_wide', ['s32 next_prev_pid', 's32 next_prev_tid']],
  [recordType.namespaces, 'namespaces', ['s32 pid', 's32 tid', 'u64 nr_namespaces']],
  [recordType.ksymbol, 'ksymbol', ['pointer addr', 'u32 len', 'u16 ksym_type', 'u16 flags', 'text name']],
  [recordType.bpfEvent, 'bpf_event', ['u16 type', 'u16 flags', 'u32 id']],
  [recordType.cgroup, 'cgroup', ['u64 id', 'text path']],
  [recordType.textPoke, 'text_poke', ['pointer addr', 'u16 old_len', 'u16 new_len']],
  [recordType.auxOutputHwId, 'aux_output_hw_id', ['u64 hw_id']],
];

const sizes: Readonly<Record<string, number>> = {
  u8: 1,
  u16: 2,
  u32: 4,
  s32: 4,
  u64: 8,
  pointer: 8,
  text: 0,
};

function makeField(type: string, name: string, offset: number): EventField {
  const text = type === 'text';
  const size = sizes[type]!;
  return {
    name,
    type: text ? 'char[]' : type === 'pointer' ? 'void *' : type,
    offset,
    size,
    signed: type === 's32',
    place: 'fixed',
    array: text,
    arrayLength: 0,
    elementSize: text ? 1 : size,
    pointer: type === 'pointer',
    string: text,
    common: false,
  };
}

function fieldsOf(texts: readonly FieldText[]): readonly EventField[] {
  let offset = 0;
  return texts.map(text => {
    const [type = '', name = ''] = text.split(' ');
    const field = makeField(type, name, offset);
    offset += field.size;
    return field;
  });
}

/** The fixed fields of an event's samples; offsets from behind the record's head. */
function sampleFields(event: PerfEvent): readonly EventField[] {
  const layout = layOutSample(event.attribute);
  const fields: EventField[] = [];
  const add = (type: string, name: string, at: number): void => {
    if (at >= 0) fields.push(makeField(type, name, at - 8));
  };
  add('pointer', 'ip', layout.ip);
  add('s32', 'pid', layout.tid);
  add('s32', 'tid', layout.tid < 0 ? -1 : layout.tid + 4);
  add('pointer', 'addr', layout.addr);
  add('u64', 'period', layout.period);
  return fields;
}

/** The formats of a recording, and which of them its events and its other records have. */
export interface RecordFormats {
  readonly formats: readonly EventFormat[];
  /** Index of the format by number of the event. */
  readonly ofEvent: readonly number[];
  /** Index of the format by type of the record; -1 where it is none of the kernel's. */
  readonly ofRecord: Int32Array;
}

/** Describes everything that can be a row; gives names to events that brought none. */
export function describeRecords(metadata: PerfMetadata): RecordFormats {
  const formats: EventFormat[] = [...metadata.tracepoints];
  const ofEvent = metadata.events.map(event => describeEvent(event, formats, metadata));
  const ofRecord = new Int32Array(64).fill(-1);
  for (const [type, name, texts] of recordFields) {
    ofRecord[type] = formats.length;
    formats.push({ system: perfSystem, name, id: type, fields: fieldsOf(texts), printFormat: '' });
  }
  return { formats, ofEvent, ofRecord };
}

function describeEvent(event: PerfEvent, formats: EventFormat[], metadata: PerfMetadata): number {
  const { attribute } = event;
  if (attribute.type === eventType.tracepoint) {
    const found = metadata.tracepoints.findIndex(({ id }) => id === attribute.configLow);
    if (found >= 0) {
      const { system, name } = metadata.tracepoints[found]!;
      if (event.name === '') event.name = `${system}:${name}`;
      return found;
    }
  }
  if (event.name === '') event.name = eventName(attribute);
  const parts = /^([\w-]+):([\w-]+)$/.exec(event.name);
  const isTracepoint = attribute.type === eventType.tracepoint && parts !== null;
  const system = isTracepoint ? parts[1]! : perfSystem;
  const name = isTracepoint ? parts[2]! : event.name;
  const fields = sampleFields(event);
  const same = formats.findIndex(
    format =>
      format.system === system &&
      format.name === name &&
      JSON.stringify(format.fields) === JSON.stringify(fields),
  );
  if (same >= 0) return same;
  formats.push({ system, name, id: attribute.configLow, fields, printFormat: '' });
  return formats.length - 1;
}
