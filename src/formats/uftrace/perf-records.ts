import { decodeUtf8 } from '../../base/index.ts';
import type { UftraceClock } from './clock.ts';
import type { UftraceProblems } from './problem.ts';
import { eventId } from './record.ts';

/** What the kernel told of tasks: record types of perf_event_open(2). */
export const perfType = { comm: 3, exit: 4, fork: 7, switch: 14 } as const;

const headerBytes = 8;
const sampleIdBytes = 16;
const switchedOut = 0x2000;
const preempted = 0x4000;

/** The events of one `perf-cpuN.dat`. The fields are those of the event that `next` went to, and stay until then. */
export class PerfRecords {
  /** Whether the fields hold an event that was not used yet. */
  valid = false;
  done = false;
  type = 0;
  tid = -1;
  time = 0;
  out = false;
  preempt = false;
  comm = '';
  /** Where the event is in the file, and its bytes. */
  place = 0;
  length = 0;
  readonly file: string;
  readonly #bytes: Uint8Array;
  readonly view: DataView;
  readonly #littleEndian: boolean;
  readonly #clock: UftraceClock;
  readonly #problems: UftraceProblems;
  #offset = 0;

  constructor(
    file: string,
    bytes: Uint8Array,
    littleEndian: boolean,
    clock: UftraceClock,
    problems: UftraceProblems,
  ) {
    this.file = file;
    this.#bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = littleEndian;
    this.#clock = clock;
    this.#problems = problems;
  }

  /** The event gives its task a name. */
  get isName(): boolean {
    return this.type === perfType.comm;
  }

  /** Goes to the next event of a task and a time that are wanted; false at the end. */
  next(wanted: (tid: number, time: number) => boolean): boolean {
    while (this.#read()) {
      if (this.tid >= 0 && wanted(this.tid, this.time)) {
        this.valid = true;
        return true;
      }
    }
    this.done = true;
    return false;
  }

  #read(): boolean {
    const at = this.#offset;
    const left = this.#bytes.length - at;
    if (left < headerBytes) {
      if (left > 0) this.#problem('truncated', at, 'the file ends inside the head of an event');
      this.#offset = this.#bytes.length;
      return false;
    }
    const view = this.view;
    const type = view.getUint32(at, this.#littleEndian);
    const misc = view.getUint16(at + 4, this.#littleEndian);
    const size = view.getUint16(at + 6, this.#littleEndian);
    if (size < headerBytes || size > left) {
      this.#problem(size > left ? 'truncated' : 'malformed', at, `an event of ${size} bytes`);
      this.#offset = this.#bytes.length;
      return false;
    }
    this.#offset = at + size;
    this.place = at;
    this.length = size;
    const body = at + headerBytes;
    const bodyBytes = size - headerBytes;
    const end = at + size;
    this.tid = -1;
    if (type === perfType.switch && bodyBytes >= sampleIdBytes) {
      this.#sampleId(end - sampleIdBytes);
      this.out = (misc & switchedOut) !== 0;
      this.preempt = (misc & preempted) !== 0;
    } else if ((type === perfType.fork || type === perfType.exit) && bodyBytes >= 24) {
      // u32 pid, ppid, tid, ptid; u64 time
      this.tid = view.getInt32(body + 8, this.#littleEndian);
      this.time = this.#time(body + 16);
    } else if (type === perfType.comm && bodyBytes >= 8 + sampleIdBytes) {
      this.#sampleId(end - sampleIdBytes);
      this.tid = view.getInt32(body + 4, this.#littleEndian);
      this.comm = textOf(this.#bytes.subarray(body + 8, Math.min(body + 24, end - sampleIdBytes)));
    }
    this.type = type;
    return true;
  }

  // With sample_id_all every record ends with what was asked for: u32 pid, u32 tid, u64 time.
  #sampleId(offset: number): void {
    this.tid = this.view.getInt32(offset + 4, this.#littleEndian);
    this.time = this.#time(offset + 8);
  }

  #time(offset: number): number {
    const first = this.view.getUint32(offset, this.#littleEndian);
    const second = this.view.getUint32(offset + 4, this.#littleEndian);
    return this.#littleEndian ? this.#clock.at(second, first) : this.#clock.at(first, second);
  }

  #problem(kind: 'truncated' | 'malformed', offset: number, message: string): void {
    this.#problems.add(kind, this.file, offset, message);
  }
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}

/** The event as uftrace counts it among its own. */
export function eventOf(perf: PerfRecords): number {
  switch (perf.type) {
    case perfType.fork:
      return eventId.taskNew;
    case perfType.exit:
      return eventId.taskExit;
    case perfType.comm:
      return eventId.taskName;
    default:
      if (!perf.out) return eventId.schedIn;
      return perf.preempt ? eventId.schedOutPreempt : eventId.schedOut;
  }
}
