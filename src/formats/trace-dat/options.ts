import { decodeLatin1 } from '../../base/index.ts';
import { toSize, view } from './cursor.ts';
import { checkPageSize } from './head.ts';
import type { BufferPlace, CpuPlace, GuestMachine, TraceDatMetadata } from './metadata.ts';
import { parseTimeShift } from './time-shift.ts';

/** Numbers of options and sections, include/private/trace-cmd-private.h of trace-cmd. */
export const option = {
  done: 0,
  date: 1,
  cpuStat: 2,
  buffer: 3,
  traceClock: 4,
  uname: 5,
  hook: 6,
  offset: 7,
  cpuCount: 8,
  version: 9,
  procMaps: 10,
  traceId: 11,
  timeShift: 12,
  guest: 13,
  tsc2nsec: 14,
  strings: 15,
  headerInfo: 16,
  ftraceEvents: 17,
  eventFormats: 18,
  kallsyms: 19,
  printk: 20,
  cmdlines: 21,
  bufferText: 22,
} as const;

/** Known, and of no use to a reader of events: hooks of the profiler, maps of processes, newest facts. */
const passedOver = new Set<number>([
  option.hook,
  option.procMaps,
  option.strings,
  23 /* BTF */,
  24 /* last boot */,
  25 /* modules */,
]);

/** Takes one option that says the same in versions 6 and 7. False where it is none of those. */
export function takeOption(id: number, data: Uint8Array, place: number, into: TraceDatMetadata): boolean {
  const numbers = view(data);
  switch (id) {
    case option.date:
      into.timeOffset += parseOffset(data) * 1000n;
      return true;
    case option.offset:
      into.timeOffset += parseOffset(data);
      return true;
    case option.cpuStat:
      into.cpuStats.push(untilNul(data));
      return true;
    case option.traceClock:
      into.traceClock = untilNul(data);
      return true;
    case option.uname:
      into.uname = untilNul(data);
      return true;
    case option.version:
      into.writer = untilNul(data);
      return true;
    case option.cpuCount:
      if (data.length >= 4) into.cpuCount = numbers.getUint32(0, into.littleEndian);
      return true;
    case option.traceId:
      if (data.length >= 8) into.traceId = numbers.getBigUint64(0, into.littleEndian);
      return true;
    case option.tsc2nsec:
      if (data.length >= 16) takeTsc(numbers, place, into);
      return true;
    case option.timeShift:
      if (data.length >= 16) takeTimeShift(data, place, into);
      return true;
    case option.guest:
      takeGuest(data, place, into);
      return true;
    default:
      return passedOver.has(id);
  }
}

/** A BUFFER option of version 7: where an instance's records are. */
export function parseBuffer(
  data: Uint8Array,
  place: number,
  into: TraceDatMetadata,
): BufferPlace & { section: number } {
  const numbers = view(data);
  const little = into.littleEndian;
  const section = toSize(numbers.getBigUint64(0, little), place, 'offset of a buffer');
  const nameEnd = data.indexOf(0, 8);
  const clockEnd = data.indexOf(0, nameEnd + 1);
  if (nameEnd < 0 || clockEnd < 0) throw new RangeError('no end of a name');
  const name = decodeLatin1(data.subarray(8, nameEnd));
  const clock = decodeLatin1(data.subarray(nameEnd + 1, clockEnd));
  let at = clockEnd + 1;
  const pageSize = numbers.getUint32(at, little);
  const count = numbers.getUint32(at + 4, little);
  checkPageSize(pageSize, place);
  at += 8;
  const cpus: CpuPlace[] = [];
  for (let i = 0; i < count; i++, at += 20) {
    cpus.push({
      cpu: numbers.getUint32(at, little),
      offset: toSize(numbers.getBigUint64(at + 4, little), place, 'offset of a CPU’s records'),
      size: toSize(numbers.getBigUint64(at + 12, little), place, 'size of a CPU’s records'),
    });
  }
  return { name, clock, pageSize, compressed: false, cpus, section };
}

export function untilNul(data: Uint8Array): string {
  const end = data.indexOf(0);
  return decodeLatin1(end < 0 ? data : data.subarray(0, end));
}

/** As strtoll with base 0: `0x…`, decimal, a sign. */
function parseOffset(data: Uint8Array): bigint {
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]{1,16}|\d{1,19})/.exec(untilNul(data));
  if (match === null) return 0n;
  const value = BigInt(match[2]!);
  return match[1] === '-' ? -value : value;
}

function takeTsc(numbers: DataView, place: number, into: TraceDatMetadata): void {
  const mult = numbers.getUint32(0, into.littleEndian);
  const shift = numbers.getUint32(4, into.littleEndian);
  if (mult === 0) return;
  if (shift > 32) {
    into.problems.add({
      name: 'trace-dat.tsc',
      severity: 'broken',
      place: `byte ${place}`,
      sentence: `The conversion from TSC ticks to nanoseconds has the impossible shift ${shift}; times are ticks.`,
    });
  } else into.tsc = { mult, shift };
}

function takeTimeShift(data: Uint8Array, place: number, into: TraceDatMetadata): void {
  try {
    into.timeShift = parseTimeShift(data, into.littleEndian);
  } catch (error) {
    into.problems.add({
      name: 'trace-dat.time-shift',
      severity: 'broken',
      place: `byte ${place}`,
      sentence: `What this guest’s clock was off its host’s cannot be read (${(error as Error).message}); times are the guest’s own.`,
    });
  }
}

function takeGuest(data: Uint8Array, place: number, into: TraceDatMetadata): void {
  try {
    into.guests.push(parseGuest(data, into.littleEndian));
  } catch (error) {
    into.problems.add({
      name: 'trace-dat.guest',
      severity: 'broken',
      place: `byte ${place}`,
      sentence: `The description of a guest cannot be read: ${(error as Error).message}`,
    });
  }
}

/** A GUEST option: name, trace id, and the thread of each of its CPUs. */
function parseGuest(data: Uint8Array, littleEndian: boolean): GuestMachine {
  const numbers = view(data);
  const name = untilNul(data);
  let at = name.length + 1;
  const traceId = numbers.getBigUint64(at, littleEndian);
  const count = numbers.getUint32(at + 8, littleEndian);
  at += 12;
  if (count * 8 > data.length - at) throw new RangeError(`${count} CPUs in ${data.length - at} bytes`);
  const cpuPids = new Array<number>(count).fill(0);
  for (let i = 0; i < count; i++, at += 8) {
    const cpu = numbers.getUint32(at, littleEndian);
    if (cpu >= count) throw new RangeError(`CPU ${cpu} of ${count}`);
    cpuPids[cpu] = numbers.getInt32(at + 4, littleEndian);
  }
  return { name, traceId, cpuPids };
}

export function unknownOption(id: number, place: number, into: TraceDatMetadata): void {
  into.problems.add({
    name: 'trace-dat.unknown-option',
    severity: 'note',
    place: `byte ${place}`,
    sentence: `Options of kinds this reader does not know (the first: ${id}) were passed over.`,
  });
}
