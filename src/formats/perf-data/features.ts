import { FormatError } from '../../base/index.ts';
import { parseAttribute } from './attribute.ts';
import { readBuildIds } from './build-ids.ts';
import { BytesReader, viewOf } from './bytes-reader.ts';
import type { PerfMetadata } from './metadata.ts';
import { readTracingData } from './tracing-data.ts';

/** Numbers of features: tools/perf/util/header.h. */
const feature = {
  tracingData: 1,
  buildId: 2,
  hostname: 3,
  release: 4,
  version: 5,
  arch: 6,
  cpus: 7,
  cpuDescription: 8,
  cpuId: 9,
  totalMemory: 10,
  commandLine: 11,
  eventDescription: 12,
  cpuTopology: 13,
  groups: 17,
  sampleTime: 21,
  clockId: 23,
} as const;

/** How many features a file can have: one bit each in its head. */
export const mostFeatures = 256;

const mostItems = 1 << 16;

/** Takes what one feature says; those that nobody asks for are passed over. */
export function readFeature(id: number, bytes: Uint8Array, origin: number, into: PerfMetadata): void {
  try {
    if (id === feature.tracingData) readTracingData(bytes, origin, into);
    else if (id === feature.buildId) readBuildIds(bytes, into);
    else takeFeature(id, new BytesReader(viewOf(bytes), into.littleEndian, origin), into);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    into.problems.add({
      name: 'perf-data.feature',
      severity: 'broken',
      place: `byte ${origin}`,
      sentence: `A description of the machine or of the recording is broken: ${error.message}`,
    });
  }
}

function takeFeature(id: number, reader: BytesReader, into: PerfMetadata): void {
  const { features } = into;
  switch (id) {
    case feature.hostname:
      features.hostname = reader.string('hostname');
      break;
    case feature.release:
      features.release = reader.string('release');
      break;
    case feature.version:
      features.version = reader.string('version');
      break;
    case feature.arch:
      features.arch = reader.string('architecture');
      break;
    case feature.cpus:
      features.cpusAvailable = reader.u32('CPUs available');
      features.cpusOnline = reader.u32('CPUs online');
      break;
    case feature.cpuDescription:
      features.cpuDescription = reader.string('name of the CPU');
      break;
    case feature.cpuId:
      features.cpuId = reader.string('id of the CPU');
      break;
    case feature.totalMemory:
      features.totalMemory = reader.u64('memory');
      break;
    case feature.commandLine:
      features.commandLine = readStrings(reader, 'argument');
      break;
    case feature.eventDescription:
      readEventNames(reader, into);
      break;
    case feature.cpuTopology:
      features.topology = [...readStrings(reader, 'package'), ...readStrings(reader, 'core')];
      break;
    case feature.groups:
      features.groups = readGroups(reader);
      break;
    case feature.sampleTime:
      features.sampleTime = { first: reader.u64('first sample'), last: reader.u64('last sample') };
      break;
    case feature.clockId:
      features.clockResolution = reader.u64('resolution of the clock');
      break;
    default:
  }
}

function readStrings(reader: BytesReader, what: string): readonly string[] {
  const count = Math.min(mostItems, reader.u32(`number of ${what}s`));
  const strings: string[] = [];
  for (let i = 0; i < count; i++) strings.push(reader.string(what));
  return strings;
}

/** Names go to the events in their order, as far as these have none. */
function readEventNames(reader: BytesReader, into: PerfMetadata): void {
  const count = Math.min(mostItems, reader.u32('number of events'));
  const attributeBytes = reader.u32('size of an attribute');
  for (let i = 0; i < count; i++) {
    const bytes = reader.bytes(attributeBytes, 'attribute');
    const ids = reader.u32('number of ids');
    const name = reader.string('name of an event');
    const attribute = parseAttribute(viewOf(bytes), 0, bytes.length, into.littleEndian);
    const known: number[] = [];
    for (let j = 0; j < ids; j++) known.push(reader.u64('id of an event'));
    const event = into.events[i];
    if (event === undefined) into.events.push({ attribute, name, ids: known });
    else if (event.name === '') event.name = name;
  }
}

function readGroups(reader: BytesReader): PerfMetadata['features']['groups'] {
  const count = Math.min(mostItems, reader.u32('number of groups'));
  const groups: { name: string; leader: number; members: number }[] = [];
  for (let i = 0; i < count; i++) {
    const name = reader.string('name of a group');
    groups.push({ name, leader: reader.u32('leader of a group'), members: reader.u32('size of a group') });
  }
  return groups;
}
