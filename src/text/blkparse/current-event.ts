import { bytesOffset, sequenceOffset } from '../../formats/blktrace/layout.ts';
import type { ReadState } from '../../formats/blktrace/read-state.ts';
import {
  actionAt,
  categoryAt,
  layoutAt,
  payloadOffset,
  sectorHigh,
  sectorLow,
} from '../../formats/blktrace/record.ts';
import type { Trace } from '../../store/index.ts';

const unknownName = '(null)';

/** The event that is being printed: one object for all, so that nothing is made for each. */
export class CurrentEvent {
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Where the payload starts and ends in the view. */
  payload = 0;
  end = 0;
  event = 0;
  action = 0;
  category = 0;
  /** Index of the device that it was recorded for. */
  deviceIndex = 0;
  /** Number of the device in the record. */
  device = 0;
  cpu = 0;
  pid = 0;
  sequence = 0;
  time = 0;
  seconds = 0;
  nanoseconds = 0;
  sectorHigh = 0;
  sectorLow = 0;
  bytes = 0;
  error = 0;
  /** Where the cgroup's id stands; 0 where there is none. */
  cgroup = 0;
  littleEndian = true;
  /** Nanoseconds that the request waited; undefined where that is not asked for or not known. */
  elapsed: number | undefined;
  /** The task's name, Latin-1. */
  name = unknownName;

  #trace: Trace | undefined;
  #state: ReadState | undefined;
  #firstEvent = 0;
  /** blkparse's time 0 in the trace. */
  #zero = 0;
  readonly #names = new Map<number, string>();
  #lastPid: number | undefined;

  use(trace: Trace, state: ReadState | undefined, firstEvent: number, zero: number): void {
    this.#zero = zero;
    this.#trace = trace;
    this.#state = state;
    this.#firstEvent = firstEvent;
    this.littleEndian = trace.littleEndian;
  }

  /** Reads what decides whether and how the event is shown. */
  read(row: number): void {
    const trace = this.#trace!;
    const { littleEndian } = this;
    const run = trace.runs[trace.run[row]!]!;
    const { view } = run;
    const at = trace.place[row]!;
    const layout = layoutAt(view, at, littleEndian);
    this.view = view;
    this.event = trace.event[row]!;
    this.action = actionAt(view, at, littleEndian, layout);
    this.category = categoryAt(view, at, littleEndian, layout);
    this.end = at + trace.length[row]!;
    this.payload = Math.min(this.end, at + payloadOffset(this.action, layout));
    this.cgroup = this.payload > at + layout.bytes ? at + layout.bytes : 0;
    this.deviceIndex = run.buffer;
    this.device = view.getUint32(at + layout.deviceOffset, littleEndian);
    this.cpu = trace.cpu[row]!;
    this.sequence = view.getUint32(at + sequenceOffset, littleEndian);
    this.bytes = view.getUint32(at + bytesOffset, littleEndian);
    this.sectorHigh = sectorHigh(view, at, littleEndian);
    this.sectorLow = sectorLow(view, at, littleEndian);
    this.error = view.getUint16(at + layout.errorOffset, littleEndian);
    this.#readTime(trace.time[row]! - this.#zero);
    const pid = trace.pid[row]!;
    this.pid = pid;
    if (pid !== this.#lastPid) this.#readName(row);
  }

  /** The sector as one number; beyond 2^53 it is rounded. */
  get sector(): number {
    return this.sectorHigh * 2 ** 32 + this.sectorLow;
  }

  get sectors(): number {
    return this.bytes >>> 9;
  }

  /** The name of the event's thread; one that has none is called `unknown` from now on, as blkparse does. */
  mustHaveName(): string {
    if (this.#lastPid === this.pid) return this.name;
    this.#names.set(this.pid, 'unknown');
    this.#lastPid = this.pid;
    this.name = 'unknown';
    return this.name;
  }

  /** The name that notes told of a row's thread by then. */
  toldName(row: number): string | undefined {
    return this.#state?.nameOf(this.#trace!.pid[row]!, this.#firstEvent + row);
  }

  #readTime(time: number): void {
    this.time = time;
    if (time >= 0) {
      this.seconds = Math.floor(time / 1e9);
      this.nanoseconds = time - this.seconds * 1e9;
    } else {
      // blkparse's times are unsigned, its seconds a signed number of 32 bits.
      const wrapped = BigInt.asUintN(64, BigInt(time));
      this.seconds = Number(BigInt.asIntN(32, wrapped / 1_000_000_000n));
      this.nanoseconds = Number(wrapped % 1_000_000_000n);
    }
  }

  #readName(row: number): void {
    const { pid } = this;
    const known = this.#names.get(pid);
    if (known !== undefined) {
      this.name = known;
      this.#lastPid = pid;
      return;
    }
    const told = this.toldName(row);
    this.name = told ?? unknownName;
    // A note of the name may still come.
    this.#lastPid = told === undefined ? undefined : pid;
    if (told !== undefined) this.#names.set(pid, told);
  }
}
