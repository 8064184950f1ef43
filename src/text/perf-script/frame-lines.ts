import {
  addressIn,
  type FoundSymbol,
  type MemoryMap,
  type Symbolizer,
} from '../../formats/perf-data/index.ts';
import { Literal } from '../output-bytes.ts';
import { field } from './fields.ts';

const digits = 16;

/** Makes the texts of addresses: what perf prints of an address of a call chain, or of a sample alone. */
export class AddressTexts {
  readonly #symbolizer: Symbolizer;
  readonly #fields: number;
  readonly #address = { high: 0, low: 0 };

  constructor(symbolizer: Symbolizer, fields: number) {
    this.#symbolizer = symbolizer;
    this.#fields = fields;
  }

  /** One line of a call chain, with its newline; addresses of files are shown as offsets in them. */
  line(map: MemoryMap | undefined, high: number, low: number): Literal {
    const address = this.#address;
    address.high = high;
    address.low = low;
    if (map !== undefined) addressIn(map, high, low, address);
    let text = '';
    if (this.#fields & field.ip) text += `\t${hex(address.high, address.low)}`;
    return new Literal(`${text}${this.#names(map, address.high, address.low)}\n`);
  }

  /** The address of a sample, as it was recorded, and what is there. */
  single(map: MemoryMap | undefined, high: number, low: number): Literal {
    const address = this.#address;
    address.high = high;
    address.low = low;
    if (map !== undefined) addressIn(map, high, low, address);
    const text = this.#fields & field.ip ? hex(high, low) : '';
    return new Literal(`${text}${this.#names(map, address.high, address.low)}`);
  }

  #names(map: MemoryMap | undefined, high: number, low: number): string {
    let text = '';
    if (this.#fields & field.sym) {
      const symbol = map === undefined ? undefined : this.#symbolizer.find(map, high, low);
      text += ` ${symbol === undefined ? '[unknown]' : nameOf(symbol, high, low, (this.#fields & field.symoff) !== 0)}`;
    }
    if (this.#fields & field.dso) text += ` (${map?.binary.name ?? '[unknown]'})`;
    return text;
  }
}

function nameOf(symbol: FoundSymbol, high: number, low: number, withOffset: boolean): string {
  if (!withOffset) return symbol.name;
  const difference = low - symbol.low;
  const upper = (high - symbol.high - (difference < 0 ? 1 : 0)) >>> 0;
  const lower = (difference >>> 0).toString(16);
  return `${symbol.name}+0x${upper === 0 ? lower : upper.toString(16) + lower.padStart(8, '0')}`;
}

function hex(high: number, low: number): string {
  const text = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
  return text.padStart(digits);
}

/** Texts by address: an open table that grows. */
export class TextTable {
  #high = new Uint32Array(64);
  #low = new Uint32Array(64);
  #texts: (Literal | undefined)[] = new Array(64).fill(undefined);
  #count = 0;

  get(high: number, low: number): Literal | undefined {
    return this.#texts[this.#slotOf(high, low)];
  }

  set(high: number, low: number, text: Literal): void {
    if (this.#count * 2 >= this.#texts.length) this.#grow();
    const slot = this.#slotOf(high, low);
    if (this.#texts[slot] === undefined) this.#count++;
    this.#high[slot] = high;
    this.#low[slot] = low;
    this.#texts[slot] = text;
  }

  /** Where an address is, or where it would go. */
  #slotOf(high: number, low: number): number {
    const mask = this.#texts.length - 1;
    let slot = (Math.imul(low ^ (high << 7), 0x9e37_79b1) >>> 8) & mask;
    while (this.#texts[slot] !== undefined && (this.#low[slot] !== low || this.#high[slot] !== high)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const { length } = this.#texts;
    const texts = this.#texts;
    const high = this.#high;
    const low = this.#low;
    this.#texts = new Array(length * 2).fill(undefined);
    this.#high = new Uint32Array(length * 2);
    this.#low = new Uint32Array(length * 2);
    for (let i = 0; i < length; i++) {
      const text = texts[i];
      if (text === undefined) continue;
      const slot = this.#slotOf(high[i]!, low[i]!);
      this.#high[slot] = high[i]!;
      this.#low[slot] = low[i]!;
      this.#texts[slot] = text;
    }
  }
}
