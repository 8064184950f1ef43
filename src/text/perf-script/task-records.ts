import { hexOf, misc, recordType, textAt } from '../../formats/perf-data/index.ts';
import type { OutputBytes } from '../output-bytes.ts';

/** Groups of records that perf script shows when asked. */
export type RecordGroup = 'task' | 'mmap' | 'switch' | 'namespace' | 'cgroup' | 'lost' | 'bpf';

/** Which group a record belongs to, by its type; undefined for those that perf script never shows. */
export const groupOfRecord: ReadonlyMap<number, RecordGroup> = new Map<number, RecordGroup>([
  [recordType.comm, 'task'],
  [recordType.fork, 'task'],
  [recordType.exit, 'task'],
  [recordType.mmap, 'mmap'],
  [recordType.mmap2, 'mmap'],
  [recordType.switch, 'switch'],
  [recordType.switchCpuWide, 'switch'],
  [recordType.namespaces, 'namespace'],
  [recordType.cgroup, 'cgroup'],
  [recordType.lost, 'lost'],
  [recordType.ksymbol, 'bpf'],
  [recordType.bpfEvent, 'bpf'],
]);

const namespaceNames = ['net', 'uts', 'ipc', 'pid', 'user', 'mnt', 'cgroup', 'time'];

/** Reads numbers of one record; what is not in it is 0. */
class RecordNumbers {
  readonly view: DataView;
  readonly at: number;
  readonly size: number;
  readonly littleEndian: boolean;

  constructor(view: DataView, at: number, size: number, littleEndian: boolean) {
    this.view = view;
    this.at = at;
    this.size = size;
    this.littleEndian = littleEndian;
  }

  u8(offset: number): number {
    return offset < this.size ? this.view.getUint8(this.at + offset) : 0;
  }

  u16(offset: number): number {
    return offset + 2 <= this.size ? this.view.getUint16(this.at + offset, this.littleEndian) : 0;
  }

  u32(offset: number): number {
    return offset + 4 <= this.size ? this.view.getUint32(this.at + offset, this.littleEndian) : 0;
  }

  s32(offset: number): number {
    return this.u32(offset) | 0;
  }

  u64(offset: number): bigint {
    return offset + 8 <= this.size ? this.view.getBigUint64(this.at + offset, this.littleEndian) : 0n;
  }

  text(offset: number): string {
    return textAt(this.view, this.at + offset, this.at + this.size);
  }
}

/** C's `%#x`: no prefix before a zero. */
function hex(value: bigint): string {
  return value === 0n ? '0' : `0x${value.toString(16)}`;
}

/** What a record says, as perf script shows it behind the columns; with its newline. */
export function printRecord(
  type: number,
  view: DataView,
  at: number,
  size: number,
  littleEndian: boolean,
  out: OutputBytes,
): void {
  out.text(describe(type, new RecordNumbers(view, at, size, littleEndian)));
}

function describe(type: number, record: RecordNumbers): string {
  const flags = record.u16(4);
  switch (type) {
    case recordType.comm: {
      const exec = (flags & misc.commExec) === 0 ? '' : ' exec';
      return `PERF_RECORD_COMM${exec}: ${record.text(16)}:${record.s32(8)}/${record.s32(12)}\n`;
    }
    case recordType.fork:
    case recordType.exit: {
      const name = type === recordType.fork ? 'FORK' : 'EXIT';
      return `PERF_RECORD_${name}(${record.s32(8)}:${record.s32(16)}):(${record.s32(12)}:${record.s32(20)})\n`;
    }
    case recordType.mmap: {
      const kind = (flags & misc.mmapData) === 0 ? 'x' : 'r';
      return `PERF_RECORD_MMAP ${placeOf(record)}]: ${kind} ${record.text(40)}\n`;
    }
    case recordType.mmap2:
      return `PERF_RECORD_MMAP2 ${describeMap(record, flags)}\n`;
    case recordType.switch:
      return `PERF_RECORD_SWITCH ${inOrOut(flags)}\n`;
    case recordType.switchCpuWide: {
      const which = (flags & misc.switchOut) === 0 ? 'prev' : 'next';
      const ids = `${String(record.s32(8)).padStart(5)}/${String(record.s32(12)).padEnd(5)}`;
      return `PERF_RECORD_SWITCH_CPU_WIDE ${inOrOut(flags)}  ${which} pid/tid: ${ids}\n`;
    }
    case recordType.namespaces:
      return `PERF_RECORD_NAMESPACES ${describeNamespaces(record)}`;
    case recordType.cgroup:
      return `PERF_RECORD_CGROUP cgroup: ${record.u64(8)} ${record.text(16)}\n`;
    case recordType.lost:
      return `PERF_RECORD_LOST lost ${record.u64(16)}\n`;
    case recordType.ksymbol: {
      const what = `len ${record.u32(16)} type ${record.u16(20)} flags 0x${record.u16(22).toString(16)}`;
      return `PERF_RECORD_KSYMBOL addr ${record.u64(8).toString(16)} ${what} name ${record.text(24)}\n`;
    }
    default:
      return `PERF_RECORD_BPF_EVENT type ${record.u16(8)}, flags ${record.u16(10)}, id ${record.u32(12)}\n`;
  }
}

function placeOf(record: RecordNumbers): string {
  const place = `[${hex(record.u64(16))}(${hex(record.u64(24))}) @ ${hex(record.u64(32))}`;
  return `${record.s32(8)}/${record.s32(12)}: ${place}`;
}

function describeMap(record: RecordNumbers, flags: number): string {
  const file =
    (flags & misc.mmapBuildId) !== 0 && record.size >= 64
      ? `<${hexOf(record.view, record.at + 44, Math.min(20, record.u8(40)))}>`
      : `${hex2(record.u32(40))}:${hex2(record.u32(44))} ${record.u64(48)} ${record.u64(56)}`;
  const protection = record.u32(64);
  const letters = [
    protection & 1 ? 'r' : '-',
    protection & 2 ? 'w' : '-',
    protection & 4 ? 'x' : '-',
    record.u32(68) & 1 ? 's' : 'p',
  ];
  return `${placeOf(record)} ${file}]: ${letters.join('')} ${record.text(72)}`;
}

function hex2(value: number): string {
  return value.toString(16).padStart(2, '0');
}

function inOrOut(flags: number): string {
  if ((flags & misc.switchOut) === 0) return 'IN         ';
  return (flags & misc.switchOutPreempt) === 0 ? 'OUT        ' : 'OUT preempt';
}

function describeNamespaces(record: RecordNumbers): string {
  const count = Number(record.u64(16));
  const shown = Math.min(count, Math.floor((record.size - 24) / 16));
  let text = `${record.s32(8)}/${record.s32(12)} - nr_namespaces: ${count}\n\t\t[`;
  for (let index = 0; index < shown; index++) {
    if (index > 0 && index % 4 === 0) text += '\n\t\t ';
    const at = 24 + index * 16;
    const name = namespaceNames[index] ?? 'unknown';
    const end = index + 1 === count ? ']\n' : ', ';
    text += `${index}/${name}: ${record.u64(at)}/${hex(record.u64(at + 8))}${end}`;
  }
  return text;
}
