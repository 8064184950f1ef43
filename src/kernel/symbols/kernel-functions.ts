import { decodeLatin1 } from '../../base/index.ts';

const newline = 10;
const space = 32;
const bracket = 0x5b;
const bracketEnd = 0x5d;
/** Types of symbols that are code; of the others only where they start is of use. */
const codeTypes = new Set([...'tTwW'].map(letter => letter.charCodeAt(0)));
/** Absolute symbols are numbers, not places. */
const absoluteTypes = new Set([...'aA'].map(letter => letter.charCodeAt(0)));
const noCode = -1;

/**
 * The kernel's functions by address, from the text of /proc/kallsyms in whatever order it is: the kernel lists the
 * symbols of a module by a hash, so that neighbours in the text are none in memory. Parsed at the first question.
 *
 * Addresses are signed 64-bit numbers (`ffffffff81000000` is -0x7f000000), so that doubles hold them exactly.
 */
export class KernelFunctions {
  readonly #text: Uint8Array;
  #addresses: Float64Array = new Float64Array(0);
  // Where the names begin; -1 for what is no code and only ends the function before it.
  #names: Int32Array = new Int32Array(0);
  #parsed = false;

  constructor(text: Uint8Array) {
    this.#text = text;
  }

  /**
   * The function that `address` is in: the last one that starts at or before it, unless data starts in between.
   * Of several names at one address it is the one that the kernel itself prints, the first, but the entry of a system
   * call goes before the names that it shares its code with. -1 where there is none.
   */
  find(address: number): number {
    this.#parse();
    const addresses = this.#addresses;
    let low = 0;
    let high = addresses.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (addresses[middle]! <= address) low = middle + 1;
      else high = middle;
    }
    const found = low - 1;
    if (found < 0 || this.#names[found] === noCode) return -1;
    // The upper half of the address space does not reach into the lower one.
    return address >= 0 && addresses[found]! < 0 ? -1 : found;
  }

  /** Where a function starts. */
  address(found: number): number {
    return this.#addresses[found]!;
  }

  name(found: number): string {
    const start = this.#names[found]!;
    return decodeLatin1(this.#text.subarray(start, wordEnd(this.#text, start)));
  }

  /** The module of a function (`ext4` of `ext4_open\t[ext4]`); empty for the kernel image. */
  module(found: number): string {
    const text = this.#text;
    let at = wordEnd(text, this.#names[found]!);
    if (text[at + 1] !== bracket) return '';
    const start = at + 2;
    for (at = start; at < text.length && text[at] !== bracketEnd && text[at] !== newline; at++);
    return decodeLatin1(text.subarray(start, at));
  }

  #parse(): void {
    if (this.#parsed) return;
    this.#parsed = true;
    const text = this.#text;
    let capacity = Math.max(64, Math.ceil(text.length / 32));
    let addresses = new Float64Array(capacity);
    let names = new Int32Array(capacity);
    let count = 0;
    for (let line = 0; line < text.length; ) {
      let end = text.indexOf(newline, line);
      if (end < 0) end = text.length;
      const digits = hexDigits(text, line, end);
      const type = text[line + digits + 1] ?? newline;
      const name = line + digits + 3;
      const isSymbol = digits > 0 && digits <= 16 && text[name - 1] === space && name < end;
      if (isSymbol && text[line + digits] === space && !absoluteTypes.has(type)) {
        if (count === capacity) {
          capacity *= 2;
          const [moreAddresses, moreNames] = [new Float64Array(capacity), new Int32Array(capacity)];
          moreAddresses.set(addresses);
          moreNames.set(names);
          [addresses, names] = [moreAddresses, moreNames];
        }
        addresses[count] = signedHex(text, line, digits);
        names[count++] = codeTypes.has(type) ? name : noCode;
      }
      line = end + 1;
    }
    this.#sort(addresses, names, count);
  }

  #sort(addresses: Float64Array, names: Int32Array, count: number): void {
    const order = new Uint32Array(count);
    let sorted = true;
    for (let row = 0; row < count; row++) {
      order[row] = row;
      if (row > 0 && addresses[row]! < addresses[row - 1]!) sorted = false;
    }
    if (!sorted) order.sort((a, b) => addresses[a]! - addresses[b]! || a - b);
    let kept = 0;
    const starts = new Float64Array(count);
    const chosen = new Int32Array(count);
    for (const row of order) {
      const address = addresses[row]!;
      if (kept > 0 && starts[kept - 1] === address) {
        if (this.#isBetter(names[row]!, chosen[kept - 1]!)) chosen[kept - 1] = names[row]!;
        continue;
      }
      starts[kept] = address;
      chosen[kept++] = names[row]!;
    }
    this.#addresses = starts.subarray(0, kept);
    this.#names = chosen.subarray(0, kept);
  }

  #isBetter(name: number, known: number): boolean {
    if (name === noCode) return false;
    return known === noCode || (this.#isEntry(name) && !this.#isEntry(known));
  }

  // `__x64_sys_…` and `__arm64_sys_…`; `__ia32_sys_…`, of 32-bit programs, shares code with them.
  #isEntry(name: number): boolean {
    const text = this.#text;
    if (text[name] !== 0x5f || text[name + 1] !== 0x5f) return false;
    const start = decodeLatin1(text.subarray(name, name + 12));
    return start.startsWith('__x64_sys_') || start.startsWith('__arm64_sys_');
  }
}

function wordEnd(text: Uint8Array, start: number): number {
  let end = start;
  while (end < text.length && text[end]! > space) end++;
  return end;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = byte | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function hexDigits(text: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && hexDigit(text[at]!) >= 0) at++;
  return at - start;
}

function signedHex(text: Uint8Array, start: number, digits: number): number {
  let high = 0;
  let low = 0;
  for (let at = start; at < start + digits; at++) {
    if (at < start + digits - 8) high = high * 16 + hexDigit(text[at]!);
    else low = low * 16 + hexDigit(text[at]!);
  }
  return (high | 0) * 4294967296 + low;
}
