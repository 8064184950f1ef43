import type { Row, Rows, TrackRow } from './rows.ts';

/** Heights in CSS pixels. */
export interface Metrics {
  readonly group: number;
  /** The lane of a track that has one. */
  readonly lane: number;
  /** A lane of a track of several. */
  readonly nested: number;
  readonly counter: number;
  readonly instants: number;
  /** Above and below the lanes of a track. */
  readonly padding: number;
  /** A track's name above its lanes, where there is no room beside them; else 0. */
  readonly title: number;
  /** No track is higher; lanes of deeper ones are lower. */
  readonly highest: number;
}

export const wideMetrics: Metrics = {
  group: 28,
  lane: 20,
  nested: 17,
  counter: 40,
  instants: 16,
  padding: 3,
  title: 0,
  highest: 1200,
};

export const narrowMetrics: Metrics = { ...wideMetrics, group: 36, title: 20 };

/** A task, a softirq, interrupts in it, an NMI: deeper are only interrupts whose ends were not recorded. */
const mostOnCpu = 6;

/** A row and where it is: CSS pixels from the top of what is drawn (below the ruler). */
export interface PlacedRow {
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  /** Of a track: where its lanes begin, how many there are and how high each is. */
  readonly lanesTop: number;
  readonly lanes: number;
  readonly laneHeight: number;
}

/** Where all rows are. Heights are summed once, and what is seen is found by a binary search. */
export class Layout {
  readonly #rows: Rows;
  readonly #metrics: Metrics;
  readonly #depthsOf: (row: TrackRow) => number;
  readonly #tops: Float64Array;
  readonly pinnedHeight: number;
  /** Of all that scrolls. */
  readonly scrolledHeight: number;

  constructor(rows: Rows, metrics: Metrics, depthsOf: (row: TrackRow) => number) {
    this.#rows = rows;
    this.#metrics = metrics;
    this.#depthsOf = depthsOf;
    this.#tops = new Float64Array(rows.scrolled.length + 1);
    rows.scrolled.forEach((row, at) => {
      this.#tops[at + 1] = this.#tops[at]! + this.#heightOf(row);
    });
    this.scrolledHeight = this.#tops[rows.scrolled.length]!;
    this.pinnedHeight = rows.pinned.reduce((sum, row) => sum + this.#heightOf(row), 0);
  }

  get rows(): Rows {
    return this.#rows;
  }

  /** Rows that are seen: the pinned ones, then those of what scrolls, moved by `scroll`. */
  visible(
    scroll: number,
    height: number,
  ): { readonly pinned: readonly PlacedRow[]; readonly scrolled: readonly PlacedRow[] } {
    const pinned: PlacedRow[] = [];
    let top = 0;
    for (const row of this.#rows.pinned) {
      if (top >= height) break;
      const placed = this.#place(row, top);
      pinned.push(placed);
      top += placed.height;
    }
    const scrolled: PlacedRow[] = [];
    const offset = this.pinnedHeight - scroll;
    for (let at = this.#rowAt(scroll); at < this.#rows.scrolled.length; at++) {
      const rowTop = this.#tops[at]! + offset;
      if (rowTop >= height) break;
      scrolled.push(this.#place(this.#rows.scrolled[at]!, rowTop));
    }
    return { pinned, scrolled };
  }

  /** How far to scroll so that a row is seen; `scroll` where it is already, undefined where there is no such row. */
  scrollTo(id: string, scroll: number, height: number): number | undefined {
    const at = this.#rows.scrolled.findIndex(row => row.id === id);
    if (at < 0) return this.#rows.pinned.some(row => row.id === id) ? scroll : undefined;
    const room = Math.max(height - this.pinnedHeight, 0);
    const [top, bottom] = [this.#tops[at]!, this.#tops[at + 1]!];
    if (top < scroll) return top;
    if (bottom > scroll + room) return Math.min(top, bottom - room);
    return scroll;
  }

  /** The number of the row at a height of what scrolls. */
  #rowAt(y: number): number {
    let low = 0;
    let high = this.#rows.scrolled.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#tops[middle + 1]! > y) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #heightOf(row: Row): number {
    if (row.kind === 'group') return this.#metrics.group;
    const { lanes, laneHeight } = this.#lanesOf(row);
    return this.#metrics.title + 2 * this.#metrics.padding + lanes * laneHeight;
  }

  #lanesOf(row: TrackRow): { readonly lanes: number; readonly laneHeight: number } {
    const { kind } = row.head;
    const { counter, instants, lane, nested, highest } = this.#metrics;
    if (kind === 'counter') return { lanes: 1, laneHeight: counter };
    const depths = Math.max(this.#depthsOf(row), 1);
    const lanes = row.head.group === 'cpus' ? Math.min(depths, mostOnCpu) : depths;
    if (kind === 'instants') return { lanes, laneHeight: instants };
    if (lanes === 1) return { lanes, laneHeight: lane };
    return { lanes, laneHeight: Math.max(1, Math.min(nested, Math.floor(highest / lanes))) };
  }

  #place(row: Row, top: number): PlacedRow {
    const height = this.#heightOf(row);
    if (row.kind === 'group') return { row, top, height, lanesTop: top, lanes: 0, laneHeight: 0 };
    const lanesTop = top + this.#metrics.title + this.#metrics.padding;
    return { row, top, height, lanesTop, ...this.#lanesOf(row) };
  }
}
