import { actions, categories } from '../blktrace/layout.ts';
import { parseRwbs } from '../blktrace/rwbs.ts';

const newline = 10;
const space = 32;
const plus = 43;
const comma = 44;
const point = 46;
const zero = 48;
const bracket = 91;
const closing = 93;
const mostDigits = 15;

/** Actions by the code of their letter, where lines of them are taken apart here; `UT` is not. */
const actionOf = new Uint8Array(128);
for (const [letter, action] of [
  ['Q', actions.queue],
  ['M', actions.mergeBack],
  ['F', actions.mergeFront],
  ['G', actions.getRequest],
  ['S', actions.sleepRequest],
  ['D', actions.issue],
  ['C', actions.complete],
  ['P', actions.plug],
  ['U', actions.unplug],
  ['I', actions.insert],
  ['B', actions.bounce],
] as const) {
  actionOf[letter.charCodeAt(0)] = action;
}
const queueing = categories.fs | categories.queue;
const categoryOf: Readonly<Record<number, number>> = {
  [actions.issue]: categories.fs | categories.issue,
  [actions.complete]: categories.fs | categories.complete,
  [actions.bounce]: categories.fs,
};

/**
 * Takes the lines apart that most are, straight from their bytes: millions of them are read at a time. What it does not
 * know is left to `parseLine`, which knows all. One object is used for all lines.
 */
export class FastLine {
  device = 0;
  cpu = 0;
  sequence = 0;
  time = 0;
  pid = 0;
  action = 0;
  category = 0;
  sector = 0;
  bytes = 0;
  error = 0;
  /** How many requests were unplugged; -1 where the line does not tell. */
  count = -1;
  /** Where the task's name is; empty where there is none. */
  nameStart = 0;
  nameEnd = 0;

  #text: Uint8Array = new Uint8Array(0);
  #at = 0;
  #end = 0;
  /** Categories by the letters of a request, five bits each; -1 for what are no such letters. */
  readonly #rwbs = new Map<number, number>();

  /** Whether the line `[start, end)` was taken apart. */
  read(text: Uint8Array, start: number, end: number): boolean {
    this.#text = text;
    this.#at = start;
    this.#end = end;
    this.sector = 0;
    this.bytes = 0;
    this.error = 0;
    this.count = -1;
    this.nameStart = 0;
    this.nameEnd = 0;
    return this.#readHead() && this.#readRest();
  }

  #readHead(): boolean {
    const major = this.#number();
    if (major < 0 || major > 0xfff || this.#text[this.#at++] !== comma) return false;
    const minor = this.#number();
    this.cpu = this.#number();
    this.sequence = this.#number();
    const seconds = this.#number();
    if (this.#text[this.#at++] !== point) return false;
    const before = this.#at;
    const nanoseconds = this.#number();
    if (nanoseconds < 0 || this.#at - before !== 9) return false;
    this.pid = this.#number();
    if (minor < 0 || minor > 0xf_ffff || this.cpu < 0 || this.cpu > 0xffff) return false;
    if (this.sequence < 0 || this.sequence > 0xffff_ffff || this.pid < 0 || this.pid > 0x7fff_ffff)
      return false;
    if (seconds < 0 || seconds > 999_999) return false;
    this.device = major * 2 ** 20 + minor;
    this.time = seconds * 1e9 + nanoseconds;
    this.#skipSpaces();
    this.action = actionOf[this.#text[this.#at++]! & 127]!;
    if (this.action === 0 || this.#text[this.#at++] !== space) return false;
    this.#skipSpaces();
    const category = this.#letters();
    this.category = category | (categoryOf[this.action] ?? queueing);
    return category >= 0;
  }

  #readRest(): boolean {
    const text = this.#text;
    const { action } = this;
    if (text[this.#at] !== bracket) {
      if (action === actions.plug || action === actions.unplug) return false;
      this.sector = this.#number();
      if (this.sector < 0 || text[this.#at++] !== space) return false;
      if (text[this.#at] === plus) {
        this.#at += 2;
        const sectors = this.#number();
        if (sectors < 0 || sectors > 0x7f_ffff || text[this.#at++] !== space) return false;
        this.bytes = sectors * 512;
      } else if (action !== actions.complete) return false;
    }
    if (text[this.#at++] !== bracket) return false;
    if (action === actions.complete) {
      // Without a place it is a command that was passed through.
      if (this.sector === 0 && this.bytes === 0) return false;
      this.error = this.#number();
      return (
        this.error >= 0 && this.error <= 0xffff && text[this.#at] === closing && this.#at + 1 === this.#end
      );
    }
    return this.#readName();
  }

  #readName(): boolean {
    const text = this.#text;
    let last = this.#end - 1;
    if (this.action === actions.unplug) {
      while (last > this.#at && text[last]! >= zero && text[last]! <= zero + 9) last--;
      if (text[last] !== space) return false;
      const name = this.#at;
      this.#at = last + 1;
      this.count = this.#number();
      this.#at = name;
      if (this.count < 0 || this.count > 0xffff_ffff) return false;
      last--;
    }
    if (last < this.#at || text[last] !== closing) return false;
    this.nameStart = this.#at;
    this.nameEnd = last;
    return true;
  }

  /** A number behind blanks; -1 where there is none or it is too long. */
  #number(): number {
    this.#skipSpaces();
    const text = this.#text;
    const first = this.#at;
    let at = first;
    let value = 0;
    while (at < this.#end) {
      const digit = text[at]! - zero;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
      at++;
    }
    this.#at = at;
    return at === first || at - first > mostDigits ? -1 : value;
  }

  #skipSpaces(): void {
    while (this.#at < this.#end && this.#text[this.#at] === space) this.#at++;
  }

  /** The categories of the letters of a request, with the blank behind them; -1 where they are none. */
  #letters(): number {
    const first = this.#at;
    let key = 0;
    let at = first;
    for (; at < this.#end && at - first < 6; at++) {
      const letter = this.#text[at]!;
      if (letter < 65 || letter > 90) break;
      key = key * 32 + letter - 64;
    }
    if (at === first || this.#text[at] !== space) return -1;
    this.#at = at + 1;
    const known = this.#rwbs.get(key);
    if (known !== undefined) return known;
    const category = parseRwbs(String.fromCharCode(...this.#text.subarray(first, at))) ?? -1;
    this.#rwbs.set(key, category);
    return category;
  }
}

/** Where a line ends: at its newline, or at the end of the text. */
export function lineEnd(text: Uint8Array, start: number): number {
  const found = text.indexOf(newline, start);
  return found < 0 ? text.length : found;
}
