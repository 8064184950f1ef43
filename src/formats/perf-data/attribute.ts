import { eventType, sampleBit } from './record-types.ts';

/** What one event was opened with: `struct perf_event_attr`, as far as readers need it. */
export interface PerfAttribute {
  /** Kind of event: hardware, software, tracepoint, … */
  readonly type: number;
  readonly configHigh: number;
  readonly configLow: number;
  /** The period, or the frequency that was asked for. */
  readonly samplePeriod: number;
  readonly sampleType: number;
  readonly readFormat: number;
  readonly sampleIdAll: boolean;
  readonly excludeUser: boolean;
  readonly excludeKernel: boolean;
  readonly excludeHypervisor: boolean;
  readonly excludeHost: boolean;
  readonly excludeGuest: boolean;
  readonly preciseIp: number;
  readonly branchSampleLow: number;
  readonly breakpointType: number;
  readonly breakpointHigh: number;
  readonly breakpointLow: number;
  /** Which registers a sample holds, by bit. */
  readonly regsUserHigh: number;
  readonly regsUserLow: number;
  readonly regsIntrHigh: number;
  readonly regsIntrLow: number;
  readonly clockId: number | undefined;
}

/** One event of the recording: its attribute with its name and the ids of its counters. */
export interface PerfEvent {
  readonly attribute: PerfAttribute;
  /** As perf names it: `sched:sched_switch`, `cycles:u`. Empty until it is known. */
  name: string;
  readonly ids: number[];
}

/** The smallest attribute there ever was (PERF_ATTR_SIZE_VER0). */
export const leastAttributeBytes = 64;

/** Reads an attribute of `bytes` bytes; what an older one lacks is 0. */
export function parseAttribute(
  view: DataView,
  at: number,
  bytes: number,
  littleEndian: boolean,
): PerfAttribute {
  const u32 = (offset: number): number =>
    offset + 4 <= bytes ? view.getUint32(at + offset, littleEndian) : 0;
  const low = (offset: number): number => u32(littleEndian ? offset : offset + 4);
  const high = (offset: number): number => u32(littleEndian ? offset + 4 : offset);
  const bit = flagReader(low(40), high(40), littleEndian);
  return {
    type: u32(0),
    configHigh: high(8),
    configLow: low(8),
    samplePeriod: high(16) * 2 ** 32 + low(16),
    sampleType: low(24),
    readFormat: low(32),
    sampleIdAll: bit(18),
    excludeUser: bit(4),
    excludeKernel: bit(5),
    excludeHypervisor: bit(6),
    excludeHost: bit(19),
    excludeGuest: bit(20),
    preciseIp: (bit(15) ? 1 : 0) + (bit(16) ? 2 : 0),
    branchSampleLow: low(72),
    breakpointType: u32(52),
    breakpointHigh: high(56),
    breakpointLow: low(56),
    regsUserHigh: high(80),
    regsUserLow: low(80),
    regsIntrHigh: high(96),
    regsIntrLow: low(96),
    clockId: bit(25) ? u32(92) | 0 : undefined,
  };
}

// The compiler of a big-endian machine puts the first flag into the highest bit.
function flagReader(low: number, high: number, littleEndian: boolean): (index: number) => boolean {
  if (littleEndian) return index => ((index < 32 ? low >>> index : high >>> (index - 32)) & 1) === 1;
  return index => ((index < 32 ? high >>> (31 - index) : low >>> (63 - index)) & 1) === 1;
}

export function has(attribute: PerfAttribute, bit: number): boolean {
  return (attribute.sampleType & bit) !== 0;
}

/** The event that only carries records of tasks and maps. */
export function isDummy({ attribute }: PerfEvent): boolean {
  return attribute.type === eventType.software && attribute.configLow === 9 && attribute.configHigh === 0;
}

/** Where the fields stand that every sample of an event has; offsets from the record's start, -1 where it has none. */
export interface SampleLayout {
  readonly identifier: number;
  readonly ip: number;
  readonly tid: number;
  readonly time: number;
  readonly addr: number;
  readonly id: number;
  readonly cpu: number;
  readonly period: number;
  /** Where what differs in length begins. */
  readonly rest: number;
}

export function layOutSample(attribute: PerfAttribute): SampleLayout {
  let at = 8;
  const take = (bit: number): number => {
    if (!has(attribute, bit)) return -1;
    at += 8;
    return at - 8;
  };
  const identifier = take(sampleBit.identifier);
  const ip = take(sampleBit.ip);
  const tid = take(sampleBit.tid);
  const time = take(sampleBit.time);
  const addr = take(sampleBit.addr);
  const id = take(sampleBit.id);
  take(sampleBit.streamId);
  const cpu = take(sampleBit.cpu);
  const period = take(sampleBit.period);
  return { identifier, ip, tid, time, addr, id, cpu, period, rest: at };
}

/** Where the fields stand that end every other record under `sample_id_all`: bytes before its end, -1 where none. */
export interface TrailerLayout {
  readonly tid: number;
  readonly time: number;
  readonly id: number;
  readonly cpu: number;
  /** Bytes of all of it. */
  readonly size: number;
}

export function layOutTrailer(attribute: PerfAttribute): TrailerLayout {
  let before = 0;
  const take = (bit: number): number => {
    if (!attribute.sampleIdAll || !has(attribute, bit)) return -1;
    before += 8;
    return before;
  };
  const identifier = take(sampleBit.identifier);
  const cpu = take(sampleBit.cpu);
  take(sampleBit.streamId);
  const id = take(sampleBit.id);
  const time = take(sampleBit.time);
  const tid = take(sampleBit.tid);
  return { tid, time, id: identifier >= 0 ? identifier : id, cpu, size: before };
}
