import { hashBytes, hashText, isTextAt } from './table-text.ts';

const chunk = 4096;

/** Names that stay where they are in a table's bytes, found by hash. A name may stand there more than once. */
export class NameIndex {
  private readonly bytes: Uint8Array;
  private starts = new Uint32Array(chunk);
  private ends = new Uint32Array(chunk);
  private slots = new Int32Array(0);
  length = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Adds the name `[start, end)`; its number is `length` before. */
  add(start: number, end: number): void {
    if (this.length === this.starts.length) {
      this.starts = grow(this.starts);
      this.ends = grow(this.ends);
    }
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length++;
  }

  /** Makes the index; call once, after the last `add`. */
  finish(): void {
    let size = 16;
    while (size < this.length * 2) size *= 2;
    this.slots = new Int32Array(size).fill(-1);
    for (let number = 0; number < this.length; number++) {
      let slot = hashBytes(this.bytes, this.starts[number]!, this.ends[number]!) & (size - 1);
      while (this.slots[slot] !== -1) slot = (slot + 1) & (size - 1);
      this.slots[slot] = number;
    }
  }

  /** The numbers of all entries with this name, in the table's order. */
  find(name: string): readonly number[] {
    const found: number[] = [];
    const mask = this.slots.length - 1;
    for (let slot = hashText(name) & mask; this.slots[slot] !== -1; slot = (slot + 1) & mask) {
      const number = this.slots[slot]!;
      if (isTextAt(this.bytes, this.starts[number]!, this.ends[number]!, name)) found.push(number);
    }
    return found;
  }

  startOf(number: number): number {
    return this.starts[number]!;
  }
}

/** A longer copy of a growing array. */
export function grow(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(array.length * 2);
  longer.set(array);
  return longer;
}
