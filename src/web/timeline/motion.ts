import { type TimeWindow, windowBetween } from './time/window.ts';

/** Milliseconds that a zoom takes at the most. */
const duration = 120;

/** A window on its way to another one. */
export class Motion {
  #from: TimeWindow | undefined;
  #to: TimeWindow | undefined;
  #began = 0;

  /** Where it is going; undefined when it stands still. */
  get target(): TimeWindow | undefined {
    return this.#to;
  }

  start(from: TimeWindow, to: TimeWindow, now: number): void {
    this.#from = from;
    this.#to = to;
    this.#began = now;
  }

  stop(): void {
    this.#from = undefined;
    this.#to = undefined;
  }

  /** Where it is now; undefined when it stands still. */
  at(now: number): TimeWindow | undefined {
    if (this.#from === undefined || this.#to === undefined) return undefined;
    const part = Math.min(Math.max((now - this.#began) / duration, 0), 1);
    const window = windowBetween(this.#from, this.#to, 1 - (1 - part) ** 2);
    if (part >= 1) this.stop();
    return window;
  }
}
