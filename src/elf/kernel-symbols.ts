import { decodeLatin1, FormatError } from '../base/index.ts';
import type { NamedAddress } from './code.ts';
import type { ElfFile } from './elf-file.ts';
import { segmentTypes } from './segments.ts';

const line = /^([0-9a-f]{1,16}) ([A-Za-z]) ([^\s\t]+)$/;
const beginning = '_text';

/**
 * The symbols of a kernel image by the addresses that it is linked at, from the text of /proc/kallsyms of a kernel that
 * ran: the distance by which KASLR moved it is taken off. Modules are left out. A size reaches to the next symbol.
 */
export function kernelSymbols(kallsyms: Uint8Array, file: ElfFile): readonly NamedAddress[] {
  const moved: { readonly name: string; readonly at: bigint; readonly isCode: boolean }[] = [];
  for (const text of decodeLatin1(kallsyms).split('\n')) {
    const [, digits, type, name] = line.exec(text) ?? [];
    // Absolute symbols are numbers, or offsets within the memory of a CPU.
    if (name !== undefined && !/[aA]/.test(type!))
      moved.push({ name, at: BigInt(`0x${digits}`), isCode: /[tTwW]/.test(type!) });
  }
  const slide = slideOf(moved, file);
  moved.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return moved.map(({ name, at, isCode }, index) => {
    let next = index + 1;
    while (next < moved.length && moved[next]!.at === at) next++;
    const size = next < moved.length ? moved[next]!.at - at : 0n;
    return { name, address: at - slide, size, section: undefined, isCode };
  });
}

function slideOf(
  moved: readonly { readonly name: string; readonly at: bigint }[],
  { segments }: ElfFile,
): bigint {
  const ran = moved.find(({ name }) => name === beginning)?.at;
  if (ran === undefined || ran === 0n)
    throw new FormatError('kallsyms', undefined, `the address of ${beginning}`, 'none');
  const linked = segments.find(({ type }) => type === segmentTypes.load)?.address;
  if (linked === undefined) throw new FormatError('elf', undefined, 'a segment that is loaded', 'none');
  return ran - linked;
}
