// Reads what a debug file says of functions: where each is declared, what was inlined into it, what each inlined
// part calls. DWARF 5 and 4 (https://dwarfstd.org/doc/DWARF5.pdf, sections 7.5 and 6.2.4).
import { stringAt } from './elf.mjs';

const tag = { inlined: 0x1d, compileUnit: 0x11, subprogram: 0x2e, callSite: 0x48, gnuCallSite: 0x4109 };
const at = {
  name: 0x03,
  stmtList: 0x10,
  lowPc: 0x11,
  inline: 0x20,
  abstractOrigin: 0x31,
  declFile: 0x3a,
  declLine: 0x3b,
  specification: 0x47,
  ranges: 0x55,
  callOrigin: 0x7f,
  compDir: 0x1b,
};

const pointerCall = -1;

/**
 * Calls `visit(unit)` for every compile unit:
 * `{ name, offset, hosts: [{ name, file, line, tree }], inlined: [{ name, file, line }] }`, where a tree node is
 * `{ name, inHeader, calls: Set of names, children }` (`inHeader`: declared inline in a header). Hosts are the functions with machine code of their own;
 * `inlined` those that the compiler inlined somewhere without being told to.
 */
export function readUnits(elf, visit) {
  const info = elf.linkedSection('.debug_info');
  if (info === undefined) return;
  const file = {
    info,
    abbrevs: elf.section('.debug_abbrev'),
    strings: elf.section('.debug_str'),
    lineStrings: elf.section('.debug_line_str'),
    lines: elf.linkedSection('.debug_line'),
    abbrevCache: new Map(),
  };
  for (let offset = 0; offset + 12 < info.length; ) {
    const length = info.readUInt32LE(offset);
    if (length >= 0xfffffff0) throw new Error(`${elf.path}: 64-bit DWARF at ${offset}`);
    visit(readUnit(file, offset, offset + 4 + length));
    offset += 4 + length;
  }
}

function readUnit(file, start, end) {
  const version = file.info.readUInt16LE(start + 4);
  const five = version >= 5;
  const abbrevs = abbrevsAt(file, file.info.readUInt32LE(start + (five ? 8 : 6)));
  const cursor = new Cursor(file, start, start + (five ? 12 : 11));
  const declared = new Map(); // offset of a subprogram → what it says of itself
  const hosts = [];
  const stack = []; // one entry a nesting level: the inline-tree node that is open there
  let open;
  let unit = { name: '', compDir: '', stmtList: undefined };

  while (cursor.at < end) {
    const offset = cursor.at - start;
    const code = cursor.uleb();
    if (code === 0) {
      open = stack.pop();
      continue;
    }
    const abbrev = abbrevs[code];
    const kept = abbrev.kept ? cursor.readKept(abbrev) : cursor.skip(abbrev);
    let node = open;
    if (abbrev.tag === tag.compileUnit) unit = kept;
    else if (abbrev.tag === tag.subprogram) {
      declared.set(offset, kept);
      node = kept.hasCode ? { origin: offset, calls: new Set(), children: [] } : undefined;
      if (node !== undefined) hosts.push(node);
    } else if (abbrev.tag === tag.inlined && open !== undefined) {
      node = { origin: kept.origin, calls: new Set(), children: [] };
      open.children.push(node);
    } else if ((abbrev.tag === tag.callSite || abbrev.tag === tag.gnuCallSite) && open !== undefined) {
      // A call without an origin goes through a pointer.
      open.calls.add(kept.callOrigin ?? kept.origin ?? pointerCall);
    }
    if (abbrev.hasChildren) {
      stack.push(open);
      open = node;
    }
  }
  return finishUnit(file, unit, start, declared, hosts);
}

