/** An inode of a device, or of what is mounted without one (major number 0). */
export interface Inode {
  /** The kernel's number of the device: the major number above 20 bits of the minor one (include/linux/kdev_t.h). */
  readonly device: number;
  readonly number: number;
}

const minorBits = 20;
const minorLimit = 2 ** minorBits;

/** `8:0` of a device's number. */
export function deviceName(device: number): string {
  return `${Math.floor(device / minorLimit)}:${device % minorLimit}`;
}

/** The number of `8:0`; -1 where a text is no device: `(unknown)` stands for what has none. */
export function deviceOf(name: string): number {
  const parts = /^(\d+):(\d+)$/.exec(name);
  return parts === null ? -1 : Number(parts[1]) * minorLimit + Number(parts[2]);
}

/** The inodes of a trace by the order in which they were met. */
export class Inodes {
  readonly list: Inode[] = [];
  readonly #byKey = new Map<string, number>();
  /** By number: inodes of any device. */
  readonly #byNumber = new Map<number, number[]>();

  of(device: number, number: number): number {
    const key = `${device}/${number}`;
    const found = this.#byKey.get(key);
    if (found !== undefined) return found;
    const index = this.list.push({ device, number }) - 1;
    this.#byKey.set(key, index);
    const same = this.#byNumber.get(number);
    if (same === undefined) this.#byNumber.set(number, [index]);
    else same.push(index);
    return index;
  }

  /**
   * An inode by the name of its backing device, which is the whole disk also where the file system lies on a part of it:
   * one that was met on a device of the same driver is taken for it.
   */
  ofBacking(name: string, number: number): number {
    const disk = deviceOf(name);
    const major = Math.floor(disk / minorLimit);
    const near = (this.#byNumber.get(number) ?? []).filter(
      index => disk >= 0 && Math.floor(this.list[index]!.device / minorLimit) === major,
    );
    return near.length === 1 ? near[0]! : this.of(disk, number);
  }
}
