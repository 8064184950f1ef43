import type { AddressNames, Code } from './code.ts';
import type { Relocation } from './relocations.ts';

/** One instruction of a disassembly. */
export interface Instruction {
  readonly address: bigint;
  /** As the file has them, two digits a byte: `48 89 e5`. */
  readonly bytes: string;
  readonly text: string;
  /** What it calls, jumps to or speaks of, where that has a name. */
  readonly target: string | undefined;
}

const printed = /^\s*([0-9a-f]+):\t((?:[0-9a-f]{2,8} ?)+)\s*(?:\t(.*))?$/;
const leading = /^0x([0-9a-f]+)$/;
const spokenOf = /# 0x([0-9a-f]+)$/;
// Six digits and more are rarely anything but an address, where they are exactly that of a symbol.
const immediate = /\$0x([0-9a-f]{6,})\b/;
const branches =
  /^(?:(?:bnd |notrack |data16 |rex\.W )*(?:j\w+|call\w*|loop\w*|xbegin)|bl?|b\.\w+|cbn?z|tbn?z|adrp?)$/;

/** Reads what `objdump -D -w` printed of the code, and gives addresses their names. */
export function readDisassembly(
  printedText: string,
  code: Code,
  names: AddressNames,
  relocations: readonly Relocation[],
): readonly Instruction[] {
  const instructions: Instruction[] = [];
  let next = 0;
  for (const line of printedText.split('\n')) {
    const [, digits, bytes, rest = ''] = printed.exec(line) ?? [];
    if (digits === undefined) continue;
    const address = BigInt(`0x${digits}`);
    const packed = bytes!.trim();
    const end = address + BigInt(packed.replaceAll(' ', '').length / 2);
    const text = rest.replace(/\s+/g, ' ').trim();
    while (next < relocations.length && relocations[next]!.offset < address) next++;
    const moved: Relocation[] = [];
    while (next < relocations.length && relocations[next]!.offset < end) moved.push(relocations[next++]!);
    const target =
      moved.length > 0
        ? moved.map(relocation => relocatedName(relocation, end, code)).join(', ')
        : targetOf(text, names);
    instructions.push({ address, bytes: packed, text, target });
  }
  return instructions;
}

function targetOf(text: string, names: AddressNames): string | undefined {
  const spoken = spokenOf.exec(text)?.[1];
  if (spoken !== undefined) return names.nameOf(BigInt(`0x${spoken}`));
  const given = immediate.exec(text)?.[1];
  const named = given === undefined ? undefined : names.nameOf(BigInt(`0x${given}`));
  if (named !== undefined) return named.includes('+0x') ? undefined : named;
  const space = text.lastIndexOf(' ');
  const operation = text.split(' ').filter(word => !/^(?:bnd|notrack|data16|rex\.W)$/.test(word))[0] ?? '';
  const digits = leading.exec(text.slice(space + 1))?.[1];
  if (digits === undefined || !branches.test(operation)) return undefined;
  return names.nameOf(BigInt(`0x${digits}`));
}

/** Relocations of x86-64 that count from the end of the instruction: R_X86_64_PC32, PLT32, GOTPCREL and its relatives. */
const fromEnd = new Set([2, 4, 9, 41, 42]);

function relocatedName({ symbol, addend, type, offset }: Relocation, end: bigint, code: Code): string {
  const name = symbol.name === '' ? `section ${symbol.section}` : symbol.name;
  const distance = code.isX86 && fromEnd.has(type) ? addend + (end - offset) : addend;
  if (distance === 0n) return name;
  return distance > 0n ? `${name}+0x${distance.toString(16)}` : `${name}-0x${(-distance).toString(16)}`;
}
