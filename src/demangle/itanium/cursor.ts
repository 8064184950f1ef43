import { fail } from '../not-mangled.ts';

/** Largest count in a name: those of the reference are 32-bit. */
const most = 2 ** 31 - 1;

/** Reads a mangled name from left to right. */
export class Cursor {
  readonly text: string;
  at: number;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  /** The character `ahead` places behind the next one; empty behind the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  next(): string {
    return this.text.charAt(this.at++);
  }

  /** Whether `text` comes next; it is skipped then. */
  take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  require(text: string): void {
    if (!this.take(text)) fail();
  }

  get isDigit(): boolean {
    return isDigit(this.peek());
  }

  /** A number, negative behind an `n`; 0 where there is none. */
  number(): number {
    const negative = this.take('n');
    let value = 0;
    while (this.isDigit) {
      value = value * 10 + Number(this.next());
      if (value > most) fail();
    }
    return negative ? -value : value;
  }

  /** `_` is 0, `0_` is 1 and so on. */
  compactNumber(): number {
    if (this.take('_')) return 0;
    if (this.peek() === 'n') fail();
    const number = this.number() + 1;
    this.require('_');
    return number;
  }

  /** The next `length` characters. */
  characters(length: number): string {
    const start = this.at;
    if (start + length > this.text.length) fail();
    this.at += length;
    return this.text.slice(start, this.at);
  }
}

export function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}

export function isLower(character: string): boolean {
  return character >= 'a' && character <= 'z';
}

export function isUpper(character: string): boolean {
  return character >= 'A' && character <= 'Z';
}
