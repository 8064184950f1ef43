import { type TraceLoss, unknownEvent } from '../../store/index.ts';
import type { KernelCpu } from './kernel-cpu.ts';
import type { UftraceRecording } from './open-uftrace.ts';
import { eventOf, type PerfRecords } from './perf-records.ts';
import { eventId, recordType, UftraceRecord } from './record.ts';
import type { UftraceFormats } from './trace-formats.ts';
import type { UserRecords } from './user-records.ts';

/** The records of one file in their order, as columns that grow. Times are those of the recording's clock. */
export class RunColumns {
  count = 0;
  time = new Float64Array(1024);
  place = new Uint32Array(1024);
  length = new Uint32Array(1024);
  event = new Uint16Array(1024);
  pid = new Int32Array(1024);
  readonly losses: TraceLoss[] = [];
  readonly cpu: number;
  readonly view: DataView;

  constructor(cpu: number, view: DataView) {
    this.cpu = cpu;
    this.view = view;
  }

  push(time: number, place: number, length: number, event: number, pid: number): void {
    const row = this.count++;
    if (row === this.time.length) this.#grow();
    this.time[row] = time;
    this.place[row] = place;
    this.length[row] = length;
    this.event[row] = event;
    this.pid[row] = pid;
  }

  #grow(): void {
    const wider = <T extends Float64Array | Uint32Array | Uint16Array | Int32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    const length = this.time.length * 2;
    this.time = wider(this.time, new Float64Array(length));
    this.place = wider(this.place, new Uint32Array(length));
    this.length = wider(this.length, new Uint32Array(length));
    this.event = wider(this.event, new Uint16Array(length));
    this.pid = wider(this.pid, new Int32Array(length));
  }
}

/** A file that records come from. */
export interface RunFile {
  readonly kind: 'task' | 'kernel' | 'perf';
  /** The thread of a task, otherwise the CPU. */
  readonly number: number;
  readonly bytes: number;
}

/** The files of a recording's runs, in their order; messages of `extern.dat` are a last run without one. */
export function runFiles(recording: UftraceRecording): readonly RunFile[] {
  const { tids } = recording.info;
  const cpuFile = (kind: 'kernel' | 'perf') => (file: { readonly name: string; readonly bytes: number }) =>
    ({ kind, number: Math.min(0xffff, Number(/\d+/.exec(file.name)?.[0] ?? 0)), bytes: file.bytes }) as const;
  return [
    ...tids.map(tid => ({ kind: 'task', number: tid, bytes: recording.taskBytes(tid).length }) as const),
    ...recording.kernelFiles.map(cpuFile('kernel')),
    ...recording.perfFiles.map(cpuFile('perf')),
  ];
}

/** The records of one task's own file. */
export function userRun(tid: number, records: UserRecords, formats: UftraceFormats): RunColumns {
  const { bytes } = records;
  const run = new RunColumns(0, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const record = new UftraceRecord('user');
  for (let place = records.offset; records.next(record); place = records.offset) {
    run.push(record.time, place, records.offset - place, eventOfRecord(record, formats), tid);
  }
  return run;
}

function eventOfRecord(record: UftraceRecord, formats: UftraceFormats): number {
  if (record.type === recordType.entry) return formats.entry;
  if (record.type === recordType.exit) return formats.exit;
  return record.type === recordType.lost ? formats.lost : formats.of(record.address);
}

/** Everything that one CPU's kernel records hold, of whatever task; `unknown` counts what nothing describes. */
export function kernelRun(
  number: number,
  cpu: KernelCpu,
  formats: UftraceFormats,
): { readonly run: RunColumns; readonly unknown: number } {
  const run = new RunColumns(number, cpu.view);
  const record = new UftraceRecord('kernel');
  let unknown = 0;
  for (let step = cpu.next(record); step !== 'end'; step = cpu.next(record)) {
    if (cpu.missed !== 0) {
      run.losses.push({ row: run.count, count: cpu.missed, atPageStart: true });
      cpu.missed = 0;
    }
    let event = unknownEvent;
    if (step === 'unknown') unknown++;
    else event = formats.of(cpu.type);
    run.push(record.time, record.payloadOffset, record.payloadLength, event, record.tid);
  }
  return { run, unknown };
}

/** What the kernel told of tasks on one CPU; `name` is told of their names. */
export function perfRun(
  number: number,
  perf: PerfRecords,
  formats: UftraceFormats,
  name: (tid: number, comm: string) => void,
): RunColumns {
  const run = new RunColumns(number, perf.view);
  while (perf.next(() => true)) {
    const id = eventOf(perf);
    if (id === eventId.taskName) name(perf.tid, perf.comm);
    run.push(perf.time, perf.place, perf.length, formats.of(id), perf.tid);
  }
  return run;
}
