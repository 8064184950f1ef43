import type { PageLayout } from './page-layout.ts';

// include/linux/ring_buffer.h, kernel/trace/ring_buffer.c:
//
//   page:   u64 time stamp | commit: bits 0-26 bytes of data, 31 events missed before, 30 their count is stored
//           | data … | (the count, a long, right after the data)
//   event:  u32 with 5 bits of type or length and 27 bits of time since the event before | payload
//
// Before Linux 2.6.31 an event's head had 2 bits of type, 3 of length in words and the same 27 bits of time.
const oldTimeExtend = 1;
const oldData = 3;
const padding = 29;
const timeExtend = 30;
const timeStamp = 31;
const commitMask = 0x7ff_ffff;
const missedEvents = 0x8000_0000;
const missedStored = 0x4000_0000;
const twoTo27 = 2 ** 27;
const twoTo32 = 2 ** 32;

/** What is wrong with a page; the events before the place are good. */
export type PageFault =
  /** The page is cut off before its head ends, or holds more data than it has room for. */
  | 'size'
  /** An event reaches beyond the data of the page. */
  | 'event';

/**
 * Walks the events of one ring-buffer page after the other. Time extends, time stamps and padding are applied
 * and skipped: every stop is a recorded event.
 *
 * Times are ticks of the trace's clock since `start`, exact while they are within 2^53 of it.
 */
export class PageCursor {
  /** Offset in the view of the current event's payload (`common_type` and so on). */
  offset = 0;
  /** Bytes of payload, rounded up by the kernel to a multiple of 4. */
  length = 0;
  /** Ticks since `start`. */
  time = 0;
  /** Events lost before this page: 0 none, -1 some but not counted. */
  lost = 0;
  /** Bytes of events in the page. */
  size = 0;
  fault: PageFault | undefined = undefined;
  /** Offset in the view of what is wrong, meaningful when `fault` is set. */
  faultOffset = 0;

  readonly #view: DataView;
  readonly #layout: PageLayout;
  readonly #littleEndian: boolean;
  readonly #old: boolean;
  readonly #startHigh: number;
  readonly #startLow: number;
  #next = 0;
  #end = 0;
  #stampHigh = 0;

  constructor(view: DataView, layout: PageLayout, start: bigint) {
    this.#view = view;
    this.#layout = layout;
    this.#littleEndian = layout.littleEndian;
    this.#old = layout.old === true;
    this.#startHigh = Number((start >> 32n) & 0xffff_ffffn);
    this.#startLow = Number(start & 0xffff_ffffn);
  }

  /**
   * Goes before the first event of the page at `pageOffset`; `lost` and `size` are known after it, `time` is the
   * page's. False where there is no whole page: `fault` says why.
   */
  load(pageOffset: number, pageSize: number): boolean {
    const view = this.#view;
    const { longBytes, dataOffset } = this.#layout;
    this.fault = undefined;
    this.lost = 0;
    this.size = 0;
    this.#next = 0;
    this.#end = 0;
    const pageEnd = pageOffset + pageSize;
    if (pageSize < dataOffset || pageEnd > view.byteLength) return this.#fail('size', pageOffset);
    const commit = this.#low(pageOffset + 8, longBytes);
    const size = commit & commitMask;
    this.#stampHigh = this.#word(pageOffset, 4);
    this.time = this.#sinceStart(this.#stampHigh, this.#word(pageOffset, 0));
    if (size > pageSize - dataOffset) return this.#fail('size', pageOffset + 8);
    this.size = size;
    this.#next = pageOffset + dataOffset;
    this.#end = this.#next + size;
    if ((commit & missedEvents) !== 0) this.lost = this.#storedLoss(commit, pageEnd);
    return true;
  }

