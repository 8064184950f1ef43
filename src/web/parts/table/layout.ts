import { cellWidth } from '../../../base/index.ts';
import type { Column, TableDescription } from '../../../store/index.ts';
import type { TableWindow } from '../../../views/index.ts';
import { keep, kept } from '../../app/kept.ts';

/** What a person made of the columns of a table: kept by the table's id. */
export interface TableLayout {
  readonly hidden: readonly string[];
  /** In rem, by column. */
  readonly widths: Readonly<Record<string, number>>;
}

const plain: TableLayout = { hidden: [], widths: {} };

export function keptLayout({ id }: TableDescription): TableLayout {
  try {
    const found: unknown = JSON.parse(kept(`table.${id}`) ?? '{}');
    return isLayout(found) ? found : plain;
  } catch {
    return plain;
  }
}

export function keepLayout({ id }: TableDescription, layout: TableLayout): void {
  const isPlain = layout.hidden.length === 0 && Object.keys(layout.widths).length === 0;
  keep(`table.${id}`, isPlain ? undefined : JSON.stringify(layout));
}

function isLayout(value: unknown): value is TableLayout {
  if (typeof value !== 'object' || value === null) return false;
  const { hidden, widths } = value as Partial<Record<keyof TableLayout, unknown>>;
  return Array.isArray(hidden) && typeof widths === 'object' && widths !== null;
}

const remPerCell = 0.56;
// The last column is as wide as its texts: there is room behind it.
const [leastCells, mostCells, mostLastCells] = [5, 44, 130];
const padding = 1.5;

export const leastWidth = 2.5;

/** How wide a column is, in rem: as a person made it, else by its head and the first rows. */
export function columnWidth(
  column: Column,
  window: TableWindow | undefined,
  layout: TableLayout,
  { isBar, isLast }: { readonly isBar: boolean; readonly isLast: boolean },
): number {
  const own = layout.widths[column.id];
  if (typeof own === 'number' && own >= leastWidth && own < 200) return own;
  const texts = window?.columns.find(({ id }) => id === column.id)?.texts ?? [];
  const widest = texts.reduce((most, text) => Math.max(most, cellWidth(text)), cellWidth(column.id) + 2);
  const most = isLast ? mostLastCells : mostCells;
  return Math.min(most, Math.max(leastCells, widest)) * remPerCell + padding + (isBar ? 2.5 : 0);
}

/** Columns of numbers stand at the right. */
export function isNumeric({ type }: Column): boolean {
  return type !== 'text';
}
