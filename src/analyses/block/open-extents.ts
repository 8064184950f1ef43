import { growing } from '../../store/index.ts';

// A hostile recording may queue the same sector without end.
const mostOfOneStart = 64;
const mostSearched = 256;

/** What is open on one device, by the sector where it starts; those of one start in their order. */
export class OpenExtents {
  /** By start, the oldest; each knows the next, the oldest also the newest. */
  readonly #oldest = new Map<number, number>();
  readonly #links: ExtentLinks;

  constructor(links: ExtentLinks) {
    this.#links = links;
  }

  get starts(): number {
    return this.#oldest.size;
  }

  add(start: number, item: number): void {
    const { next, newest } = this.#links;
    this.#links.reach(item);
    const oldest = this.#oldest.get(start);
    next.set(item, -1);
    newest.set(item, item);
    if (oldest === undefined) this.#oldest.set(start, item);
    else {
      next.set(newest.at(oldest), item);
      newest.set(oldest, item);
    }
  }

  remove(start: number, item: number): void {
    const { next, newest } = this.#links;
    const oldest = this.#oldest.get(start);
    if (oldest === undefined) return;
    if (oldest === item) {
      const second = next.at(item);
      if (second < 0) this.#oldest.delete(start);
      else {
        newest.set(second, newest.at(item));
        this.#oldest.set(start, second);
      }
      return;
    }
    let before = oldest;
    for (let many = 0; many < mostOfOneStart && next.at(before) >= 0; many++) {
      if (next.at(before) === item) {
        next.set(before, next.at(item));
        if (newest.at(oldest) === item) newest.set(oldest, before);
        return;
      }
      before = next.at(before);
    }
  }

  /** The oldest of a start that is wanted; -1 where there is none. */
  find(start: number, wanted: (item: number) => boolean): number {
    let item = this.#oldest.get(start) ?? -1;
    for (let many = 0; many < mostOfOneStart && item >= 0; many++) {
      if (wanted(item)) return item;
      item = this.#links.next.at(item);
    }
    return -1;
  }

  /** The wanted ones that begin within a range, where few are open: those that no chain of neighbours leads to. */
  *within(start: number, end: number, wanted: (item: number) => boolean): Iterable<number> {
    if (this.#oldest.size > mostSearched) return;
    for (const at of [...this.#oldest.keys()]) {
      if (at < start || at >= end) continue;
      const found = this.find(at, wanted);
      if (found >= 0) yield found;
    }
  }

  /** Forgets all; answers how many starts were open. */
  clear(): number {
    const { size } = this.#oldest;
    this.#oldest.clear();
    return size;
  }
}

/** The links between items of one start, of all devices. */
export class ExtentLinks {
  readonly next = growing.i32();
  readonly newest = growing.i32();

  reach(item: number): void {
    while (this.next.length <= item) {
      this.next.push(-1);
      this.newest.push(-1);
    }
  }
}
