import { growing } from '../../store/index.ts';

/** How far each access of a device was from the one before, as btt counts it: an overlap or what follows is no seek. */
export class Seeks {
  count = 0;
  total = 0;
  readonly #distances = growing.f64();
  #sorted = 0;
  #lastStart = 0;
  #lastEnd = 0;

  /** The distance in sectors from the last access; negative backwards. */
  add(start: number, sectors: number): number {
    const end = start + sectors;
    const inLast = (sector: number): boolean => this.#lastStart <= sector && sector <= this.#lastEnd;
    let distance = 0;
    if (!inLast(start) && !inLast(end)) {
      distance = start > this.#lastEnd ? start - this.#lastEnd : start - this.#lastStart;
    }
    this.#lastStart = start;
    this.#lastEnd = end;
    const size = Math.abs(distance);
    this.count++;
    this.total += size;
    this.#distances.push(size);
    return distance;
  }

  /** The distance that half of the accesses did not exceed. */
  median(): number {
    return this.#inOrder()[Math.ceil(this.count / 2) - 1] ?? Number.NaN;
  }

  /** The most frequent distance, the least of several, and how often it was. */
  mode(): { readonly distance: number; readonly count: number } {
    const distances = this.#inOrder();
    let found = { distance: Number.NaN, count: 0 };
    for (let first = 0, at = 1; at <= distances.length; at++) {
      if (distances[at] === distances[first]) continue;
      if (at - first > found.count) found = { distance: distances[first]!, count: at - first };
      first = at;
    }
    return found;
  }

  #inOrder(): Float64Array {
    const distances = this.#distances.view();
    if (this.#sorted !== distances.length) distances.sort();
    this.#sorted = distances.length;
    return distances;
  }
}

/** Sums over one device that need its events in their order. */
export class DeviceFacts {
  readonly device: number;
  readonly queueSeeks = new Seeks();
  readonly issueSeeks = new Seeks();
  queued = 0;
  issued = 0;
  requeued = 0;
  /** Bios that were queued and neither merged nor issued yet, and its sum over all that were queued. */
  waiting = 0;
  waitingSum = 0;
  inFlight = 0;
  deepest = 0;
  completed = 0;
  sectorsLeast = Number.POSITIVE_INFINITY;
  sectorsMost = 0;
  sectorsSum = 0;
  plugs = 0;
  timerUnplugs = 0;
  requestsUnplugged = 0;
  requestsUnpluggedByTimer = 0;
  pluggedTime = 0;
  pluggedSince = Number.NaN;
  firstTime = Number.NaN;
  lastTime = Number.NaN;

  constructor(device: number) {
    this.device = device;
  }

  see(time: number): void {
    if (Number.isNaN(this.firstTime)) this.firstTime = time;
    this.lastTime = time;
  }

  queue(): void {
    this.queued++;
    this.wait();
  }

  wait(): void {
    this.waitingSum += this.waiting;
    this.waiting++;
  }

  leave(): void {
    if (this.waiting > 0) this.waiting--;
  }

  complete(sectors: number): void {
    this.completed++;
    this.sectorsSum += sectors;
    this.sectorsLeast = Math.min(this.sectorsLeast, sectors);
    this.sectorsMost = Math.max(this.sectorsMost, sectors);
  }

  plug(time: number): void {
    if (Number.isNaN(this.pluggedSince)) this.pluggedSince = time;
  }

  unplug(time: number, requests: number, byTimer: boolean): void {
    if (Number.isNaN(this.pluggedSince)) return;
    this.pluggedTime += time - this.pluggedSince;
    this.pluggedSince = Number.NaN;
    if (byTimer) {
      this.timerUnplugs++;
      this.requestsUnpluggedByTimer += requests;
    } else {
      this.plugs++;
      this.requestsUnplugged += requests;
    }
  }
}
