/** Where recorded events are, one row each, in growing typed arrays; what pages are walked into. */
export class EventColumns {
  count = 0;
  /** Ticks of the clock since the trace's start. */
  time: Float64Array;
  /** Offset of the payload in the walked bytes. */
  offset: Uint32Array;
  /** Bytes of payload. */
  length: Uint32Array;

  constructor(capacity = 1024) {
    this.time = new Float64Array(capacity);
    this.offset = new Uint32Array(capacity);
    this.length = new Uint32Array(capacity);
  }

  /** Makes room for `more` rows behind the present ones. */
  reserve(more: number): void {
    const wanted = this.count + more;
    if (wanted <= this.time.length) return;
    const capacity = Math.max(wanted, this.time.length * 2);
    const time = new Float64Array(capacity);
    const offset = new Uint32Array(capacity);
    const length = new Uint32Array(capacity);
    time.set(this.time.subarray(0, this.count));
    offset.set(this.offset.subarray(0, this.count));
    length.set(this.length.subarray(0, this.count));
    this.time = time;
    this.offset = offset;
    this.length = length;
  }
}
