/** How the kernel that fills a page lays it out. */
export interface PageMaker {
  readonly littleEndian: boolean;
  readonly longBytes: 4 | 8;
  readonly pageSize?: number;
  /** As before Linux 2.6.31: two bits of type, three of length. */
  readonly old?: boolean;
}

/** One ring-buffer page, written event by event. */
export class TestPage {
  readonly #maker: PageMaker;
  readonly #view: DataView;
  readonly #data: number;
  #at: number;

  constructor(maker: PageMaker, stamp: bigint) {
    this.#maker = maker;
    this.#view = new DataView(new ArrayBuffer(maker.pageSize ?? 4096));
    this.#data = 8 + maker.longBytes;
    this.#at = this.#data;
    this.#view.setBigUint64(0, stamp, maker.littleEndian);
  }

  /** Appends a record whose length stands in its head where it can. */
  event(delta: number, payload: Uint8Array): this {
    const length = (payload.length + 3) & ~3;
    const words = length / 4;
    if (this.#maker.old === true)
      this.#old(3, words <= 7 ? words : 0, delta, words <= 7 ? undefined : length + 4);
    else if (words <= 28 && words > 0) this.#head(words, delta);
    else {
      this.#head(0, delta);
      this.#word(length + 4);
    }
    new Uint8Array(this.#view.buffer).set(payload, this.#at);
    this.#at += length;
    return this;
  }

  /** Time passes without an event. */
  extend(ticks: number): this {
    const low = ticks % 2 ** 27;
    if (this.#maker.old === true) this.#old(1, 1, low, undefined);
    else this.#head(30, low);
    this.#word(Math.floor(ticks / 2 ** 27));
    return this;
  }

  /** The absolute time of what follows. */
  stamp(ticks: bigint): this {
    this.#head(31, Number(ticks & 0x7ff_ffffn));
    this.#word(Number((ticks >> 27n) & 0xffff_ffffn));
    return this;
  }

  /** An event of so many bytes that was taken back. */
  discarded(delta: number, bytes: number): this {
    this.#head(29, delta);
    this.#word(bytes);
    this.#at += bytes - 4;
    return this;
  }

  /** The page; events were `lost` before it: so many, or -1 where the kernel did not count them. */
  take(lost = 0): Uint8Array {
    const { littleEndian, longBytes } = this.#maker;
    let commit = BigInt(this.#at - this.#data);
    if (lost !== 0) commit |= 0x8000_0000n;
    if (lost > 0) {
      commit |= 0x4000_0000n;
      this.#long(this.#at, BigInt(lost));
    }
    if (longBytes === 8) this.#view.setBigUint64(8, commit, littleEndian);
    else this.#view.setUint32(8, Number(commit), littleEndian);
    return new Uint8Array(this.#view.buffer);
  }

  #head(type: number, delta: number): void {
    this.#word(this.#maker.littleEndian ? type | (delta << 5) : (type << 27) | delta);
  }

  #old(type: number, words: number, delta: number, length: number | undefined): void {
    const bits = this.#maker.littleEndian ? type | (words << 2) : (type << 3) | words;
    this.#head(bits, delta);
    if (length !== undefined) this.#word(length);
  }

  #word(value: number): void {
    this.#view.setUint32(this.#at, value >>> 0, this.#maker.littleEndian);
    this.#at += 4;
  }

  #long(at: number, value: bigint): void {
    const { littleEndian, longBytes } = this.#maker;
    if (longBytes === 8) this.#view.setBigUint64(at, value, littleEndian);
    else this.#view.setUint32(at, Number(value), littleEndian);
  }
}