function finishUnit(file, unit, offset, declared, hosts) {
  let files;
  const resolve = entry => {
    let found = entry;
    for (let hops = 0; found !== undefined && found.name === undefined && hops < 4; hops++)
      found = declared.get(found.origin);
    return found;
  };
  const placeOf = entry => {
    files ??= readFileNames(file, unit);
    return files[entry.declFile ?? -1] ?? cleanPath(unit.name);
  };
  const nameOfCall = call => {
    if (call === pointerCall) return '*';
    const entry = resolve(declared.get(call));
    return (entry?.inline ?? 0) >= 2 ? undefined : entry?.name; // the kernel's `inline` is also notrace
  };
  const finishNode = node => {
    const entry = resolve(declared.get(node.origin));
    return {
      name: entry?.name ?? '',
      inHeader: (entry?.inline ?? 0) >= 2 && placeOf(entry).endsWith('.h'),
      calls: new Set([...node.calls].map(nameOfCall).filter(name => name !== undefined)),
      children: node.children.map(finishNode).filter(child => child.name !== ''),
    };
  };
  const inlined = [...declared.values()].filter(entry => entry.inline === 1 && entry.name !== undefined);
  return {
    inlined: inlined.map(entry => ({ name: entry.name, file: placeOf(entry), line: entry.declLine })),
    name: cleanPath(unit.name),
    offset,
    hosts: hosts.flatMap(host => {
      const entry = resolve(declared.get(host.origin));
      if (entry?.name === undefined) return [];
      const place = { name: entry.name, file: placeOf(entry), line: entry.declLine };
      return [{ ...place, tree: finishNode(host) }];
    }),
  };
}

/** A walk over one unit's entries; keeps only the attributes named in `at`. */
class Cursor {
  constructor(file, start, position) {
    this.file = file;
    this.info = file.info;
    this.start = start;
    this.at = position;
  }

  uleb() {
    const { info } = this;
    let byte = info[this.at++];
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = info[this.at++];
      value += (byte & 127) * 2 ** shift;
    }
    return value;
  }

  skip(abbrev) {
    const { forms } = abbrev;
    for (let index = 0; index < forms.length; index++) this.skipForm(forms[index]);
    return undefined;
  }

  readKept(abbrev) {
    const kept = {};
    for (let index = 0; index < abbrev.forms.length; index++) {
      const form = abbrev.forms[index];
      switch (abbrev.attributes[index]) {
        case at.name:
          kept.name = this.text(form);
          break;
        case at.compDir:
          kept.compDir = this.text(form);
          break;
        case at.stmtList:
          kept.stmtList = this.number(form);
          break;
        case at.inline:
          kept.inline = this.number(form, abbrev.implicit[index]);
          break;
        case at.declFile:
          kept.declFile = this.number(form, abbrev.implicit[index]);
          break;
        case at.declLine:
          kept.declLine = this.number(form, abbrev.implicit[index]);
          break;
        case at.abstractOrigin:
        case at.specification:
          kept.origin = this.reference(form);
          break;
        case at.callOrigin:
          kept.callOrigin = this.reference(form);
          break;
        case at.lowPc:
        case at.ranges:
          kept.hasCode = true;
          this.skipForm(form);
          break;
        default:
          this.skipForm(form);
      }
    }
    return kept;
  }

  reference(form) {
    if (form === 0x10) {
      const value = this.info.readUInt32LE(this.at);
      this.at += 4;
      return value - this.start;
    }
    return this.number(form);
  }

  number(form, implicit) {
    const { info } = this;
    switch (form) {
      case 0x0b: // data1
      case 0x11: // ref1
        return info[this.at++];
      case 0x05: // data2
      case 0x12: // ref2
        this.at += 2;
        return info.readUInt16LE(this.at - 2);
      case 0x06: // data4
      case 0x13: // ref4
      case 0x17: // sec_offset
        this.at += 4;
        return info.readUInt32LE(this.at - 4);
      case 0x0f: // udata
      case 0x15: // ref_udata
        return this.uleb();
      case 0x21: // implicit_const
        return implicit;
      default:
        this.skipForm(form);
        return undefined;
    }
  }

  text(form) {
    const { info, file } = this;
    if (form === 0x08) {
      const text = stringAt(info, this.at);
      this.at += text.length + 1;
      return text;
    }
    if (form === 0x0e || form === 0x1f) {
      this.at += 4;
      return stringAt(form === 0x0e ? file.strings : file.lineStrings, info.readUInt32LE(this.at - 4));
    }
    this.skipForm(form);
    return undefined;
  }

  skipBytes(count) {
    this.at += count;
  }

  skipForm(form) {
    switch (form) {
      case 0x19: // flag_present
      case 0x21: // implicit_const
        return;
      case 0x0b: // data1
      case 0x0c: // flag
      case 0x11: // ref1
        this.at += 1;
        return;
      case 0x05: // data2
      case 0x12: // ref2
        this.at += 2;
        return;
      case 0x06: // data4
      case 0x0e: // strp
      case 0x10: // ref_addr
      case 0x13: // ref4
      case 0x17: // sec_offset
      case 0x1f: // line_strp
        this.at += 4;
        return;
      case 0x01: // addr
      case 0x07: // data8
      case 0x14: // ref8
      case 0x20: // ref_sig8
        this.at += 8;
        return;
      case 0x1e: // data16
        this.at += 16;
        return;
      case 0x08: // string
        while (this.info[this.at++] !== 0);
        return;
      case 0x0d: // sdata
      case 0x0f: // udata
      case 0x15: // ref_udata
      case 0x22: // loclistx
      case 0x23: // rnglistx
        while (this.info[this.at++] > 127);
        return;
      case 0x09: // block
      case 0x18: // exprloc
        this.skipBytes(this.uleb());
        return;
      case 0x0a: // block1
        this.at += 1 + this.info[this.at];
        return;
      case 0x03: // block2
        this.at += 2 + this.info.readUInt16LE(this.at);
        return;
      case 0x04: // block4
        this.at += 4 + this.info.readUInt32LE(this.at);
        return;
      default:
        throw new Error(`DWARF form 0x${form.toString(16)} at ${this.at} is not known`);
    }
  }
}

