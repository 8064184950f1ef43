import { decodeUtf8 } from '../../base/index.ts';
import { demangle } from './demangle.ts';

/** Kinds of symbols that matter here: the letters of the files. */
export const pltSymbol = 0x50; // 'P'
const unknownSymbol = 0x3f; // '?'
const knownTypes = new Set([...'?TtwPKDdvu'].map(letter => letter.charCodeAt(0)));
const endMarks = new Set(['__sym_end', '__dynsym_end', '__func_end']);

const newline = 10;
const tab = 9;
const space = 32;

/**
 * The symbols of one program, library or kernel, by address.
 *
 * Addresses are signed: those of a 64-bit kernel are negative (`ffffffff81000000` is -0x7f000000), so that
 * doubles hold them exactly.
 */
export class SymbolTable {
  readonly count: number;
  readonly #bytes: Uint8Array;
  readonly #address: Float64Array;
  readonly #size: Float64Array;
  readonly #type: Uint8Array;
  readonly #nameStart: Uint32Array;
  readonly #nameEnd: Uint32Array;
  readonly #names: (string | undefined)[] = [];

  constructor(bytes: Uint8Array, columns: SymbolColumns) {
    const order = columns.order();
    this.count = order.length;
    this.#bytes = bytes;
    const { count } = this;
    this.#address = new Float64Array(count);
    this.#size = new Float64Array(count);
    this.#type = new Uint8Array(count);
    this.#nameStart = new Uint32Array(count);
    this.#nameEnd = new Uint32Array(count);
    for (let at = 0; at < count; at++) {
      const row = order[at]!;
      const address = columns.address[row]!;
      const size = columns.size[row]!;
      this.#address[at] = address;
      // A size that wraps around the end of the address space covers nothing.
      this.#size[at] = address < 0 && address + size >= 0 ? 0 : size;
      this.#type[at] = columns.type[row]!;
      this.#nameStart[at] = columns.nameStart[row]!;
      this.#nameEnd[at] = columns.nameEnd[row]!;
    }
  }

  /** The symbol that covers `address`, or -1. */
  find(address: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const start = this.#address[middle]!;
      if (start > address) high = middle;
      else if (address < start + this.#size[middle]!) return middle;
      else low = middle + 1;
    }
    return -1;
  }

  address(symbol: number): number {
    return this.#address[symbol]!;
  }

  size(symbol: number): number {
    return this.#size[symbol]!;
  }

  isPlt(symbol: number): boolean {
    return this.#type[symbol] === pltSymbol;
  }

  /** The kernel module of a symbol of kallsyms (`ext4` of `ext4_open\t[ext4]`); empty for the kernel itself. */
  module(symbol: number): string {
    const bytes = this.#bytes;
    let at = this.#nameEnd[symbol]!;
    if (bytes[at] !== tab || bytes[at + 1] !== 0x5b) return '';
    const start = at + 2;
    for (at = start; at < bytes.length && bytes[at] !== 0x5d && bytes[at] !== newline; at++);
    return decodeUtf8(bytes.subarray(start, at));
  }

  /** The name as a reader of C++ expects it: without arguments and template arguments. */
  name(symbol: number): string {
    const known = this.#names[symbol];
    if (known !== undefined) return known;
    const raw = decodeUtf8(this.#bytes.subarray(this.#nameStart[symbol]!, this.#nameEnd[symbol]!));
    const name = demangle(raw);
    this.#names[symbol] = name;
    return name;
  }
}

/** Symbols while they are read, in the order of the file. */
class SymbolColumns {
  count = 0;
  address = new Float64Array(4096);
  size = new Float64Array(4096);
  type = new Uint8Array(4096);
  nameStart = new Uint32Array(4096);
  nameEnd = new Uint32Array(4096);

  push(address: number, size: number, type: number, nameStart: number, nameEnd: number): void {
    if (this.count === this.address.length) this.#grow();
    const row = this.count++;
    this.address[row] = address;
    this.size[row] = size;
    this.type[row] = type;
    this.nameStart[row] = nameStart;
    this.nameEnd[row] = nameEnd;
  }

  /** Rows by address; equal addresses stay as they came. */
  order(): Uint32Array {
    const rows = new Uint32Array(this.count);
    let sorted = true;
    for (let row = 0; row < this.count; row++) {
      rows[row] = row;
      if (row > 0 && this.address[row]! < this.address[row - 1]!) sorted = false;
    }
    return sorted ? rows : rows.sort((a, b) => this.address[a]! - this.address[b]! || a - b);
  }

