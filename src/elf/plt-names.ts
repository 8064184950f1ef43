import type { NamedAddress } from './code.ts';
import type { ElfFile } from './elf-file.ts';
import { relocationsIn } from './relocations.ts';
import { isInFile, type Section, sectionTypes } from './sections.ts';

const x8664 = 62;
const arm64 = 183;
const page = 0xfffn;

/**
 * Names for the stubs through which a program calls libraries, as `printf@plt`. No symbol stands there: a stub jumps to
 * where a slot points, and the relocation of the slot says which function the loader puts there.
 */
export function stubNames(file: ElfFile): readonly NamedAddress[] {
  const slots = new Map<bigint, string>();
  for (const section of file.sections)
    if (section.type === sectionTypes.rela && (section.flags & 2n) !== 0n)
      for (const { offset, symbol } of relocationsIn(file, section))
        if (symbol.name !== '') slots.set(offset, symbol.name);
  if (slots.size === 0) return [];
  const stubs = file.sections.filter(section => section.name.startsWith('.plt') && isInFile(section));
  return stubs.flatMap(section => stubsIn(file, section, slots));
}

function stubsIn(
  file: ElfFile,
  section: Section,
  slots: ReadonlyMap<bigint, string>,
): readonly NamedAddress[] {
  const step = section.name === '.plt.got' && file.header.machine === x8664 ? 8 : 16;
  const { start, end } = file.elf.inside(section.offset, section.size);
  // The first stub of arm64's table, which finds functions, is twice as long.
  const first = section.name === '.plt' && file.header.machine === arm64 ? 32 : 0;
  const names: NamedAddress[] = [];
  for (let at = start + first; at + step <= end; at += step) {
    const address = section.address + BigInt(at - start);
    const slot = slotOf(file, at, step, address);
    const name = slot === undefined ? undefined : slots.get(slot);
    if (name !== undefined)
      names.push({ name: `${name}@plt`, address, size: BigInt(step), section: undefined, isCode: true });
  }
  return names;
}

function slotOf(file: ElfFile, at: number, step: number, address: bigint): bigint | undefined {
  if (file.header.machine === x8664) return slotOfX86(file, at, step, address);
  return file.header.machine === arm64 && file.elf.little ? slotOfArm64(file, at, address) : undefined;
}

/** `jmp *slot(%rip)`: ff 25 and the distance from the next instruction. */
function slotOfX86({ elf }: ElfFile, at: number, step: number, address: bigint): bigint | undefined {
  for (let place = 0; place + 6 <= step; place++)
    if (elf.u8(at + place) === 0xff && elf.u8(at + place + 1) === 0x25)
      return address + BigInt(place + 6 + (elf.u32(at + place + 2) | 0));
  return undefined;
}

/** `adrp x16, page; ldr x17, [x16, #offset]`, perhaps after `bti c`. */
function slotOfArm64({ elf }: ElfFile, at: number, address: bigint): bigint | undefined {
  for (const place of [0, 4]) {
    const [adrp, ldr] = [elf.u32(at + place), elf.u32(at + place + 4)];
    if ((adrp & 0x9f00001f) >>> 0 !== 0x90000010 || (ldr & 0xffc003ff) >>> 0 !== 0xf9400211) continue;
    const pages = BigInt.asIntN(21, BigInt((((adrp >>> 5) & 0x7ffff) << 2) | ((adrp >>> 29) & 3)));
    return ((address + BigInt(place)) & ~page) + pages * 4096n + BigInt(((ldr >>> 10) & 0xfff) * 8);
  }
  return undefined;
}
