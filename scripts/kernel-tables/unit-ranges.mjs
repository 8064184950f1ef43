// The address ranges of DWARF's compile units (DWARF 5, section 6.1.2).

/** Address ranges of the units, sorted: `{ start, end, unit }` with the unit's offset. Only for linked files. */
export function readUnitRanges(elf) {
  const bytes = elf.section('.debug_aranges');
  const ranges = [];
  for (let offset = 0; bytes !== undefined && offset + 12 < bytes.length; ) {
    const end = offset + 4 + bytes.readUInt32LE(offset);
    const unit = bytes.readUInt32LE(offset + 6);
    for (let at = offset + 16; at + 16 <= end; at += 16) {
      const start = bytes.readBigUInt64LE(at);
      const length = bytes.readBigUInt64LE(at + 8);
      if (length > 0n) ranges.push({ start, end: start + length, unit });
    }
    offset = end;
  }
  return ranges.sort((a, b) => (a.start < b.start ? -1 : 1));
}
