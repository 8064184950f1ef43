import { demangle } from '../../demangle/index.ts';
import type { AddressSpace, MappedBinary, MemoryMap } from './address-space.ts';
import {
  type BinarySymbols,
  type FindBinary,
  type FoundBinary,
  findBinary,
  readSymbols,
} from './binary-symbols.ts';
import { ElfFile } from './elf-file.ts';
import { type FoundRules, FrameTable } from './frame-table.ts';
import { KernelImage } from './kernel-image.ts';
import type { PerfMachine } from './machine.ts';
import { type RegisterLayout, registerLayouts } from './user-registers.ts';

/** A symbol that covers an address: its name (Latin-1) and where it starts, in the addresses that it was looked up in. */
export interface FoundSymbol {
  readonly name: string;
  readonly high: number;
  readonly low: number;
  readonly inlined: boolean;
}

/** What symbols are taken from. */
export interface SymbolSources {
  /** The text of the recorded kernel's /proc/kallsyms. */
  readonly kallsyms?: Uint8Array;
  /** Finds binaries by the paths that the recording names. */
  readonly binaries?: FindBinary;
  /** Names of C++ and Rust as a perf that is built with a demangler has them; Debian's is built without. */
  readonly demangle?: boolean;
}

/** A binary that was looked for, and its symbols. */
interface LoadedBinary {
  readonly found: FoundBinary | undefined;
  readonly symbols: BinarySymbols | undefined;
}

/** A binary as it was mapped, and its frames where they are described. */
interface MappedElf {
  readonly elf: ElfFile;
  readonly frames: FrameTable | undefined;
}

/** Finds what is known of addresses in mapped memory: symbols, and how to unwind from there. */
export class Symbolizer {
  readonly #machine: PerfMachine;
  readonly #kernel: KernelImage | undefined;
  readonly #findBinary: FindBinary | undefined;
  readonly #demangle: boolean;
  readonly #loaded = new Map<MappedBinary, LoadedBinary>();
  /** Binaries that a stack led into and that are not there as they were recorded, by path. */
  readonly absent = new Set<string>();
  readonly #mappedElves = new Map<MappedBinary, MappedElf | undefined>();
  readonly #registers = new WeakMap<
    AddressSpace,
    { readonly layout: RegisterLayout | undefined; readonly version: number }
  >();
  /** Modules whose symbols were asked for. */
  readonly #touched = new Set<MappedBinary>();
  #fitted: MemoryMap | undefined;

  constructor(machine: PerfMachine, sources: SymbolSources) {
    this.#machine = machine;
    this.#findBinary = sources.binaries;
    this.#demangle = sources.demangle === true;
    if (sources.kallsyms !== undefined) this.#kernel = new KernelImage(sources.kallsyms);
  }

  /** The map of the kernel at an address. Its own map is made as wide as its symbols are when it is met first. */
  findKernelMap(high: number, low: number): MemoryMap | undefined {
    const { kernel } = this.#machine;
    const map = kernel.find(high, low);
    if (this.#kernel !== undefined && map !== undefined) {
      const own = kernel.maps.find(one => one.binary.kernel && one.identity);
      if (own !== undefined && own !== this.#fitted) {
        this.#fitted = own;
        this.#kernel.fit(this.#machine, own);
        return kernel.find(high, low);
      }
    }
    return map;
  }

  /** Notes that somebody asked for the symbols of a module; false where it is the first time. */
  touch(map: MemoryMap): boolean {
    if (this.#touched.has(map.binary)) return true;
    this.#touched.add(map.binary);
    return false;
  }

  /** The symbol at an address of a map; `high` and `low` as `addressIn` makes them. */
  find(map: MemoryMap, high: number, low: number): FoundSymbol | undefined {
    if (!map.binary.kernel) return this.#findUser(map.binary, high, low);
    if (!map.identity) this.#touched.add(map.binary);
    return this.#kernel?.find(map.identity ? '' : map.binary.name, high, low);
  }

  #findUser(binary: MappedBinary, high: number, low: number): FoundSymbol | undefined {
    const symbol = this.#load(binary).symbols?.find(high * 2 ** 32 + low);
    if (symbol === undefined) return undefined;
    const start = symbol.start;
    const name = this.#demangle ? readable(symbol.name) : symbol.name;
    return { name, high: Math.floor(start / 2 ** 32), low: start >>> 0, inlined: false };
  }