const keptTags = new Set(Object.values(tag));

function abbrevsAt(file, offset) {
  const cached = file.abbrevCache.get(offset);
  if (cached !== undefined) return cached;
  const cursor = new Cursor({ info: file.abbrevs }, 0, offset);
  const abbrevs = [];
  for (let code = cursor.uleb(); code !== 0; code = cursor.uleb()) {
    const abbrev = {
      tag: cursor.uleb(),
      hasChildren: file.abbrevs[cursor.at++] === 1,
      attributes: [],
      forms: [],
      implicit: [],
    };
    for (;;) {
      const attribute = cursor.uleb();
      const form = cursor.uleb();
      abbrev.implicit.push(form === 0x21 ? cursor.uleb() : undefined);
      if (attribute === 0 && form === 0) break;
      abbrev.attributes.push(attribute);
      abbrev.forms.push(form);
    }
    abbrev.kept = keptTags.has(abbrev.tag);
    abbrevs[code] = abbrev;
  }
  file.abbrevCache.set(offset, abbrevs);
  return abbrevs;
}

/** File names of a unit's line table, by the numbers that DW_AT_decl_file uses, relative to the source's root. */
function readFileNames(file, unit) {
  const offset = unit.stmtList;
  if (offset === undefined || file.lines === undefined) return [];
  const { lines } = file;
  const cursor = new Cursor({ ...file, info: lines }, 0, offset + 4);
  const version = lines.readUInt16LE(cursor.at);
  cursor.at += version >= 5 ? 2 + 2 + 4 : 2 + 4;
  cursor.at += version >= 4 ? 5 : 4; // minimum_instruction_length … line_range
  const opcodeBase = lines[cursor.at++];
  cursor.at += opcodeBase - 1;
  if (version < 5) return readOldFileNames(cursor, unit);
  const directories = readEntries(cursor).map(entry => entry.path);
  return readEntries(cursor).map(entry => sourcePath(directories[entry.directory ?? 0], entry.path, unit));
}

function readEntries(cursor) {
  const formatCount = cursor.info[cursor.at++];
  const format = Array.from({ length: formatCount }, () => [cursor.uleb(), cursor.uleb()]);
  return Array.from({ length: cursor.uleb() }, () => {
    const entry = {};
    for (const [content, form] of format) {
      if (content === 1) entry.path = cursor.text(form);
      else if (content === 2) entry.directory = cursor.number(form);
      else cursor.skipForm(form);
    }
    return entry;
  });
}

function readOldFileNames(cursor, unit) {
  const directories = [unit.compDir];
  for (let text = cursor.text(0x08); text !== ''; text = cursor.text(0x08)) directories.push(text);
  const files = [undefined];
  for (let text = cursor.text(0x08); text !== ''; text = cursor.text(0x08)) {
    files.push(sourcePath(directories[cursor.uleb()], text, unit));
    cursor.uleb();
    cursor.uleb();
  }
  return files;
}

function sourcePath(directory, name, unit) {
  if (name === unit.name || directory === undefined || directory === unit.compDir || name.startsWith('/'))
    return cleanPath(name);
  return cleanPath(`${directory}/${name}`);
}

/** `./a/../b/c.h` → `b/c.h`; the build's own folder before the source tree is cut. */
export function cleanPath(path) {
  const parts = [];
  for (const part of path.replace(/^\/.*\/linux-\d[^/]*\//, '').split('/')) {
    if (part === '..' && parts.length > 0) parts.pop();
    else if (part !== '.' && part !== '' && part !== '..') parts.push(part);
  }
  return parts.join('/');
}
