import type { UftraceRecording } from './open-uftrace.ts';
import { eventId, type UftraceRecord } from './record.ts';

/** How the fields of a kernel event are told: the format's own text. */
export type KernelEventText = (event: number, view: DataView, offset: number, length: number) => string;

const builtinNames: ReadonlyMap<number, string> = new Map([
  [eventId.readStatm, 'read:proc/statm'],
  [eventId.readPageFault, 'read:page-fault'],
  [eventId.readCycle, 'read:pmu-cycle'],
  [eventId.readCache, 'read:pmu-cache'],
  [eventId.readBranch, 'read:pmu-branch'],
  [eventId.diffStatm, 'diff:proc/statm'],
  [eventId.diffPageFault, 'diff:page-fault'],
  [eventId.diffCycle, 'diff:pmu-cycle'],
  [eventId.diffCache, 'diff:pmu-cache'],
  [eventId.diffBranch, 'diff:pmu-branch'],
  [eventId.watchCpu, 'watch:cpu'],
]);

const perfNames: ReadonlyMap<number, string> = new Map([
  [eventId.schedIn, 'sched-in'],
  [eventId.schedOut, 'sched-out'],
  [eventId.schedOutPreempt, 'sched-out (pre-empted)'],
  [eventId.schedBoth, 'schedule'],
  [eventId.schedBothPreempt, 'schedule (pre-empted)'],
  [eventId.taskNew, 'task-new'],
  [eventId.taskExit, 'task-exit'],
  [eventId.taskName, 'task-name'],
]);

/** The name of an event: `linux:schedule`, `read:proc/statm`, `sched:sched_switch`. */
export function eventName(recording: UftraceRecording, id: number): string {
  if (id === eventId.extern) return 'external-data';
  if (id >= eventId.user) return recording.userEvents.get(id) ?? `user_event:${id}`;
  if (id >= eventId.perf) return `linux:${perfNames.get(id) ?? 'unknown'}`;
  if (id >= eventId.builtin) return builtinNames.get(id) ?? `builtin_event:${id}`;
  const format = recording.kernelHeader?.events.get(id)?.format;
  return format === undefined ? `kernel_event:${id}` : `${format.system}:${format.name}`;
}

/** What an event says besides its name; undefined where it says nothing. */
export function eventData(
  recording: UftraceRecording,
  task: { readonly tid: number },
  record: UftraceRecord,
  kernelText: KernelEventText | undefined,
): string | undefined {
  const id = record.address;
  if (id === eventId.extern) return record.text;
  if (id === eventId.taskName) return `comm="${record.text}"`;
  if (id >= eventId.perf) return undefined;
  if (id >= eventId.builtin) return record.more ? builtinData(recording, task, record) : undefined;
  const view = recording.kernelView(record.payloadFile);
  if (view === undefined || kernelText === undefined) return undefined;
  return kernelText(id, view, record.payloadOffset, record.payloadLength);
}

function builtinData(
  recording: UftraceRecording,
  task: { readonly tid: number },
  record: UftraceRecord,
): string | undefined {
  const bytes = recording.taskBytes(task.tid);
  const view = new DataView(bytes.buffer, bytes.byteOffset + record.payloadOffset, record.payloadLength);
  const { littleEndian } = recording.info;
  const word = (index: number): bigint =>
    view.byteLength >= index * 8 + 8 ? view.getBigUint64(index * 8, littleEndian) : 0n;
  const plus = builtinNames.get(record.address)?.startsWith('diff') === true ? '+' : '';
  const [first, second, third] = [`${plus}${word(0)}`, `${plus}${word(1)}`, `${plus}${word(2)}`];
  switch (record.address) {
    case eventId.readStatm:
    case eventId.diffStatm:
      return `vmsize=${first}KB vmrss=${second}KB shared=${third}KB`;
    case eventId.readPageFault:
    case eventId.diffPageFault:
      return `major=${first} minor=${second}`;
    case eventId.readCycle:
    case eventId.diffCycle:
      return `cycles=${first} instructions=${second}${plus && ` IPC=${ratio(word(1), word(0), 1)}`}`;
    case eventId.readCache:
    case eventId.diffCache:
      return `refers=${first} misses=${second}${plus && ` hit=${ratio(word(0) - word(1), word(0), 100)}%`}`;
    case eventId.readBranch:
    case eventId.diffBranch:
      return `branch=${first} misses=${second}${plus && ` predict=${ratio(word(0) - word(1), word(0), 100)}%`}`;
    case eventId.watchCpu:
      return `cpu=${view.byteLength >= 4 ? view.getInt32(0, littleEndian) : 0}`;
    default:
      return undefined;
  }
}

function ratio(part: bigint, whole: bigint, scale: number): string {
  const value = (scale * Number(BigInt.asUintN(64, part))) / Number(whole);
  if (Number.isNaN(value)) return '-nan';
  return Number.isFinite(value) ? value.toFixed(2) : 'inf';
}