  /** The numbers of registers in what a process runs: those of the first mapped binary that can be read. */
  registersIn(space: AddressSpace): RegisterLayout | undefined {
    let known = this.#registers.get(space);
    if (known === undefined || (known.layout === undefined && known.version !== space.version)) {
      const elf = space.maps.map(({ binary }) => this.#mapped(binary)?.elf).find(one => one?.is64);
      known = { layout: elf && registerLayouts.get(elf.machine), version: space.version };
      this.#registers.set(space, known);
      if (elf === undefined) this.#noteAbsent(space.maps.find(isOfFile));
    }
    return known.layout;
  }

  /** What is known of the frame at an address of a user's map; undefined where its binary has no table, or is not there. */
  frameRules(map: MemoryMap, address: number): FoundRules | 'none' | 'broken' | undefined {
    const mapped = this.#mapped(map.binary);
    if (mapped === undefined) this.#noteAbsent(map);
    if (mapped?.frames === undefined) return undefined;
    const place = mapped.elf.addressOf(placeIn(map, address));
    return place === undefined ? 'none' : mapped.frames.find(place);
  }

  /** Bytes of the mapped file that are at an address; undefined where there is none. */
  readMapped(map: MemoryMap, address: number, length: number): Uint8Array | undefined {
    return map.identity ? undefined : this.#mapped(map.binary)?.elf.bytesAt(placeIn(map, address), length);
  }

  #noteAbsent(map: MemoryMap | undefined): void {
    if (map !== undefined && isOfFile(map)) this.absent.add(map.binary.path);
  }

  /** The file that was mapped, where it is there as it was. */
  #mapped(binary: MappedBinary): MappedElf | undefined {
    if (!this.#mappedElves.has(binary)) this.#mappedElves.set(binary, this.#openMapped(binary));
    return this.#mappedElves.get(binary);
  }

  #openMapped({ path, kernel, buildId }: MappedBinary): MappedElf | undefined {
    const file = kernel || !path.startsWith('/') ? undefined : this.#findBinary?.(path);
    const elf = file === undefined ? undefined : ElfFile.open(file);
    if (elf === undefined || (buildId !== undefined && elf.buildId() !== buildId)) return undefined;
    const layout = registerLayouts.get(elf.machine);
    return { elf, frames: layout && FrameTable.open(elf, layout.perfNumber.length) };
  }

  /** The binary of a map, read when it is met first. */
  #load(binary: MappedBinary): LoadedBinary {
    let loaded = this.#loaded.get(binary);
    if (loaded === undefined) {
      const isFile = this.#findBinary !== undefined && binary.path.startsWith('/');
      const found = isFile ? findBinary(binary.path, binary.buildId, this.#findBinary!) : undefined;
      loaded = { found, symbols: found === undefined ? undefined : readSymbols(found) };
      this.#loaded.set(binary, loaded);
    }
    return loaded;
  }
}

/** The name in the source, also of a stub through which the function is called. */
function readable(name: string): string {
  const end = name.endsWith('@plt') ? -4 : name.length;
  const found = demangle(name.slice(0, end));
  return found === undefined ? name : found + name.slice(end);
}

/** An address in the way its map counts: in the file for what has one. The kernel's stay as they are. */
export function addressIn(
  map: MemoryMap,
  high: number,
  low: number,
  into: { high: number; low: number },
): void {
  if (map.identity || map.binary.kernel) {
    into.high = high;
    into.low = low;
    return;
  }
  const difference = low - map.startLow;
  const sum = (difference >>> 0) + map.offsetLow;
  into.low = sum >>> 0;
  into.high =
    (high - map.startHigh - (difference < 0 ? 1 : 0) + map.offsetHigh + (sum > 0xffff_ffff ? 1 : 0)) >>> 0;
}

function isOfFile({ identity, binary }: MemoryMap): boolean {
  return !identity && binary.path.startsWith('/');
}

/** The place in the mapped file of an address, exact below 2^53. */
function placeIn(map: MemoryMap, address: number): number {
  const start = map.startHigh * 2 ** 32 + map.startLow;
  return address - start + map.offsetHigh * 2 ** 32 + map.offsetLow;
}
