// Gathers which file has which functions, and writes them as the table's lines.

const newFile = () => ({
  modules: new Set(),
  functions: new Map(), // name → line
  inlined: new Set(),
  units: new Set(), // the files that were compiled
  unitsOf: new Map(),
});

/** Files with their functions, modules and parts; see src/kernel/parts/function-table.ts for the lines. */
export class FunctionFiles {
  files = new Map();
  count = 0;

  /**
   * Adds a function; `module` is undefined for the kernel image, `*` where it is not known. `unit` is the file that was
   * compiled, other than `file` for headers.
   */
  add(file, name, line, module, unit) {
    const entry = this.files.get(file) ?? newFile();
    this.files.set(file, entry);
    entry.modules.add(isHeader(file) ? '*' : (module ?? 'vmlinux'));
    if (unit !== undefined) {
      entry.units.add(unit);
      entry.unitsOf.set(name, (entry.unitsOf.get(name) ?? new Set()).add(unit));
    }
    entry.inlined.delete(name);
    if (!entry.functions.get(name)) entry.functions.set(name, line);
  }

  /** Adds a function without machine code of its own, because it was inlined wherever it is called. */
  addInlined(file, name, line, module, unit) {
    if (this.has(file, name)) return;
    this.add(file, name, line, module, unit);
    this.files.get(file).inlined.add(name);
  }

  /** Takes a function out again: a weak definition that the linker did not take. */
  remove(file, name) {
    this.files.get(file)?.functions.delete(name);
  }

  /** Adds what a macro makes; says nothing of the modules of a file that is known. */
  addMade(file, name, line) {
    const entry = this.files.get(file);
    if (entry === undefined) this.add(file, name, line, '*');
    else if (!entry.functions.has(name)) entry.functions.set(name, line);
  }

  has(file, name) {
    return this.files.get(file)?.functions.has(name) ?? false;
  }

  names() {
    const names = new Set();
    for (const { functions } of this.files.values()) for (const name of functions.keys()) names.add(name);
    return names;
  }

  /** `partOf(file, units)` gives a part only where the file's path does not say it. */
  *lines(partOf) {
    for (const [file, { modules, functions, inlined, units }] of [...this.files].sort(byKey)) {
      const part = partOf(file, units);
      yield `/${file}${modulesOf(modules)}${part === undefined ? '' : ` =${part}`}`;
      let last = 0;
      const lineOf = ([, line]) => line ?? Number.MAX_SAFE_INTEGER;
      for (const [name, line] of [...functions].sort((a, b) => lineOf(a) - lineOf(b) || byKey(a, b))) {
        const mark = inlined.has(name) ? '~' : '';
        yield line ? `${name} ${(line - last).toString(36)}${mark}` : name;
        last = line ?? last;
        this.count++;
      }
    }
  }
}

function modulesOf(modules) {
  if (modules.has('*')) return ' *';
  if (modules.size === 1 && modules.has('vmlinux')) return '';
  return ` ${[...modules].sort().join(' ')}`;
}

const isHeader = file => !/\.[cS]$/.test(file);

function byKey([a], [b]) {
  return a < b ? -1 : a > b ? 1 : 0;
}
