import type { UftraceClock } from './clock.ts';
import type { UftraceProblems } from './problem.ts';
import { eventId, type RecordType, recordType, type UftraceRecord } from './record.ts';

const recordBytes = 16;
const magic = 5;

/** How many bytes the arguments (or the returned value) of a function take in the file; undefined: nothing says so. */
export type ArgumentSize = (record: UftraceRecord, bytes: Uint8Array, offset: number) => number | undefined;

// Bytes of the data of events that uftrace itself reads.
const eventBytes: ReadonlyMap<number, number> = new Map([
  [eventId.readStatm, 24],
  [eventId.diffStatm, 24],
  [eventId.readPageFault, 16],
  [eventId.diffPageFault, 16],
  [eventId.readCycle, 16],
  [eventId.diffCycle, 16],
  [eventId.readCache, 16],
  [eventId.diffCache, 16],
  [eventId.readBranch, 16],
  [eventId.diffBranch, 16],
  [eventId.watchCpu, 4],
]);

/**
 * The records of one task's `TID.dat`, in order.
 *
 *   u64 time | u64: 2 bits type, 1 bit more, 3 bits magic, 10 bits depth, 48 bits address
 *   and with `more` a payload: arguments by their specification, or u16 length and data of an event
 */
export class UserRecords {
  readonly bytes: Uint8Array;
  readonly #file: string;
  readonly #view: DataView;
  readonly #littleEndian: boolean;
  readonly #clock: UftraceClock;
  readonly #problems: UftraceProblems;
  readonly #argumentSize: ArgumentSize;
  #offset = 0;
  #done = false;

  constructor(
    file: string,
    bytes: Uint8Array,
    littleEndian: boolean,
    clock: UftraceClock,
    argumentSize: ArgumentSize,
    problems: UftraceProblems,
  ) {
    this.bytes = bytes;
    this.#file = file;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#littleEndian = littleEndian;
    this.#clock = clock;
    this.#argumentSize = argumentSize;
    this.#problems = problems;
  }

  /** Where the next record begins, which is where the last one ends. */
  get offset(): number {
    return this.#offset;
  }

  /** Reads the next record into `record`; false at the end or where the file is broken, which becomes a problem. */
  next(record: UftraceRecord): boolean {
    if (this.#done) return false;
    const at = this.#offset;
    if (at + recordBytes > this.bytes.length) {
      if (at < this.bytes.length) {
        this.#stop('truncated', at, `the last record has ${this.bytes.length - at} of ${recordBytes} bytes`);
      }
      this.#done = true;
      return false;
    }
    const low = this.#littleEndian ? at : at + 4;
    const high = this.#littleEndian ? at + 4 : at;
    if (!readUserRecord(this.#view, at, this.#littleEndian, record)) {
      return this.#stop('malformed', at, 'a record without its mark; what follows cannot be read');
    }
    record.time = this.#clock.at(
      this.#view.getUint32(high, this.#littleEndian),
      this.#view.getUint32(low, this.#littleEndian),
    );
    this.#offset = at + recordBytes;
    return record.more ? this.#skipPayload(record) : true;
  }

  #skipPayload(record: UftraceRecord): boolean {
    const at = this.#offset;
    const length =
      record.type === recordType.event
        ? this.#eventSize(record, at)
        : this.#argumentSize(record, this.bytes, at);
    if (length === undefined) {
      return this.#stop('unknown', at, 'a record has arguments that nothing in `info` describes');
    }
    if (length < 0 || at + length > this.bytes.length) {
      return this.#stop('truncated', at, 'the file ends inside the arguments of a record');
    }
    record.payloadOffset = record.type === recordType.event ? at + 2 : at;
    record.payloadLength = record.type === recordType.event ? length - 2 : length;
    this.#offset = at + Math.ceil(length / 8) * 8;
    return true;
  }

  #eventSize(record: UftraceRecord, at: number): number | undefined {
    if (at + 2 > this.bytes.length) return -1;
    const length = this.#view.getUint16(at, this.#littleEndian);
    const expected = eventBytes.get(record.address);
    return expected === undefined || expected !== length ? undefined : length + 2;
  }

  #stop(kind: 'truncated' | 'malformed' | 'unknown', offset: number, message: string): false {
    this.#done = true;
    this.#problems.add(kind, this.#file, offset, message);
    return false;
  }
}

/** Reads what stands in a record besides its time; false where it has no mark. */
export function readUserRecord(
  view: DataView,
  at: number,
  littleEndian: boolean,
  record: UftraceRecord,
): boolean {
  const word = view.getUint32(littleEndian ? at + 8 : at + 12, littleEndian);
  if (((word >>> 3) & 7) !== magic) return false;
  record.type = (word & 3) as RecordType;
  record.more = (word & 4) !== 0;
  record.depth = (word >>> 6) & 0x3ff;
  record.address = view.getUint32(littleEndian ? at + 12 : at + 8, littleEndian) * 65536 + (word >>> 16);
  return true;
}
