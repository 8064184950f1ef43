import { cellWidth, padCells } from '../../base/index.ts';
import type { Rows, Table, TableDescription } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { cutMiddle } from '../replay/cut-middle.ts';
import { type ColourDepth, paintQuiet, paintStrong } from '../replay/layer-colours.ts';
import { cellText } from './cell-text.ts';

/** How tables are drawn. */
export interface TableStyle {
  /** Cells of a line; what does not fit is left out and named. Infinity leaves nothing out. */
  readonly width: number;
  readonly colours: ColourDepth;
  /** The columns to show, by id; those that fit where it is not said. */
  readonly columns?: readonly string[];
}

const gap = 2;
const narrowestText = 12;

/** A column's cells as text, under its head. */
export interface TextColumn {
  readonly head: string;
  readonly isText: boolean;
  readonly cells: readonly string[];
  /** What is given up first where the window is narrow: 0 stays. */
  readonly rank: number;
}

interface ShownColumn extends TextColumn {
  width: number;
}

/** Rows of a table under their columns' ids: text to the left, numbers to the right, nothing wider than the window. */
export function tableLines(table: Table, rows: Rows, style: TableStyle): readonly string[] {
  const columns = table.description.columns.map((column, index): TextColumn => {
    const cells = Array.from(rows, row => cellText(column, table.cell(index, row)));
    const rank = rankOf(table.description, index);
    return { head: column.id, isText: column.type === 'text', cells, rank };
  });
  if (style.columns === undefined) return columnLines(columns, style);
  const chosen = style.columns.flatMap(id => columns.filter(({ head }) => head === id));
  return columnLines(chosen, { ...style, width: Number.POSITIVE_INFINITY });
}

/** Columns of text beside each other; what does not fit is cut in its middle, or left out and named below. */
export function columnLines(columns: readonly TextColumn[], style: TableStyle): readonly string[] {
  const all = columns.map((column): ShownColumn => {
    const width = column.cells.reduce(
      (most, cell) => Math.max(most, cellWidth(cell)),
      cellWidth(column.head),
    );
    return { ...column, width };
  });
  const shown = fitInto(all, style.width);
  const line = (textOf: (column: ShownColumn) => string): string =>
    shown
      .map(column => {
        const text = cutMiddle(textOf(column), column.width);
        return column.isText
          ? padCells(text, column.width)
          : ' '.repeat(column.width - cellWidth(text)) + text;
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const lines = [
    paintStrong(
      line(({ head }) => head),
      style.colours,
    ),
  ];
  const rows = all[0]?.cells.length ?? 0;
  for (let row = 0; row < rows; row++) lines.push(line(({ cells }) => cells[row]!));
  const omitted = all.filter(column => !shown.includes(column)).map(({ head }) => head);
  if (omitted.length > 0) {
    const sentence = say('report.columns-omitted', { columns: omitted.join(' ') });
    lines.push(paintQuiet(sentence, style.colours));
  }
  return lines;
}

/** Rows of the trace are given up first, then columns from the right; keys and the worst stay. */
function rankOf({ columns, keys = [], worst }: TableDescription, index: number): number {
  const { id, type } = columns[index]!;
  if (id === worst || keys.includes(id)) return 0;
  return type === 'row' ? 1000 + index : 1 + index;
}

/** Gives up columns, then the middles of long texts, until a line fits. */
function fitInto(all: readonly ShownColumn[], width: number): readonly ShownColumn[] {
  let shown = all;
  const least = (): number => shown.reduce((sum, column) => sum + leastWidth(column) + gap, -gap);
  while (shown.length > 1 && least() > width) {
    const worst = shown.reduce((a, b) => (b.rank >= a.rank ? b : a));
    if (worst.rank === 0) break;
    shown = shown.filter(column => column !== worst);
  }
  const over = (): number => shown.reduce((sum, column) => sum + column.width + gap, -gap) - width;
  for (let excess = over(); excess > 0; excess = over()) {
    const widest = shown.reduce((a, b) => (room(b) > room(a) ? b : a));
    if (room(widest) <= 0) break;
    widest.width -= Math.min(excess, Math.max(1, Math.ceil(room(widest) / 2)));
  }
  return shown;
}

function leastWidth({ isText, width, head }: ShownColumn): number {
  return isText ? Math.min(width, Math.max(narrowestText, cellWidth(head))) : width;
}

function room(column: ShownColumn): number {
  return column.width - leastWidth(column);
}
