import { decodeLatin1 } from '../../base/index.ts';

/** A hash of bytes, four at a time: multiplying takes longer than reading. */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = (0x811c9dc5 ^ (to - from)) | 0;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = Math.imul(hash ^ word, 0x9e37_79b1);
    hash ^= hash >>> 15;
  }
  for (; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
  return hash;
}

/** Gives equal stretches of bytes the same small number, without a string each. */
export class ByteInterner {
  /** An open hash table of pairs: a number and one (0 is an empty slot), and the hash of its bytes. */
  #slots = new Int32Array(2 * 1024);
  #pool = new Uint8Array(1 << 14);
  /** Where the bytes of each number end in the pool; those of the next begin there. */
  #ends = new Uint32Array(256);
  #size = 0;
  readonly #most: number;

  /** At most so many different ones are kept; a stranger's file must not fill the memory with names. */
  constructor(most = 1 << 20) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** The number of these bytes: from 0 on, in the order of their first appearance; -1 where there are too many. */
  intern(bytes: Uint8Array, from: number, to: number): number {
    return this.internHashed(bytes, from, to, hashOf(bytes, from, to));
  }

  /** As `intern`, where their `hashOf` is known. */
  internHashed(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 2;
    for (let slot = firstSlot(hash) & mask; ; slot = (slot + 2) & mask) {
      const id = slots[slot]! - 1;
      if (id < 0) return this.#add(bytes, from, to, hash, slot);
      if (slots[slot + 1] === hash && this.#equals(id, bytes, from, to)) return id;
    }
  }

  /** The bytes as Latin-1 text. */
  text(id: number): string {
    return decodeLatin1(this.#pool.subarray(this.#start(id), this.#ends[id]));
  }

  #start(id: number): number {
    return id === 0 ? 0 : this.#ends[id - 1]!;
  }

  #equals(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#start(id);
    const length = to - from;
    if (this.#ends[id]! - start !== length) return false;
    const pool = this.#pool;
    for (let i = 0; i < length; i++) if (pool[start + i] !== bytes[from + i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const id = this.#size;
    if (id >= this.#most) return -1;
    const start = id === 0 ? 0 : this.#ends[id - 1]!;
    const end = start + to - from;
    if (end > this.#pool.length) {
      const wider = new Uint8Array(Math.max(end, this.#pool.length * 2));
      wider.set(this.#pool);
      this.#pool = wider;
    }
    if (id === this.#ends.length) {
      const wider = new Uint32Array(id * 2);
      wider.set(this.#ends);
      this.#ends = wider;
    }
    this.#pool.set(bytes.subarray(from, to), start);
    this.#ends[id] = end;
    this.#size++;
    this.#slots[slot] = id + 1;
    this.#slots[slot + 1] = hash;
    if (id * 4 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i] === 0) continue;
      const hash = old[i + 1]!;
      let slot = firstSlot(hash) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = old[i]!;
      slots[slot + 1] = hash;
    }
    this.#slots = slots;
  }
}

/** The pair to look at first: upper bits of a hash have a say in the lower ones. */
function firstSlot(hash: number): number {
  return (hash ^ (hash >>> 15)) << 1;
}