  /** Goes to the next event; false at the end of the page's data or where it is broken (`fault`). */
  next(): boolean {
    if (this.#old) return this.#nextOld();
    const view = this.#view;
    const littleEndian = this.#littleEndian;
    const end = this.#end;
    let at = this.#next;
    while (at + 4 <= end) {
      const head = view.getUint32(at, littleEndian);
      const type = littleEndian ? head & 31 : head >>> 27;
      const delta = littleEndian ? head >>> 5 : head & commitMask;
      if (type > 0 && type < padding) {
        const length = type << 2;
        if (at + 4 + length > end) return this.#fail('event', at);
        this.time += delta;
        this.offset = at + 4;
        this.length = length;
        this.#next = at + 4 + length;
        return true;
      }
      // A padding with no time difference fills the page up: nothing follows it.
      if (type === padding && delta === 0) break;
      if (at + 8 > end) return this.#fail('event', at);
      const word = view.getUint32(at + 4, littleEndian);
      if (type === 0) {
        const length = word > end - at ? -1 : (word - 1) & ~3;
        if (word < 4 || length < 0 || at + 8 + length > end) return this.#fail('event', at);
        this.time += delta;
        this.offset = at + 8;
        this.length = length;
        this.#next = at + 8 + length;
        return true;
      }
      if (type === timeExtend) {
        this.time += word * twoTo27 + delta;
        at += 8;
      } else if (type === timeStamp) {
        this.#setStamp(word, delta);
        at += 8;
      } else {
        if (word < 4 || word > end - at - 4) return this.#fail('event', at);
        this.time += delta;
        at += 4 + word;
      }
    }
    this.#next = end;
    return false;
  }

  /** Puts all further events of the page into columns from `row` on, and answers the row behind them. */
  collect(times: Float64Array, offsets: Uint32Array, lengths: Uint32Array, row: number): number {
    const view = this.#view;
    const littleEndian = this.#littleEndian;
    const end = this.#old ? 0 : this.#end;
    for (;;) {
      // Nearly all are small events; all else, and all of old kernels, is left to `next`.
      let at = this.#next;
      let { time } = this;
      while (at + 4 <= end) {
        const head = view.getUint32(at, littleEndian);
        const type = littleEndian ? head & 31 : head >>> 27;
        const length = type << 2;
        if (type === 0 || type >= padding || at + 4 + length > end) break;
        time += littleEndian ? head >>> 5 : head & commitMask;
        times[row] = time;
        offsets[row] = at + 4;
        lengths[row++] = length;
        at += 4 + length;
      }
      this.#next = at;
      this.time = time;
      if (!this.next()) return row;
      times[row] = this.time;
      offsets[row] = this.offset;
      lengths[row++] = this.length;
    }
  }

  /** How many further events the page has. */
  count(): number {
    const view = this.#view;
    const littleEndian = this.#littleEndian;
    const end = this.#old ? 0 : this.#end;
    for (let count = 0; ; count++) {
      let at = this.#next;
      while (at + 4 <= end) {
        const head = view.getUint32(at, littleEndian);
        const type = littleEndian ? head & 31 : head >>> 27;
        const length = type << 2;
        if (type === 0 || type >= padding || at + 4 + length > end) break;
        count++;
        at += 4 + length;
      }
      this.#next = at;
      if (!this.next()) return count;
    }
  }

  #nextOld(): boolean {
    const view = this.#view;
    const littleEndian = this.#littleEndian;
    const end = this.#end;
    let at = this.#next;
    while (at + 4 <= end) {
      const head = view.getUint32(at, littleEndian);
      const type = littleEndian ? head & 3 : head >>> 30;
      const words = littleEndian ? (head >>> 2) & 7 : (head >>> 27) & 7;
      const delta = littleEndian ? head >>> 5 : head & commitMask;
      if (type === oldTimeExtend) {
        if (at + 8 > end) return this.#fail('event', at);
        this.time += view.getUint32(at + 4, littleEndian) * twoTo27 + delta;
        at += 8;
        continue;
      }
      // Padding fills the page up; time stamps were never written.
      if (type !== oldData) break;
      if (words === 0 && at + 8 > end) return this.#fail('event', at);
      const start = words === 0 ? at + 8 : at + 4;
      const length = words === 0 ? view.getUint32(at + 4, littleEndian) - 4 : words * 4;
      if (length < 0 || start + length > end) return this.#fail('event', at);
      this.time += delta;
      this.offset = start;
      this.length = length;
      this.#next = start + ((length + 3) & ~3);
      return true;
    }
    this.#next = end;
    return false;
  }

  // An absolute stamp has 59 bits; the 5 above are those of the page.
  #setStamp(word: number, delta: number): void {
    const low = ((word << 27) | delta) >>> 0;
    const high = ((word >>> 5) | (this.#stampHigh & 0xf800_0000)) >>> 0;
    this.time = this.#sinceStart(high, low);
  }

  #storedLoss(commit: number, pageEnd: number): number {
    const { longBytes } = this.#layout;
    if ((commit & missedStored) === 0 || this.#end + longBytes > pageEnd) return -1;
    return this.#low(this.#end, longBytes);
  }

  #sinceStart(high: number, low: number): number {
    return (high - this.#startHigh) * twoTo32 + (low - this.#startLow);
  }

  /** The low 32 bits of the number of `bytes` bytes at `offset`. */
  #low(offset: number, bytes: 4 | 8): number {
    return this.#view.getUint32(bytes === 8 && !this.#littleEndian ? offset + 4 : offset, this.#littleEndian);
  }

  /** Bytes 0-3 (`part` 0: low) or 4-7 (`part` 4: high) of the 64-bit number at `offset`. */
  #word(offset: number, part: 0 | 4): number {
    return this.#view.getUint32(offset + (this.#littleEndian ? part : 4 - part), this.#littleEndian);
  }

  #fail(fault: PageFault, offset: number): false {
    this.fault = fault;
    this.faultOffset = offset;
    this.#next = this.#end;
    return false;
  }
}
