/** A cell by its place: row -1 is the head. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads from a cell; undefined where it is no key of movement. */
export function movedBy(
  key: string,
  isFar: boolean,
  { row, column }: CellPlace,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): CellPlace | undefined {
  const last = { row: size.rows - 1, column: size.columns - 1 };
  const inRows = (to: number): number => Math.max(-1, Math.min(to, last.row));
  switch (key) {
    case 'ArrowDown':
      return { row: isFar ? last.row : inRows(row + 1), column };
    case 'ArrowUp':
      return { row: isFar ? Math.min(0, last.row) : inRows(row - 1), column };
    case 'ArrowRight':
      return { row, column: isFar ? last.column : Math.min(column + 1, last.column) };
    case 'ArrowLeft':
      return { row, column: isFar ? 0 : Math.max(0, column - 1) };
    case 'PageDown':
      return { row: inRows(row + size.page), column };
    case 'PageUp':
      return { row: Math.max(Math.min(0, last.row), row - size.page), column };
    case 'Home':
      return isFar ? { row: Math.min(0, last.row), column: 0 } : { row, column: 0 };
    case 'End':
      return isFar ? last : { row, column: last.column };
    default:
      return undefined;
  }
}