  #grow(): void {
    const wider = <T extends Float64Array | Uint8Array | Uint32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    const length = this.address.length * 2;
    this.address = wider(this.address, new Float64Array(length));
    this.size = wider(this.size, new Float64Array(length));
    this.type = wider(this.type, new Uint8Array(length));
    this.nameStart = wider(this.nameStart, new Uint32Array(length));
    this.nameEnd = wider(this.nameEnd, new Uint32Array(length));
  }
}

/**
 * Reads a `NAME.sym` or `kallsyms`: lines of address, since uftrace 0.14 a size, a type and a name.
 * Lines that are none are skipped. A symbol without a size reaches to the next one.
 */
export function parseSymbols(bytes: Uint8Array): SymbolTable {
  const columns = new SymbolColumns();
  let lastAddress = Number.NaN;
  let lastType = 0;
  let at = 0;
  while (at < bytes.length) {
    let end = bytes.indexOf(newline, at);
    if (end < 0) end = bytes.length;
    const line = at;
    at = end + 1;
    const digits = hexDigits(bytes, line, end);
    if (digits === 0 || digits > 16 || bytes[line + digits] !== space) continue;
    const address = hexValue(bytes, line, digits);
    let typeAt = line + digits + 1;
    let size = 0;
    if (isDigit(bytes[typeAt])) {
      const sizeDigits = hexDigits(bytes, typeAt, end);
      size = hexValue(bytes, typeAt, sizeDigits);
      typeAt += sizeDigits + 1;
      if (bytes[typeAt - 1] !== space) continue;
    }
    const type = bytes[typeAt]!;
    if (typeAt + 2 > end || bytes[typeAt + 1] !== space) continue;
    const nameStart = typeAt + 2;
    const module = bytes.subarray(nameStart, end).indexOf(tab);
    const nameEnd = module < 0 ? end : nameStart + module;
    const last = columns.count - 1;
    if (address === lastAddress && type === lastType) {
      if (last >= 0 && isBetterAlias(bytes, columns, last, nameStart, nameEnd)) {
        columns.nameStart[last] = nameStart;
        columns.nameEnd[last] = nameEnd;
      }
      continue;
    }
    if (!knownTypes.has(type)) continue;
    lastAddress = address;
    lastType = type;
    if (last >= 0 && columns.size[last] === 0) columns.size[last] = wrap32(address - columns.address[last]!);
    if (type === unknownSymbol || isEndMark(bytes, nameStart, nameEnd)) continue;
    columns.push(address, size, type, nameStart, nameEnd);
  }
  return new SymbolTable(bytes, columns);
}

// Several names share an address: of the wrappers of a system call, the 64-bit one is the one that runs.
function isBetterAlias(
  bytes: Uint8Array,
  columns: SymbolColumns,
  row: number,
  start: number,
  end: number,
): boolean {
  const known = decodeUtf8(bytes.subarray(columns.nameStart[row]!, columns.nameEnd[row]!));
  const other = decodeUtf8(bytes.subarray(start, end));
  return (
    (known.startsWith('SyS_') && other.startsWith('sys_') && known.slice(4) === other.slice(4)) ||
    (known.startsWith('__ia32') && other.startsWith('__x64') && known.slice(6) === other.slice(5))
  );
}

function isEndMark(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > 12 || bytes[start] !== 0x5f) return false;
  return endMarks.has(decodeUtf8(bytes.subarray(start, end)));
}

// Sizes are 32-bit numbers in uftrace, so a gap of 4 GiB or a step back wraps.
function wrap32(difference: number): number {
  const rest = difference % 4294967296;
  return rest < 0 ? rest + 4294967296 : rest;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 97 && byte <= 102) return byte - 87;
  return byte >= 65 && byte <= 70 ? byte - 55 : -1;
}

function hexDigits(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && hexDigit(bytes[at]) >= 0) at++;
  return at - start;
}

function hexValue(bytes: Uint8Array, start: number, digits: number): number {
  let high = 0;
  let low = 0;
  for (let at = start; at < start + digits; at++) {
    const digit = hexDigit(bytes[at]);
    if (at < start + digits - 8) high = high * 16 + digit;
    else low = low * 16 + digit;
  }
  return (high >= 0x8000_0000 ? high - 4294967296 : high) * 4294967296 + low;
}
