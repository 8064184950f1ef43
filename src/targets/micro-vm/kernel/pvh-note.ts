const noteSegment = 4;
const physicalEntry = 18;
const mostHeaders = 1000;

/**
 * Whether QEMU can start this x86-64 ELF file at once: it has the note XEN_ELFNOTE_PHYS32_ENTRY, which a kernel built
 * with CONFIG_PVH has (include/xen/interface/elfnote.h). False for whatever is no such file.
 */
export function hasPvhNote(elf: Uint8Array): boolean {
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  if (elf.length < 64 || view.getUint16(18, true) !== 62) return false;
  const table = Number(view.getBigUint64(32, true));
  const entrySize = view.getUint16(54, true);
  const count = Math.min(view.getUint16(56, true), mostHeaders);
  for (let index = 0; index < count; index++) {
    const at = table + index * entrySize;
    if (entrySize < 56 || at + 56 > elf.length) return false;
    if (view.getUint32(at, true) !== noteSegment) continue;
    const start = Number(view.getBigUint64(at + 8, true));
    const end = Math.min(elf.length, start + Number(view.getBigUint64(at + 32, true)));
    if (hasNote(view, start, end)) return true;
  }
  return false;
}

/** Notes stand one after the other: lengths of name and content, a type, then both, each to a multiple of four bytes. */
function hasNote(view: DataView, start: number, end: number): boolean {
  for (let at = start; at + 16 <= end; ) {
    const nameLength = view.getUint32(at, true);
    const isXen = nameLength === 4 && view.getUint32(at + 12, true) === 0x006e6558;
    if (isXen && view.getUint32(at + 8, true) === physicalEntry) return true;
    at += 12 + roundUp(nameLength) + roundUp(view.getUint32(at + 4, true));
  }
  return false;
}

const roundUp = (length: number): number => Math.ceil(length / 4) * 4;
