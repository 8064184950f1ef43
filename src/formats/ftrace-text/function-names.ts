import { encodeLatin1 } from '../../base/index.ts';
import type { ByteInterner } from './byte-interner.ts';

/** Addresses of functions: a text has none, but analyses know functions by them. */
const base = { high: 0xffff_ffff, low: 0x1000_0000 };
const bytesEach = 16;

/** Bits 32 to 63 of the address made up for every function. */
export const functionHigh = base.high;

/** Bits 0 to 31 of the address made up for a function. */
export function functionLow(id: number): number {
  return base.low + id * bytesEach;
}

/** The functions as kallsyms lists them, each at an address made up for it. */
export function functionSymbols(functions: ByteInterner): Uint8Array {
  const lines: string[] = [];
  for (let id = 0; id < functions.size; id++) {
    const name = /^(\S+)(?: \[([^\]]*)\])?/.exec(functions.text(id));
    if (name === null) continue;
    const address = `${functionHigh.toString(16)}${functionLow(id).toString(16).padStart(8, '0')}`;
    lines.push(`${address} t ${name[1]}${name[2] === undefined ? '' : `\t[${name[2]}]`}\n`);
  }
  return encodeLatin1(lines.join(''));
}
