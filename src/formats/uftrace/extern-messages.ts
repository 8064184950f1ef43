import type { UftraceClock } from './clock.ts';

const longestMessage = 1023;

/** The messages of `extern.dat`, that somebody else wrote next to the recording: lines of a time and a text. */
export class ExternMessages {
  time = 0;
  message = '';
  readonly #lines: readonly string[];
  readonly #clock: UftraceClock;
  #next = 0;
  #valid = false;

  constructor(text: string, clock: UftraceClock) {
    this.#lines = text.split('\n');
    this.#clock = clock;
  }

  /** Goes to the next message of a wanted time unless there is one that was not consumed; false at the end. */
  peek(isWanted: (time: number) => boolean = () => true): boolean {
    while (!this.#valid && this.#next < this.#lines.length) {
      const match = /^\s*(\d{1,12})(?:\.(\d{1,18}))?[^\t ]*[\t ]\s*(.+)$/.exec(this.#lines[this.#next++]!);
      if (match === null) continue;
      const fraction = (match[2] ?? '').padEnd(9, '0').slice(0, 9);
      this.time = this.#clock.atNanoseconds(BigInt(match[1]!) * 1_000_000_000n + BigInt(fraction));
      if (!isWanted(this.time)) continue;
      this.message = match[3]!.slice(0, longestMessage);
      this.#valid = true;
    }
    return this.#valid;
  }

  consume(): void {
    this.#valid = false;
  }
}
