import {
  type BinaryFile,
  ElfFile,
  type ElfSection,
  sectionAllocated,
  sectionType,
  stringIn,
} from './elf-file.ts';

/** A symbol by its place in the file. */
export interface BinarySymbol {
  readonly start: number;
  end: number;
  readonly binding: number;
  readonly name: string;
}

const binding = { local: 0, global: 1, weak: 2 } as const;
const symbolType = { none: 0, object: 1, function: 2, indirectFunction: 10 } as const;
const absolute = 0xfff1;
const arm = 40;
const arm64 = 183;
const mostSymbols = 1 << 24;
/** How far back an enclosing symbol is looked for. */
const mostNested = 64;

/** Finds a file by the path that a recording names. */
export type FindBinary = (path: string) => BinaryFile | undefined;

/** The symbols of one binary, in the order of their places; of several at one place perf's choice. */
export class BinarySymbols {
  readonly #symbols: readonly BinarySymbol[];

  constructor(symbols: readonly BinarySymbol[]) {
    this.#symbols = symbols;
  }

  get count(): number {
    return this.#symbols.length;
  }

  /** The symbol that covers a place of the file. */
  find(place: number): BinarySymbol | undefined {
    let from = 0;
    let to = this.#symbols.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (this.#symbols[middle]!.start <= place) from = middle + 1;
      else to = middle;
    }
    for (let i = from - 1; i >= Math.max(0, from - mostNested); i--) {
      const symbol = this.#symbols[i]!;
      if (place < symbol.end || (place === symbol.start && symbol.end === symbol.start)) return symbol;
    }
    return undefined;
  }
}

/** Where a binary and what belongs to it were found. */
export interface FoundBinary {
  /** The file with the table of symbols. */
  readonly symbols: ElfFile;
  /** The file that ran. */
  readonly runtime: ElfFile;
  /** Path of the first. */
  readonly path: string;
}

/**
 * Looks for a binary and for the file with its symbols where perf looks: by `.gnu_debuglink`, at paths of debug packages,
 * by build id, and itself. Files of another build id than the recorded one are not taken.
 */
export function findBinary(
  path: string,
  recorded: string | undefined,
  find: FindBinary,
): FoundBinary | undefined {
  const file = find(path);
  const own = file === undefined ? undefined : ElfFile.open(file);
  const buildId = recorded ?? own?.buildId();
  let symbols: { readonly elf: ElfFile; readonly path: string } | undefined;
  let runtime: { readonly elf: ElfFile; readonly path: string } | undefined;
  for (const candidate of candidates(path, own, buildId, find)) {
    const elf = candidate === path ? own : openAt(candidate, find);
    if (elf === undefined || (buildId !== undefined && elf.buildId() !== buildId)) continue;
    if (elf.find('.symtab')?.type === sectionType.symbols) symbols ??= { elf, path: candidate };
    if (elf.find('.dynsym')?.type === sectionType.dynamicSymbols) runtime ??= { elf, path: candidate };
    if (symbols !== undefined && runtime !== undefined) break;
  }
  const from = symbols ?? runtime;
  if (from === undefined) return undefined;
  return { symbols: from.elf, runtime: (runtime ?? from).elf, path: from.path };
}

function openAt(path: string, find: FindBinary): ElfFile | undefined {
  const file = find(path);
  return file === undefined ? undefined : ElfFile.open(file);
}

function* candidates(
  path: string,
  own: ElfFile | undefined,
  buildId: string | undefined,
  find: FindBinary,
): Generator<string> {
  const link = own?.debugLink();
  if (link !== undefined && !link.includes('/')) {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const places = [`${folder}/${link}`, `${folder}/.debug/${link}`, `/usr/lib/debug${folder}/${link}`];
    const place = places.find(one => find(one) !== undefined);
    if (place !== undefined) yield place;
  }
  yield `/usr/lib/debug${path}.debug`;
  yield `/usr/lib/debug${path}`;
  if (buildId !== undefined)
    yield `/usr/lib/debug/.build-id/${buildId.slice(0, 2)}/${buildId.slice(2)}.debug`;
  yield path;
  const slash = path.lastIndexOf('/');
  yield `${path.slice(0, slash)}/.debug${path.slice(slash)}`;
  if (path.startsWith('/usr/lib/')) yield `/usr/lib/debug${path.slice(4)}`;
}

/** Reads the symbols of a binary the way perf does. */
export function readSymbols({ symbols: elf, runtime }: FoundBinary): BinarySymbols {
  let all: BinarySymbol[] = [];
  for (const [name, type] of [
    ['.symtab', sectionType.symbols],
    ['.dynsym', sectionType.dynamicSymbols],
  ] as const) {
    const section = elf.find(name);
    if (section?.type !== type) continue;
    const found = readTable(elf, runtime, section);
    if (found.length > 0) all = choose(all.concat(found));
  }
  if (all.length > 0) all = sortByStart(all.concat(procedureLinks(runtime)));
  elf.release();
  runtime.release();
  return new BinarySymbols(all);
}

function readTable(elf: ElfFile, runtime: ElfFile, section: ElfSection): BinarySymbol[] {
  const strings = elf.sections[section.link];
  if (strings === undefined) return [];
  const names = elf.data(strings);
  const view = elf.data(section);
  const bytes = elf.is64 ? 24 : 16;
  const count = Math.min(mostSymbols, Math.floor(view.byteLength / bytes));
  const found: BinarySymbol[] = [];
  for (let index = 0; index < count; index++) {
    const symbol = readSymbol(elf, runtime, view, index * bytes, names);
    if (symbol === 'broken') break;
    if (symbol !== undefined) found.push(symbol);
  }
  return found;
}

