// The little of ELF64 that the tables need: sections by name, symbols, relocations of a module's debug sections.
import { closeSync, openSync, readSync } from 'node:fs';

const typeRelocatable = 1;
const relocation64 = 1;
const relocation32 = 10;

/** Opens an ELF64 little-endian file; sections are read from disk when asked for. */
export function openElf(path) {
  const descriptor = openSync(path, 'r');
  const read = (offset, length) => {
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) {
      const count = readSync(descriptor, bytes, done, length - done, offset + done);
      if (count === 0) throw new Error(`${path}: ends at ${offset + done}, ${length - done} bytes missing`);
      done += count;
    }
    return bytes;
  };
  const header = read(0, 64);
  if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1)
    throw new Error(`${path}: not an ELF64 little-endian file`);
  const relocatable = header.readUInt16LE(16) === typeRelocatable;
  const sections = readSections(read, header);
  const section = name => {
    const found = sections.get(name);
    return found === undefined ? undefined : read(found.offset, found.size);
  };
  return {
    path,
    relocatable,
    section,
    /** A debug section with its relocations applied (only modules need that: vmlinux is linked). */
    linkedSection(name) {
      const bytes = section(name);
      if (bytes !== undefined && relocatable)
        applyRelocations(bytes, section(`.rela${name}`), section('.symtab'));
      return bytes;
    },
    close: () => closeSync(descriptor),
  };
}

function readSections(read, header) {
  const count = header.readUInt16LE(60);
  const table = read(Number(header.readBigUInt64LE(40)), count * 64);
  const raw = Array.from({ length: count }, (_, index) => ({
    name: table.readUInt32LE(index * 64),
    offset: Number(table.readBigUInt64LE(index * 64 + 24)),
    size: Number(table.readBigUInt64LE(index * 64 + 32)),
  }));
  const names = raw[header.readUInt16LE(62)];
  const text = read(names.offset, names.size);
  return new Map(raw.map(entry => [stringAt(text, entry.name), entry]));
}

function applyRelocations(bytes, relocations, symbols) {
  if (relocations === undefined || symbols === undefined) return;
  for (let at = 0; at + 24 <= relocations.length; at += 24) {
    const type = relocations.readUInt32LE(at + 8);
    if (type !== relocation32 && type !== relocation64) continue;
    const offset = relocations.readUInt32LE(at);
    const value =
      symbols.readUInt32LE(relocations.readUInt32LE(at + 12) * 24 + 8) + relocations.readInt32LE(at + 16);
    bytes.writeUInt32LE(value >>> 0, offset);
  }
}

/** Symbols that have an address in a section: `{ name, address (bigint), isFunction }`. */
export function* readSymbols(elf) {
  const table = elf.section('.symtab');
  const text = elf.section('.strtab');
  if (table === undefined || text === undefined) return;
  for (let at = 24; at + 24 <= table.length; at += 24) {
    const type = table[at + 4] & 15;
    if (type > 2 || table.readUInt16LE(at + 6) === 0) continue;
    yield {
      name: stringAt(text, table.readUInt32LE(at)),
      address: table.readBigUInt64LE(at + 8),
      isFunction: type === 2,
    };
  }
}

/** The zero-terminated text at `offset`. */
export function stringAt(bytes, offset) {
  let end = offset;
  while (bytes[end] !== 0 && end < bytes.length) end++;
  return bytes.latin1Slice(offset, end);
}
