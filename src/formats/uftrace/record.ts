/** What a record says. The numbers are those of the files. */
export const recordType = { entry: 0, exit: 1, lost: 2, event: 3 } as const;
export type RecordType = 0 | 1 | 2 | 3;

/** Which of the merged sources a record came from. */
export type RecordSource = 'user' | 'kernel' | 'perf' | 'event' | 'extern' | 'lost';

/** One record of a function or event. Mutable and reused: nothing is allocated per record. */
export class UftraceRecord {
  readonly source: RecordSource;
  time = 0;
  type: RecordType = recordType.entry;
  /** Address of a function (48 bits), number of lost records (-1: unknown), or id of an event. */
  address = 0;
  depth = 0;
  /** Has arguments or event data. */
  more = false;
  /** The thread it is of, for records of the kernel. */
  tid = 0;
  /** Offset of the payload in the file of `payloadFile`, meaningful with `more`. */
  payloadOffset = 0;
  payloadLength = 0;
  /** Whose file: the CPU's number in the list for kernel events, unused for tasks. */
  payloadFile = 0;
  /** Text of an event that has no bytes of its own (task names, messages). */
  text = '';

  constructor(source: RecordSource) {
    this.source = source;
  }

  copy(other: UftraceRecord): void {
    this.time = other.time;
    this.type = other.type;
    this.address = other.address;
    this.depth = other.depth;
    this.more = other.more;
    this.tid = other.tid;
    this.payloadOffset = other.payloadOffset;
    this.payloadLength = other.payloadLength;
    this.payloadFile = other.payloadFile;
    this.text = other.text;
  }
}

/** A queue of records that reuses its objects. Rows are also reached from the end, to take back what is filtered out. */
export class RecordQueue {
  readonly #source: RecordSource;
  readonly #rows: UftraceRecord[] = [];
  #first = 0;
  #end = 0;

  constructor(source: RecordSource) {
    this.#source = source;
  }

  get count(): number {
    return this.#end - this.#first;
  }

  get first(): UftraceRecord {
    return this.#rows[this.#first]!;
  }

  /** The record `back` places before the last one (0: the last). */
  fromEnd(back: number): UftraceRecord {
    return this.#rows[this.#end - 1 - back]!;
  }

  push(record: UftraceRecord): void {
    if (this.#end === this.#rows.length) {
      if (this.#first > 64 && this.#first * 2 > this.#end) this.#compact();
      else this.#rows.push(new UftraceRecord(this.#source));
    }
    this.#rows[this.#end++]!.copy(record);
  }

  dropFirst(): void {
    this.#first++;
    if (this.#first === this.#end) {
      this.#first = 0;
      this.#end = 0;
    }
  }

  dropLast(count: number): void {
    this.#end = Math.max(this.#first, this.#end - count);
  }

  #compact(): void {
    const used = this.#rows.splice(0, this.#first);
    this.#rows.push(...used);
    this.#end -= this.#first;
    this.#first = 0;
  }
}

/** Ids of events that are not the kernel's own (uftrace.h, enum uftrace_event_id). */
export const eventId = {
  builtin: 100_000,
  readStatm: 100_001,
  readPageFault: 100_002,
  diffStatm: 100_003,
  diffPageFault: 100_004,
  readCycle: 100_005,
  diffCycle: 100_006,
  readCache: 100_007,
  diffCache: 100_008,
  readBranch: 100_009,
  diffBranch: 100_010,
  watchCpu: 100_011,
  perf: 200_000,
  schedIn: 200_001,
  schedOut: 200_002,
  schedBoth: 200_003,
  taskNew: 200_004,
  taskExit: 200_005,
  taskName: 200_006,
  schedOutPreempt: 200_007,
  schedBothPreempt: 200_008,
  user: 1_000_000,
  extern: 2_000_000,
} as const;

export function isScheduledOut(event: number): boolean {
  return event === eventId.schedOut || event === eventId.schedOutPreempt;
}

/** Whether an event is a switch to a task or away from it. */
export function isSwitchEvent(event: number): boolean {
  return event === eventId.schedIn || isScheduledOut(event);
}
