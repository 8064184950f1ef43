import { sectorsOf } from './follow-extents.ts';
import type { Files } from './follow-files.ts';

const minorLimit = 2 ** 20;

/** Extents by where they lie on their disks. */
export class PlacedExtents {
  readonly sector: readonly number[];
  readonly sectors: readonly number[];
  readonly #files: Files;
  /** By the major number of a disk: extents by their first sectors. */
  readonly #byMajor = new Map<number, number[]>();
  readonly #longest: number;

  constructor(files: Files) {
    this.#files = files;
    const { extents } = files.disk;
    const places = Array.from({ length: extents.row.length }, (_, extent) =>
      sectorsOf(files.disk, extent, this.deviceOf(extent)),
    );
    this.sector = places.map(({ sector }) => sector);
    this.sectors = places.map(({ sectors }) => sectors);
    let longest = 0;
    for (const [extent, sector] of this.sector.entries()) {
      if (Number.isNaN(sector)) continue;
      longest = Math.max(longest, this.sectors[extent]!);
      const major = Math.floor(this.deviceOf(extent) / minorLimit);
      const same = this.#byMajor.get(major) ?? [];
      this.#byMajor.set(major, same);
      same.push(extent);
    }
    this.#longest = longest;
    for (const list of this.#byMajor.values()) list.sort((a, b) => this.sector[a]! - this.sector[b]!);
  }

  deviceOf(extent: number): number {
    const { cache, disk } = this.#files;
    return cache.inodes.list[disk.extents.inode.at(extent)]!.device;
  }

  /**
   * The extent that has a sector: the last that was told before `row`, else the first after. The device is the disk or its
   * part, whichever the kernel names when the bio is queued; the sector is the disk's.
   */
  at(device: number, sector: number, row: number): number {
    const list = this.#byMajor.get(Math.floor(device / minorLimit)) ?? [];
    const { row: told } = this.#files.disk.extents;
    let found = -1;
    for (let place = lastAtMost(list, this.sector, sector); place >= 0; place--) {
      const extent = list[place]!;
      if (sector - this.sector[extent]! >= this.#longest) break;
      if (sector >= this.sector[extent]! + this.sectors[extent]!) continue;
      if (found < 0 || isNearer(told.at(extent), told.at(found), row)) found = extent;
    }
    return found;
  }
}

function isNearer(told: number, before: number, row: number): boolean {
  return told <= row ? before > row || told > before : before > row && told < before;
}

/** The last place in a sorted list whose value is at most `wanted`; -1 where there is none. */
function lastAtMost(list: readonly number[], values: readonly number[], wanted: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[list[middle]!]! <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
