// What the -dbg package of a kernel says of its functions, joined with what the source says.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { canonicalName } from '../../dist/kernel/index.js';
import { readUnits } from './dwarf.mjs';
import { openElf, readSymbols } from './elf.mjs';
import { FunctionFiles } from './functions.mjs';
import { InlineTrees } from './inline-trees.mjs';
import { readUnitRanges } from './unit-ranges.mjs';

// Modules of nearly every guest: their functions stand with those of the kernel image.
const core =
  /^(?:ext4|jbd2|mbcache|overlay|fat|vfat|9p|9pnet|9pnet_virtio|netfs|fscache|libata|libahci|ahci|scsi_mod|scsi_common|sd_mod|t10_pi|crc\w*|libcrc32c|e1000|failover|net_failover|virtio\w*|nvme|nvme_core|loop|fuse|dm_mod|af_packet)$/;
// Others whose inlining is kept.
const inlined = /^(?:xfs|btrfs)$/;
// Modules that many machines have: a second table.
const common =
  /^kernel\/(?:fs|block|crypto|net|lib|arch\/x86|virt|drivers\/(?:virtio|block|ata|nvme|md|char|tty|vhost|vfio|hv|xen|scsi\/[^/]*$|net\/[^/]*$|net\/ethernet\/intel\/(?:e1000|e1000e|igb|ixgbe)|usb\/(?:core|host|storage)))(?:\/|$)/;

const moduleName = file => basename(file, '.ko').replaceAll('-', '_');

/** Which of the two tables a module's functions go into, or neither. */
function tierOf(path) {
  if (core.test(moduleName(path))) return 'core';
  return common.test(path) ? 'common' : undefined;
}

/** Gathers tables from source facts (`scan.mjs`) and, where there is one, the folder of a -dbg package. */
export function gather(scanned, debugFolder, report) {
  const made = new Map(); // what macros make: key → [{ file, line }]
  for (const entry of scanned.macros) made.set(entry.name, [...(made.get(entry.name) ?? []), entry]);
  // `seen`: what of `made` stands in the machine code, in which tier and file.
  const tables = {
    core: new FunctionFiles(),
    common: new FunctionFiles(),
    inlines: new InlineTrees(),
    modules: new Map(),
    seen: new Map(),
  };
  if (debugFolder === undefined) addSource(tables, scanned);
  else addDebug(tables, made, debugFolder, report);
  addMade(tables, made);
  for (const { name, file, line } of [...scanned.functions, ...scanned.macros])
    if (file.startsWith('arch/arm64/') && !name.startsWith('@')) tables.core.add(file, name, line, '*');
  return tables;
}

// Without debug information: every function of the source, in which modules is not known.
function addSource(tables, scanned) {
  for (const { name, file, line } of [...scanned.functions, ...scanned.macros])
    if (name.startsWith('@') || !file.endsWith('.h')) tables.core.add(file, name, line, '*');
}

function addDebug(tables, made, folder, report) {
  const image = join(folder, 'usr/lib/debug/boot');
  const vmlinux = openElf(
    join(
      image,
      readdirSync(image).find(name => name.startsWith('vmlinux')),
    ),
  );
  const units = addFile(tables, made, vmlinux, 'core', undefined);
  addBareSymbols(tables.core, made, vmlinux, units);
  vmlinux.close();
  report(`${units.size} units of the kernel image`);
  const root = join(folder, 'usr/lib/debug/lib/modules');
  const release = join(root, readdirSync(root)[0]);
  const modules = readdirSync(release, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.ko'),
  );
  for (const path of modules.sort()) {
    const place = dirname(path.replace(/^kernel\//, ''));
    tables.modules.set(place, [...(tables.modules.get(place) ?? []), moduleName(path)]);
    const tier = tierOf(path);
    if (tier === undefined) continue;
    const elf = openElf(join(release, path));
    addFile(tables, made, elf, tier, moduleName(path));
    elf.close();
  }
  report(`${modules.length} modules`);
}

function addFile(tables, made, elf, tier, module) {
  const units = new Map();
  readUnits(elf, unit => {
    units.set(unit.offset, unit.name);
    for (const entry of unit.hosts) addFunction(tables, made, tier, entry, module, unit.name);
    for (const entry of unit.inlined)
      if (!tables.core.has(entry.file, entry.name))
        tables[tier].addInlined(entry.file, entry.name, entry.line, module, unit.name);
    if (tier === 'core' || inlined.test(module)) for (const host of unit.hosts) tables.inlines.add(host);
  });
  return units;
}

function addFunction(tables, made, tier, { name, file, line }, module, unit) {
  if (file.endsWith('.mod.c')) return;
  const key = canonicalName(name);
  if (key.startsWith('@') && made.has(key)) {
    if (!tables.seen.has(key)) tables.seen.set(key, { tier, file });
    return;
  }
  if (tier === 'common' && tables.core.has(file, name)) return;
  tables[tier].add(file, name, line, module, unit);
}

// Functions without an entry of their own (assembler, aliases): their unit is known by their address. Runs before any
// module is added.
function addBareSymbols(table, made, elf, units) {
  const ranges = readUnitRanges(elf);
  const known = table.names();
  const filesOf = new Map(); // where the linker took a name from
  for (const { name, address } of readSymbols(elf)) {
    if (!/^[A-Za-z_]\w*$/.test(name) || name.startsWith('__pfx_')) continue;
    const file = units.get(unitAt(ranges, address));
    if (file === undefined) continue;
    filesOf.set(name, (filesOf.get(name) ?? new Set()).add(file));
    const key = canonicalName(name);
    if (known.has(name) || (key.startsWith('@') && made.has(key))) continue;
    const line = made.get(name)?.find(entry => entry.file === file)?.line;
    table.add(file, name, line, undefined, file);
  }
  removeUnlinked(table, filesOf);
}

// Weak definitions that another file overrides still stand in the debug information.
function removeUnlinked(table, filesOf) {
  for (const [file, { functions, modules, inlined, unitsOf }] of table.files) {
    if (modules.size !== 1 || modules.has('*')) continue;
    for (const name of functions.keys()) {
      const linked = filesOf.get(name);
      const units = unitsOf.get(name) ?? [];
      if (linked !== undefined && !inlined.has(name) && ![...units].some(unit => linked.has(unit)))
        table.remove(file, name);
    }
  }
}

function unitAt(ranges, address) {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle].start <= address) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range !== undefined && address < range.end ? range.unit : undefined;
}

// What macros make, at the place where the macro stands: what was seen in the machine code, and every system call.
function addMade(tables, made) {
  for (const [key, { tier, file }] of tables.seen) {
    const places = made.get(key);
    const place = places.find(entry => entry.file === file) ?? places[0];
    tables[tier].addMade(place.file, key, place.line);
  }
  for (const [key, places] of made) {
    const isCall = /^@(?:syscall|compat)\//.test(key);
    for (const { file, line } of places) {
      const tier = tables.core.files.has(file)
        ? 'core'
        : tables.common.files.has(file)
          ? 'common'
          : undefined;
      if (isCall && !tables.seen.has(key)) tables[tier ?? 'core'].addMade(file, key, line);
      else if (key.startsWith('__SCT__') && tier !== undefined) tables[tier].addMade(file, key, line);
    }
  }
}
