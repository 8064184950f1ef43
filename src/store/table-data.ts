import type { TableDescription } from './table.ts';

export type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Int16Array | Int32Array | Float64Array;

/**
 * The values of a column. Numbers as they are (NaN: there is none), or by codes into a list: texts that repeat, or
 * what is known of the thing that a code stands for (the tid and the name of a task).
 */
export type ColumnData =
  | NumberColumn
  | { readonly codes: NumberColumn; readonly texts: readonly string[] }
  | { readonly codes: NumberColumn; readonly numbers: ArrayLike<number> }
  | MadeTexts;

/** Texts that are too many to be kept: each is made when it is asked for. */
export interface MadeTexts {
  readonly length: number;
  readonly textOf: (row: number) => string | undefined;
}

/** What a cell holds; undefined where nothing is known. */
export type Cell = string | number | undefined;

/** A table with its rows, column by column. */
export class Table {
  readonly description: TableDescription;
  readonly count: number;
  /** In the order of the description's columns. */
  readonly data: readonly ColumnData[];

  constructor(description: TableDescription, data: Readonly<Record<string, ColumnData>>) {
    this.description = description;
    this.data = description.columns.map(({ id }) => {
      const found = data[id];
      if (found === undefined) throw new Error(`${description.id} has no data for ${id}`);
      return found;
    });
    this.count = this.data.length === 0 ? 0 : Math.min(...this.data.map(lengthOf));
  }

  /** Index of a column by its id; -1 where there is none. */
  column(id: string): number {
    return this.description.columns.findIndex(column => column.id === id);
  }

  cell(column: number, row: number): Cell {
    const data = this.data[column];
    if (data === undefined || row >= this.count) return undefined;
    if ('textOf' in data) return data.textOf(row);
    if (!('codes' in data)) return known(data[row]!);
    const code = data.codes[row]!;
    return 'texts' in data ? data.texts[code] : known(data.numbers[code] ?? Number.NaN);
  }

  /** A column's number in a row; NaN where it has none or is text. */
  number(column: number, row: number): number {
    const cell = this.cell(column, row);
    return typeof cell === 'number' ? cell : Number.NaN;
  }

  /** A column's text in a row; empty where there is none. */
  text(column: number, row: number): string {
    const cell = this.cell(column, row);
    return cell === undefined ? '' : String(cell);
  }
}

function lengthOf(data: ColumnData): number {
  return 'codes' in data ? data.codes.length : data.length;
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/** A table from few rows, each an object with the columns' ids as keys; what is missing or undefined is not known. */
export function tableOf(
  description: TableDescription,
  rows: readonly Readonly<Record<string, Cell>>[],
): Table {
  const data = description.columns.map(({ id, type }) => {
    const cells = rows.map(row => row[id]);
    return [id, type === 'text' ? codedTexts(cells) : Float64Array.from(cells, numberOf)] as const;
  });
  return new Table(description, Object.fromEntries(data));
}

function numberOf(cell: Cell): number {
  return typeof cell === 'number' ? cell : Number.NaN;
}

function codedTexts(cells: readonly Cell[]): ColumnData {
  const codes = new Map<string, number>();
  const found = Uint32Array.from(cells, cell => {
    const text = cell === undefined ? '' : String(cell);
    const code = codes.get(text) ?? codes.size;
    codes.set(text, code);
    return code;
  });
  return { codes: found, texts: [...codes.keys()] };
}
