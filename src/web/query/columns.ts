import type { SqlCell, SqlReply } from '../../protocol/index.ts';

/** Types of DuckDB whose values are numbers. */
const numeric = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;

export function isNumeric({ type }: SqlReply['columns'][number]): boolean {
  return numeric.test(type);
}

/** The place of a column by its name; -1 where there is none that has numbers. */
export function numericColumn({ columns }: SqlReply, ...names: readonly string[]): number {
  return columns.findIndex(column => names.includes(column.name.toLowerCase()) && isNumeric(column));
}

/** A cell as a number; NaN where it is none. */
export function numberIn(cell: SqlCell | undefined): number {
  return typeof cell === 'number'
    ? cell
    : typeof cell === 'string' && cell !== ''
      ? Number(cell)
      : Number.NaN;
}

/** A cell as it is read. */
export function cellWords(cell: SqlCell | undefined): string {
  if (cell === null || cell === undefined) return 'NULL';
  return typeof cell === 'number' && !Number.isInteger(cell)
    ? String(Number(cell.toPrecision(7)))
    : String(cell);
}
