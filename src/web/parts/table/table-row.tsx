import type { Column } from '../../../store/index.ts';
import type { TableWindow } from '../../../views/index.ts';
import { cellHref, exactText, type PointedCell, pointedCell } from './cells.ts';
import { isNumeric } from './layout.ts';

interface TableRowWishes {
  readonly id: string;
  readonly place: number;
  readonly top: number;
  readonly height: number;
  /** Undefined while the row is not here. */
  readonly window: TableWindow | undefined;
  readonly at: number;
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  /** The column with bars. */
  readonly barColumn: string | undefined;
  readonly hasLinks: boolean;
  readonly active: number | undefined;
  readonly isMarked: boolean;
  readonly isSelected: boolean;
  readonly onPoint: (cell: PointedCell, isRange: boolean) => void;
}

/** One row; an empty one while it is not here. */
export function TableRow(all: TableRowWishes) {
  const { id, place, top, height, window, columns, isMarked, isSelected } = all;
  const state = `${isMarked ? ' marked' : ''}${isSelected ? ' selected' : ''}${place % 2 === 1 ? ' odd' : ''}`;
  return (
    <div
      role="row"
      id={`${id}-row-${place}`}
      aria-rowindex={place + 2}
      aria-selected={isMarked || isSelected}
      class={`table-row${state}`}
      style={{ transform: `translateY(${top}px)`, height: `${height}px`, lineHeight: `${height}px` }}
    >
      {columns.map((column, index) =>
        window === undefined ? (
          <div
            key={column.id}
            role="gridcell"
            aria-busy="true"
            class="table-cell"
            style={{ width: `${all.widths[index]}rem` }}
          />
        ) : (
          <TableCell
            key={column.id}
            {...all}
            window={window}
            column={column}
            index={index}
            width={all.widths[index]!}
          />
        ),
      )}
    </div>
  );
}

interface TableCellWishes extends TableRowWishes {
  readonly window: TableWindow;
  readonly column: Column;
  readonly index: number;
  readonly width: number;
}

function TableCell({ window, at, place, column, index, width, ...all }: TableCellWishes) {
  const cell = pointedCell(window, at, place, column);
  const href = all.hasLinks ? cellHref(cell) : undefined;
  const share = column.id === all.barColumn ? (cell.value ?? 0) / window.most : 0;
  const kind = `${isNumeric(column) ? ' number' : ''}${all.active === index ? ' active' : ''}`;
  return (
    <div
      role="gridcell"
      id={`${all.id}-cell-${place}-${index}`}
      aria-colindex={index + 1}
      class={`table-cell${kind}`}
      style={{ width: `${width}rem` }}
      title={exactText(cell)}
      onClick={event => all.onPoint(cell, event.shiftKey)}
    >
      {share > 0 ? <span class="cell-bar" style={{ width: `${100 * Math.min(1, share)}%` }} /> : undefined}
      {href === undefined ? (
        <span class="cell-text">{cell.text}</span>
      ) : (
        <a class="cell-text" href={href} tabIndex={-1} onClick={event => event.stopPropagation()}>
          {cell.text}
        </a>
      )}
    </div>
  );
}
