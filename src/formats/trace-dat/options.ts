import { decodeLatin1 } from '../../base/index.ts';
import { toSize, view } from './cursor.ts';
import { checkPageSize } from './head.ts';
import type { BufferPlace, CpuPlace, TraceDatMetadata } from './metadata.ts';

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

/** Known, and of no use to a reader of events: hooks of the profiler, maps of processes, guests, newest facts. */
const passedOver = new Set<number>([
  option.hook,
  option.procMaps,
  option.guest,
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
      into.problems.add({
        name: 'trace-dat.time-shift',
        severity: 'note',
        place: `byte ${place}`,
        sentence: 'This file of a guest holds offsets to the clock of its host; times are the guest’s own.',
      });
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

export function unknownOption(id: number, place: number, into: TraceDatMetadata): void {
  into.problems.add({
    name: 'trace-dat.unknown-option',
    severity: 'note',
    place: `byte ${place}`,
    sentence: `Options of kinds this reader does not know (the first: ${id}) were passed over.`,
  });
}
