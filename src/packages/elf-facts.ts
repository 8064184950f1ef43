import { closeSync, openSync, readSync } from 'node:fs';
import type { GuestArch } from './tool.ts';

export interface ElfFacts {
  readonly arch: GuestArch | 'other';
  /** Needs no loader and no library. */
  readonly isStatic: boolean;
}

const machines: Readonly<Record<number, GuestArch>> = { 62: 'x86_64', 183: 'arm64' };
const PT_INTERP = 3;

/** What the header of a 64-bit little-endian ELF program says; undefined for anything else. */
export function readElfFacts(path: string): ElfFacts | undefined {
  const bytes = new Uint8Array(4096);
  let length: number;
  try {
    const file = openSync(path, 'r');
    try {
      length = readSync(file, bytes, 0, bytes.length, 0);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  return parseElfFacts(bytes.subarray(0, length));
}

/** The same from the first bytes of the file; undefined too when the program headers lie beyond them. */
export function parseElfFacts(bytes: Uint8Array): ElfFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 64 || view.getUint32(0) !== 0x7f454c46) return undefined;
  if (bytes[4] !== 2 || bytes[5] !== 1) return undefined;
  const start = view.getUint32(32, true);
  const size = view.getUint16(54, true);
  const count = view.getUint16(56, true);
  if (view.getUint32(36, true) !== 0 || size < 56 || start + size * count > bytes.length) return undefined;
  let isStatic = true;
  for (let index = 0; index < count; index++) {
    if (view.getUint32(start + index * size, true) === PT_INTERP) isStatic = false;
  }
  return { arch: machines[view.getUint16(18, true)] ?? 'other', isStatic };
}
