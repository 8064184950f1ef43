import type { OutputBytes } from '../output-bytes.ts';

/** A bitmask as the kernel prints it: hexadecimal, most significant first, a comma every 32 bits. */
export function printBitmask(out: OutputBytes, bytes: Uint8Array, littleEndian: boolean): void {
  const count = bytes.length;
  for (let i = count - 1; i >= 0; i--) {
    out.hex(bytes[littleEndian ? i : count - 1 - i]!, 2);
    if (i > 0 && i % 4 === 0) out.byte(44);
  }
}

/** The set bits of a mask as a list: `0-3,5`. */
export function printCpuList(out: OutputBytes, bytes: Uint8Array, littleEndian: boolean): void {
  const count = bytes.length;
  const isSet = (bit: number): boolean => {
    const index = bit >> 3;
    return (bytes[littleEndian ? index : count - 1 - index]! & (1 << (bit & 7))) !== 0;
  };
  let first = true;
  for (let bit = 0; bit < count * 8; bit++) {
    if (!isSet(bit)) continue;
    const from = bit;
    while (bit + 1 < count * 8 && isSet(bit + 1)) bit++;
    if (!first) out.byte(44);
    first = false;
    out.decimal(from);
    if (bit > from) {
      out.byte(45);
      out.decimal(bit);
    }
  }
}
