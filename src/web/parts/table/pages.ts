import type { TableWindow } from '../../../views/index.ts';

/** Rows that are asked for at once. */
const pageRows = 128;
const keptPages = 40;

interface Page {
  window: TableWindow | undefined;
  readonly asking: AbortController;
}

export interface PageWishes {
  readonly ask: (first: number, count: number, signal: AbortSignal) => Promise<TableWindow>;
  readonly changed: (window: TableWindow) => void;
  readonly failed: (error: Error) => void;
}

/** The rows of a table that are here: those that are seen are asked for, those that are seen no more taken back. */
export class Pages {
  readonly #wishes: PageWishes;
  readonly #pages = new Map<number, Page>();

  constructor(wishes: PageWishes) {
    this.#wishes = wishes;
  }

  /** The window that holds a row, and where in it; undefined where it is not here yet. */
  find(row: number): { readonly window: TableWindow; readonly at: number } | undefined {
    const window = this.#pages.get(Math.floor(row / pageRows))?.window;
    const at = row % pageRows;
    return window === undefined || at >= window.rows.length ? undefined : { window, at };
  }

  /** Rows `[from, to)` are seen. */
  want(from: number, to: number): void {
    const [first, last] = [Math.floor(from / pageRows), Math.floor(Math.max(from, to - 1) / pageRows)];
    for (const [index, { window, asking }] of this.#pages) {
      if (window !== undefined || (index >= first - 1 && index <= last + 1)) continue;
      asking.abort();
      this.#pages.delete(index);
    }
    for (let index = first; index <= last; index++) this.#ask(index);
  }

  close(): void {
    for (const { asking } of this.#pages.values()) asking.abort();
    this.#pages.clear();
  }

  #ask(index: number): void {
    const known = this.#pages.get(index);
    if (known !== undefined) {
      this.#pages.delete(index);
      this.#pages.set(index, known);
      return;
    }
    const page: Page = { window: undefined, asking: new AbortController() };
    this.#pages.set(index, page);
    const { ask, changed, failed } = this.#wishes;
    const { signal } = page.asking;
    ask(index * pageRows, pageRows, signal).then(
      window => {
        if (signal.aborted) return;
        page.window = window;
        this.#forget();
        changed(window);
      },
      (error: Error) => {
        if (!signal.aborted) failed(error);
      },
    );
  }

  #forget(): void {
    for (const [index, { window }] of this.#pages) {
      if (this.#pages.size <= keptPages) return;
      if (window !== undefined) this.#pages.delete(index);
    }
  }
}
