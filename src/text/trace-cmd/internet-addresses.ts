import type { OutputBytes } from '../output-bytes.ts';

type ByteAt = (index: number) => number;

/** `192.168.1.1`, or `192.168.001.001` with zeros. */
export function printIp4(out: OutputBytes, byte: ByteAt, zeros: boolean, reverse: boolean): void {
  for (let i = 0; i < 4; i++) {
    if (i > 0) out.byte(46);
    out.fixed(byte(reverse ? 3 - i : i), zeros ? 3 : 1);
  }
}

/** All 32 digits, with colons or without. */
export function printIp6(out: OutputBytes, byte: ByteAt, colons: boolean): void {
  for (let i = 0; i < 16; i += 2) {
    out.hex((byte(i) << 8) | byte(i + 1), 4);
    if (colons && i < 14) out.byte(58);
  }
}

/** The short form (`%pI6c`): the longest run of zeros is `::`, mapped and ISATAP addresses end as IPv4. */
export function printIp6Compressed(out: OutputBytes, byte: ByteAt): void {
  const word = (index: number): number => (byte(index * 2) << 8) | byte(index * 2 + 1);
  const zeroTo = (end: number): boolean => {
    for (let i = 0; i < end; i++) if (word(i) !== 0) return false;
    return true;
  };
  const mapped = zeroTo(5) && word(5) === 0xffff;
  const isatap = (word(4) | 0x0200) === 0x0200 && word(5) === 0x5efe;
  const words = mapped || isatap ? 6 : 8;
  let longest = 1;
  let from = -1;
  for (let i = 0; i < words; i++) {
    let run = 0;
    while (i + run < words && word(i + run) === 0) run++;
    if (run > longest) {
      longest = run;
      from = i;
    }
  }
  let colon = false;
  for (let i = 0; i < words; i++) {
    if (i === from) {
      if (colon || i === 0) out.byte(58);
      out.byte(58);
      colon = false;
      i += longest - 1;
      continue;
    }
    if (colon) out.byte(58);
    out.hex(word(i));
    colon = true;
  }
  if (words === 6) {
    if (colon) out.byte(58);
    printIp4(out, i => byte(12 + i), false, false);
  }
}
