/** A stretch of a process's or of the kernel's memory, and what was mapped there. Addresses in halves, ends excluded. */
export interface MemoryMap {
  startHigh: number;
  startLow: number;
  endHigh: number;
  endLow: number;
  /** Offset in the file of the first byte, low half; its high half. */
  readonly offsetHigh: number;
  readonly offsetLow: number;
  /** Addresses in it are no offsets in a file: memory without one, and the kernel's. */
  readonly identity: boolean;
  readonly binary: MappedBinary;
}

/** A file (or `[vdso]`, `[kernel.kallsyms]`, `[module]`) that was mapped. One object by name and build id. */
export interface MappedBinary {
  /** As perf prints it. */
  readonly name: string;
  /** Where the file is, for modules and files. */
  readonly path: string;
  readonly kernel: boolean;
  readonly buildId: string | undefined;
}

function before(highA: number, lowA: number, highB: number, lowB: number): boolean {
  return highA < highB || (highA === highB && lowA < lowB);
}

/** The maps of one process, by address, none over another. A thread shares that of its process. */
export class AddressSpace {
  /** Grows with every change: answers that were kept are worth nothing then. */
  version = 0;
  #maps: MemoryMap[] = [];

  get maps(): readonly MemoryMap[] {
    return this.#maps;
  }

  find(high: number, low: number): MemoryMap | undefined {
    let from = 0;
    let to = this.#maps.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const map = this.#maps[middle]!;
      if (before(high, low, map.startHigh, map.startLow)) to = middle;
      else if (before(high, low, map.endHigh, map.endLow)) return map;
      else from = middle + 1;
    }
    return undefined;
  }

  /** Puts a map in; of those that it covers stays what it leaves. */
  insert(map: MemoryMap): void {
    this.version++;
    const kept: MemoryMap[] = [];
    let placed = false;
    const place = (): void => {
      if (!placed) kept.push(map);
      placed = true;
    };
    for (const old of this.#maps) {
      const endsBefore = !before(map.startHigh, map.startLow, old.endHigh, old.endLow);
      const startsBehind = !before(old.startHigh, old.startLow, map.endHigh, map.endLow);
      if (startsBehind) place();
      if (endsBefore || startsBehind) {
        kept.push(old);
        continue;
      }
      if (before(old.startHigh, old.startLow, map.startHigh, map.startLow)) {
        kept.push({ ...old, endHigh: map.startHigh, endLow: map.startLow });
      }
      place();
      if (before(map.endHigh, map.endLow, old.endHigh, old.endLow))
        kept.push(cutFront(old, map.endHigh, map.endLow));
    }
    place();
    this.#maps = kept;
  }

  /** Takes a map out and puts another in its place, whatever is there. */
  replace(old: MemoryMap | undefined, map: MemoryMap): void {
    this.version++;
    this.#maps = this.#maps.filter(one => one !== old);
    const at = this.#maps.findIndex(one => before(map.startHigh, map.startLow, one.startHigh, one.startLow));
    this.#maps.splice(at < 0 ? this.#maps.length : at, 0, map);
  }

  copyFrom(parent: AddressSpace): void {
    this.version++;
    for (const map of parent.#maps) this.insert({ ...map });
  }
}

/** What is left of a map from an address on. */
function cutFront(old: MemoryMap, high: number, low: number): MemoryMap {
  const skippedLow = low - old.startLow;
  const skippedHigh = high - old.startHigh - (skippedLow < 0 ? 1 : 0);
  const offsetLow = old.offsetLow + (skippedLow >>> 0);
  return {
    ...old,
    startHigh: high,
    startLow: low,
    offsetLow: offsetLow >>> 0,
    offsetHigh: (old.offsetHigh + skippedHigh + (offsetLow > 0xffff_ffff ? 1 : 0)) >>> 0,
  };
}