function readSymbol(
  elf: ElfFile,
  runtime: ElfFile,
  view: DataView,
  at: number,
  names: DataView,
): BinarySymbol | 'broken' | undefined {
  const { is64, littleEndian } = elf;
  const nameAt = view.getUint32(at, littleEndian);
  const info = view.getUint8(at + (is64 ? 4 : 12));
  const other = view.getUint8(at + (is64 ? 5 : 13));
  const index = view.getUint16(at + (is64 ? 6 : 14), littleEndian);
  const type = info & 15;
  if (nameAt === 0 || index === 0 || index === absolute) return undefined;
  const visibility = other & 3;
  const label = type === symbolType.none && visibility !== 1 && visibility !== 2;
  const wanted =
    type === symbolType.function || type === symbolType.indirectFunction || type === symbolType.object;
  if (!label && !wanted) return undefined;
  const name = stringIn(names, nameAt);
  // Marks of ARM between code and data.
  if ((elf.machine === arm || elf.machine === arm64) && /^\$[adtx](?:\.|$)/.test(name)) return undefined;
  let section = elf.sections[index];
  if (section === undefined) return 'broken';
  if ((section.flags & sectionAllocated) === 0) return undefined;
  if (section.type === sectionType.nobits) section = runtime.sections[index];
  if (section === undefined) return 'broken';
  if (label && !/text|data/.test(section.name)) return undefined;
  let value = elf.number(view, at + (is64 ? 8 : 4));
  const size = elf.number(view, at + (is64 ? 16 : 8));
  if (elf.machine === arm && type === symbolType.function && value % 2 === 1) value--;
  const start = value - (runtime.biasOf(value) ?? section.address - section.offset);
  return { start, end: start + size, binding: info >>> 4, name };
}

/** Gives symbols without a size that up to the next, and keeps one of those that start at the same place. */
function choose(all: readonly BinarySymbol[]): BinarySymbol[] {
  const sorted = sortByStart(all);
  for (let i = 0; i < sorted.length; i++) {
    const symbol = sorted[i]!;
    if (symbol.end !== symbol.start) continue;
    const next = sorted[i + 1];
    symbol.end = next === undefined ? Math.ceil(symbol.start / 4096) * 4096 + 4096 : next.start;
  }
  const kept: BinarySymbol[] = [];
  for (const symbol of sorted) {
    const last = kept.at(-1);
    if (last === undefined || last.start !== symbol.start) kept.push(symbol);
    else if (!firstIsBetter(last, symbol)) kept[kept.length - 1] = symbol;
  }
  return kept;
}

function sortByStart(all: readonly BinarySymbol[]): BinarySymbol[] {
  return [...all].sort((a, b) => a.start - b.start);
}

/** perf's order: what has a length, what is not weak, what is global, fewer underscores first, the longer name. */
function firstIsBetter(a: BinarySymbol, b: BinarySymbol): boolean {
  const [lengthA, lengthB] = [a.end - a.start, b.end - b.start];
  if (lengthB === 0 && lengthA > 0) return true;
  if (lengthA === 0 && lengthB > 0) return false;
  const [weakA, weakB] = [a.binding === binding.weak, b.binding === binding.weak];
  if (weakA !== weakB) return weakB;
  const [globalA, globalB] = [a.binding === binding.global, b.binding === binding.global];
  if (globalA !== globalB) return globalA;
  const [underscoresA, underscoresB] = [underscores(a.name), underscores(b.name)];
  if (underscoresA !== underscoresB) return underscoresB > underscoresA;
  if (a.name.length !== b.name.length) return a.name.length > b.name.length;
  return !/^(?:compat_)?SyS/.test(a.name);
}

function underscores(name: string): number {
  return /^_*/.exec(name)![0].length;
}

/** `strlen@plt`: the stubs through which functions of other binaries are called, in the order of their relocations. */
function procedureLinks(elf: ElfFile): BinarySymbol[] {
  const dynamic = elf.find('.dynsym');
  const relocations = elf.find('.rela.plt') ?? elf.find('.rel.plt');
  const stubs = elf.find('.plt');
  if (dynamic?.type !== sectionType.dynamicSymbols || relocations === undefined || stubs === undefined)
    return [];
  if (elf.sections[relocations.link] !== dynamic) return [];
  const strings = elf.sections[dynamic.link];
  if (strings === undefined) return [];
  const { is64, littleEndian } = elf;
  const names = elf.data(strings);
  const symbols = elf.data(dynamic);
  const view = elf.data(relocations);
  const withAddend = relocations.type === sectionType.rela;
  if (!withAddend && relocations.type !== sectionType.rel) return [];
  const bytes = (is64 ? 16 : 8) + (withAddend ? (is64 ? 8 : 4) : 0);
  const [headBytes, stubBytes] = stubSizes(elf.machine, stubs.entryBytes);
  const found: BinarySymbol[] = [];
  let start = stubs.offset + headBytes;
  for (let at = 0; at + bytes <= view.byteLength && found.length < mostSymbols; at += bytes) {
    const symbol = is64
      ? view.getUint32(at + 8 + (littleEndian ? 4 : 0), littleEndian)
      : view.getUint32(at + 4, littleEndian) >>> 8;
    const entry = symbol * (is64 ? 24 : 16);
    const nameAt = entry + 4 <= symbols.byteLength ? symbols.getUint32(entry, littleEndian) : 0;
    const name = `${stringIn(names, nameAt)}@plt`;
    found.push({ start, end: start + stubBytes, binding: binding.global, name });
    start += stubBytes;
  }
  return found;
}

function stubSizes(machine: number, entryBytes: number): readonly [head: number, stub: number] {
  if (machine === arm) return [20, 12];
  if (machine === arm64) return [32, 16];
  return [entryBytes, entryBytes];
}
