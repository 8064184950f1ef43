import type { RunEvents, TraceLoss } from '../store/index.ts';
import { EventColumns } from './event-columns.ts';
import { PageCursor } from './page-cursor.ts';
import type { PageLayout } from './page-layout.ts';
import { walkPage } from './walk-page.ts';

/** What a run tells of what it meets in its pages. */
export interface PageRunEvents {
  /** Events lost before a page; -1 where they were not counted. */
  lost(run: PageRun, count: number): void;
  /** A page is broken at this byte of the run's pages. */
  broken(run: PageRun, page: number, offset: number): void;
}

/** Turns times (ticks since the start) into those of the trace, in place: rows `[from, to)`. */
export type ConvertTimes = (time: Float64Array, from: number, to: number) => void;

/**
 * The events of one CPU in one instance. Its pages are walked a few at a time; rows stay until they are taken, and pages
 * until all rows of them are.
 */
export class PageRun implements RunEvents {
  readonly buffer: number;
  readonly cpu: number;
  readonly pageSize: number;
  /** Pages to walk end before this one; more than there are until the end was met. */
  endPage: number;
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Rows before it were taken. */
  first = 0;
  more = true;
  losses: TraceLoss[] = [];
  /** The page to walk next. */
  nextPage: number;
  /** Events in all pages that were walked so far. */
  events = 0;

  readonly #layout: PageLayout;
  readonly #start: bigint;
  readonly #convert: ConvertTimes | undefined;
  readonly #told: PageRunEvents;
  readonly #columns = new EventColumns(0);
  /** The page the view begins with. */
  #viewPage = 0;
  /** Pages before this one have told what is wrong with them. */
  #toldPages: number;
  #pendingLoss = 0;

  constructor(
    place: { readonly buffer: number; readonly cpu: number; readonly pageSize: number },
    pages: { readonly from: number; readonly to: number },
    reading: {
      readonly layout: PageLayout;
      readonly start: bigint;
      readonly convert?: ConvertTimes | undefined;
      readonly events: PageRunEvents;
    },
  ) {
    this.buffer = place.buffer;
    this.cpu = place.cpu;
    this.pageSize = place.pageSize;
    this.nextPage = pages.from;
    this.#toldPages = pages.from;
    this.endPage = pages.to;
    this.#layout = reading.layout;
    this.#start = reading.start;
    this.#convert = reading.convert;
    this.#told = reading.events;
    this.more = pages.from < pages.to;
  }

  get count(): number {
    return this.#columns.count;
  }

  get time(): Float64Array {
    return this.#columns.time;
  }

  get offset(): Uint32Array {
    return this.#columns.offset;
  }

  get length(): Uint32Array {
    return this.#columns.length;
  }

  /** The first page that has rows which were not taken; the next page to walk where there are none. */
  get keptPage(): number {
    if (this.first >= this.count) return this.nextPage;
    return this.#viewPage + Math.floor(this.offset[this.first]! / this.pageSize);
  }

  /** Walks the pages of `view`, which begins with `keptPage`, anew; rows of them that were taken are passed over. */
  load(view: DataView): void {
    const page = this.keptPage;
    const passed = page < this.nextPage ? this.#rowsTakenOf(page) : 0;
    this.view = view;
    this.#viewPage = page;
    this.nextPage = page;
    this.walk(Math.ceil(view.byteLength / this.pageSize));
    this.first = passed;
  }

  /** The view of all pages from `page` on, where they are in memory at once. */
  begin(view: DataView, page: number): void {
    this.view = view;
    this.#viewPage = page;
    this.nextPage = page;
  }

  /** Walks the next pages of the view; rows that were taken are forgotten. */
  walk(pages: number): void {
    const { view, pageSize } = this;
    const columns = this.#columns;
    columns.count = 0;
    this.first = 0;
    this.losses = [];
    const cursor = new PageCursor(view, this.#layout, this.#start);
    const end = Math.min(
      this.nextPage + pages,
      this.endPage,
      this.#viewPage + Math.ceil(view.byteLength / pageSize),
    );
    for (let page = this.nextPage; page < end; page++) {
      const at = (page - this.#viewPage) * pageSize;
      const row = columns.count;
      const events = walkPage(cursor, at, Math.min(pageSize, view.byteLength - at), columns);
      this.#note(cursor, page, at, row, events);
    }
    this.#convert?.(columns.time, 0, columns.count);
    this.nextPage = Math.max(this.nextPage, end);
    this.more = this.nextPage < this.endPage;
  }

  /** Events in the pages of the view that were not walked yet. */
  countEvents(): number {
    const { view, pageSize } = this;
    const cursor = new PageCursor(view, this.#layout, this.#start);
    let count = 0;
    for (let at = (this.nextPage - this.#viewPage) * pageSize; at < view.byteLength; at += pageSize) {
      if (cursor.load(at, Math.min(pageSize, view.byteLength - at))) count += cursor.count();
    }
    return count;
  }

  /** No pages are behind the one that would be next. */
  end(): void {
    this.endPage = this.nextPage;
    this.more = false;
  }

  #note(cursor: PageCursor, page: number, at: number, row: number, events: number): void {
    const told = page < this.#toldPages;
    if (!told) {
      this.#toldPages = page + 1;
      this.events += events;
    }
    if (cursor.lost !== 0) {
      this.#pendingLoss = cursor.lost;
      if (!told) this.#told.lost(this, cursor.lost);
    }
    if (events > 0 && this.#pendingLoss !== 0) {
      this.losses.push({
        row,
        count: this.#pendingLoss,
        atPageStart: this.#isFirst(this.offset[row]!, at + this.#layout.dataOffset),
      });
      this.#pendingLoss = 0;
    }
    if (cursor.fault !== undefined && !told) {
      this.#told.broken(this, page, page * this.pageSize + cursor.faultOffset - at);
    }
  }

  /** Whether a record is the first thing in its page's data: its head has one word, or two where its length is there. */
  #isFirst(offset: number, dataStart: number): boolean {
    if (offset === dataStart + 4) return true;
    if (offset !== dataStart + 8) return false;
    const { littleEndian, old } = this.#layout;
    const head = this.view.getUint32(dataStart, littleEndian);
    // Length in the next word: type 0, or in old heads data of length 0.
    if (old === true) return littleEndian ? (head & 31) === 3 : head >>> 27 === 24;
    return (littleEndian ? head & 31 : head >>> 27) === 0;
  }

  #rowsTakenOf(page: number): number {
    const from = (page - this.#viewPage) * this.pageSize;
    let rows = 0;
    while (rows < this.first && this.offset[this.first - rows - 1]! >= from) rows++;
    return rows;
  }
}
