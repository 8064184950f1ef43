import { PageCursor } from '../../tracefs/index.ts';
import type { UftraceClock } from './clock.ts';
import type { KernelHeader } from './kernel-header.ts';
import type { UftraceProblems } from './problem.ts';
import { recordType, type UftraceRecord } from './record.ts';

/** What `next` found. */
export type KernelStep =
  | 'record'
  | 'end'
  /** An event that `kernel_header` does not describe; the next call goes past it. */
  | 'unknown';

/** The records of one `kernel-cpuN.dat`, in the order in which that CPU wrote them. */
export class KernelCpu {
  /** Events lost before the page that was entered last, until somebody told them: 0 none, -1 not counted. */
  missed = 0;
  /** Id of the event that was read last, described or not. */
  type = 0;
  readonly view: DataView;
  readonly #file: string;
  readonly #header: KernelHeader;
  readonly #problems: UftraceProblems;
  readonly #cursor: PageCursor;
  readonly #number: number;
  #page = -1;

  constructor(
    file: string,
    number: number,
    bytes: Uint8Array,
    header: KernelHeader,
    clock: UftraceClock,
    problems: UftraceProblems,
  ) {
    this.#file = file;
    this.#number = number;
    this.#header = header;
    this.#problems = problems;
    const whole = padded(bytes, header.pageBytes);
    if (whole !== bytes) {
      problems.add('truncated', file, bytes.length, 'the last page is cut off');
    }
    this.view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
    this.#cursor = new PageCursor(this.view, header.layout, clock.start);
    if (this.view.byteLength > 0) this.#enter(0);
  }

  /** Reads the next record into `record`, of an unknown one what every record has. Its `tid` is that of the task that ran. */
  next(record: UftraceRecord): KernelStep {
    const cursor = this.#cursor;
    if (this.#page < 0) return 'end';
    while (!cursor.next()) {
      this.#tellFault();
      const next = this.#page + this.#header.pageBytes;
      if (next >= this.view.byteLength) return 'end';
      this.#enter(next);
    }
    const { offset, length } = cursor;
    record.time = cursor.time;
    record.tid = this.#header.pid(this.view, offset, length);
    record.payloadFile = this.#number;
    record.payloadOffset = offset;
    record.payloadLength = length;
    this.type = this.#header.type(this.view, offset, length);
    const event = this.#header.events.get(this.type);
    if (event === undefined) return 'unknown';
    if (event.kind === 'event') {
      record.type = recordType.event;
      record.address = event.format.id;
      record.depth = 0;
      record.more = true;
      return 'record';
    }
    record.type = event.kind === 'entry' ? recordType.entry : recordType.exit;
    record.address =
      event.addressHigh(this.view, offset, length) * 4294967296 + event.addressLow(this.view, offset, length);
    record.depth = event.depth(this.view, offset, length) & 0x3ff;
    record.more = false;
    return 'record';
  }

  #enter(page: number): void {
    this.#page = page;
    this.#cursor.load(page, this.#header.pageBytes);
    this.missed = this.#cursor.lost;
    if (this.missed !== 0) {
      this.#problems.add('lost', this.#file, page, 'the kernel lost records of functions', this.missed);
    }
  }

  #tellFault(): void {
    if (this.#cursor.fault === undefined) return;
    this.#problems.add(
      'malformed',
      this.#file,
      this.#cursor.faultOffset,
      'a page does not hold what its head says; the rest of it is skipped',
    );
  }
}

function padded(bytes: Uint8Array, page: number): Uint8Array {
  const rest = bytes.length % page;
  if (rest === 0) return bytes;
  const whole = new Uint8Array(bytes.length + page - rest);
  whole.set(bytes);
  return whole;
}
