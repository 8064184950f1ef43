import { Literal, type OutputBytes } from '../output-bytes.ts';

const second = 1_000_000_000;
const twoTo32 = 2 ** 32;
/** Up to this high half a time in nanoseconds is exact in a double. */
const exactHigh = 0x20_0000;

/** Prints times as perf does: seconds with six digits, cut off, in 12 columns; or with nine. */
export class TimeColumn {
  readonly #nanoseconds: boolean;
  // Most records are in the same second as the one before.
  #shown = -1;
  #text = new Literal('');

  constructor(nanoseconds: boolean) {
    this.#nanoseconds = nanoseconds;
  }

  print(high: number, low: number, out: OutputBytes): void {
    let seconds: number;
    let rest: number;
    if (high < exactHigh) {
      const time = high * twoTo32 + low;
      seconds = Math.floor(time / second);
      rest = time - seconds * second;
    } else {
      const time = (BigInt(high) << 32n) | BigInt(low);
      seconds = Number(time / BigInt(second));
      rest = Number(time % BigInt(second));
    }
    if (seconds !== this.#shown) {
      this.#shown = seconds;
      this.#text = new Literal(`${String(seconds).padStart(5)}.`);
    }
    out.literal(this.#text);
    if (this.#nanoseconds) out.fixed(rest, 9);
    else out.fixed(Math.floor(rest / 1000), 6);
    out.byte(58);
    out.byte(32);
  }
}
