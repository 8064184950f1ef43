import { useEffect, useId, useState } from 'preact/hooks';
import type { Column } from '../../../store/index.ts';
import type { RowWishes } from '../../../views/index.ts';
import { inWords, say } from '../../../words/index.ts';
import { cellHref, type PointedCell, pointedCell } from './cells.ts';
import { copyRows } from './copy-rows.ts';
import { columnWidth, leastWidth, type TableLayout } from './layout.ts';
import { type CellPlace, movedBy } from './moves.ts';
import { nextSort } from './sorting.ts';
import type { TableSource } from './source.ts';
import { TableHead } from './table-head.tsx';
import { TableRow } from './table-row.tsx';
import type { ShownRows } from './use-rows.ts';
import { useScroll } from './use-scroll.ts';

interface TableGridWishes {
  readonly source: TableSource;
  readonly wishes: RowWishes;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly columns: readonly Column[];
  readonly rows: ShownRows;
  readonly layout: TableLayout;
  readonly arrange: (layout: TableLayout) => void;
  readonly selected: number | undefined;
  readonly onCell: ((cell: PointedCell) => void) | undefined;
  readonly onMenu: (column: Column, beside: DOMRect) => void;
}

/** Rem that a column grows by with a key. */
const widthStep = 1;

/** The cells. Rows that are not seen are not there, which no table of HTML allows. The grid has the focus, and says which of its cells is the active one. */
export function TableGrid(all: TableGridWishes) {
  const { source, wishes, sort, columns, rows, layout, selected } = all;
  const { worst } = source.description;
  const id = useId();
  const scroll = useScroll(rows.wished, rows.key);
  const [active, setActive] = useState<CellPlace>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState(0);
  const [hasFocus, setFocus] = useState(false);
  const widths = columns.map((column, index) =>
    columnWidth(column, rows.sample, layout, {
      isBar: column.id === worst,
      isLast: index === columns.length - 1,
    }),
  );
  const first = Math.floor(scroll.top / scroll.rowHeight);
  const end = Math.min(rows.wished, Math.ceil((scroll.top + scroll.view) / scroll.rowHeight) + 1);
  useEffect(() => rows.pages.want(first, Math.max(first + 1, end)), [rows.pages, first, end]);
  useSelected(source, wishes, selected, rows, first, end, scroll.show);
  const head = columns[active.column];

  const point = (row: number, column: number, isRange: boolean): void => {
    setActive({ row, column });
    if (!isRange) setAnchor(row);
    if (row >= 0) scroll.show(row);
  };
  const order = (column: Column): void => {
    if (source.isSorted !== true) all.onSort(nextSort(sort, column));
  };
  const open = (): void => {
    if (head === undefined) return;
    if (active.row < 0) {
      order(head);
      return;
    }
    const found = rows.pages.find(active.row);
    if (found === undefined) return;
    const cell = pointedCell(found.window, found.at, active.row, head);
    const href = source.isOfRecording ? cellHref(cell) : undefined;
    if (href === undefined) all.onCell?.(cell);
    else location.hash = href;
  };
  const widen = (column: Column, width: number): void =>
    all.arrange({ ...layout, widths: { ...layout.widths, [column.id]: Math.max(leastWidth, width) } });
  const menu = (): void => {
    const element = document.getElementById(`${id}-head-${active.column}`);
    if (head !== undefined && element !== null) all.onMenu(head, element.getBoundingClientRect());
  };
  const [from, to] = [Math.max(0, Math.min(anchor, active.row)), Math.max(anchor, active.row)];
  const copy = (): void =>
    void copyRows(
      source,
      wishes,
      columns.map(column => column.id),
      from,
      to + 1,
    );

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    const isFar = ctrlKey || metaKey;
    const act = (): boolean => {
      if (isFar && key === 'c') copy();
      else if (isFar && key === 'a') {
        setAnchor(0);
        setActive({ row: rows.wished - 1, column: active.column });
      } else if (altKey && key === 'ArrowDown') menu();
      else if (altKey) return false;
      else if (key === 'Enter') open();
      else if (shiftKey && head !== undefined && key === 'ArrowRight')
        widen(head, widths[active.column]! + widthStep);
      else if (shiftKey && head !== undefined && key === 'ArrowLeft')
        widen(head, widths[active.column]! - widthStep);
      else {
        const page = Math.max(1, Math.floor(scroll.view / scroll.rowHeight) - 1);
        const size = { rows: rows.wished, columns: columns.length, page };
        const moved = movedBy(key, isFar, active, size);
        if (moved === undefined) return false;
        point(moved.row, moved.column, shiftKey);
        showColumn(scroll.box.current, widths, moved.column);
      }
      return true;
    };
    if (event.target !== event.currentTarget || !act()) return;
    event.preventDefault();
  };

  const shown = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  const isHead = active.row < 0;
  return (
    <div
      ref={scroll.box}
      class={`table-grid${rows.isPending ? ' pending' : ''}`}
      role="grid"
      tabIndex={0}
      aria-label={`${source.description.id}: ${inWords(source.description.sentence)}`}
      aria-rowcount={rows.wished + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-activedescendant={
        isHead ? `${id}-head-${active.column}` : `${id}-cell-${active.row}-${active.column}`
      }
      onScroll={scroll.onScroll}
      onKeyDown={onKeyDown}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      <TableHead
        id={id}
        columns={columns}
        widths={widths}
        sort={sort}
        wishes={wishes}
        active={hasFocus && isHead ? active.column : undefined}
        onSort={order}
        onMenu={all.onMenu}
        onWidth={widen}
      />
      <div role="rowgroup" class="table-space" style={{ height: `${scroll.space}px` }}>
        <div
          role="presentation"
          class="table-rows"
          style={{ top: `${scroll.rowHeight}px`, height: `${Math.min(scroll.view, scroll.space)}px` }}
        >
          {shown.map(place => {
            const found = rows.pages.find(place);
            return (
              <TableRow
                key={place}
                id={id}
                place={place}
                top={place * scroll.rowHeight - scroll.top}
                height={scroll.rowHeight}
                window={found?.window}
                at={found?.at ?? 0}
                columns={columns}
                widths={widths}
                barColumn={worst}
                hasLinks={source.isOfRecording}
                active={hasFocus && place === active.row ? active.column : undefined}
                isMarked={from < to && place >= from && place <= to}
                isSelected={selected !== undefined && found?.window.rows[found.at] === selected}
                onPoint={(cell, isRange) => {
                  point(place, columns.indexOf(cell.column), isRange);
                  if (!isRange) all.onCell?.(cell);
                }}
              />
            );
          })}
        </div>
      </div>
      {rows.wished === 0 && !rows.isPending && rows.error === undefined ? (
        <p class="table-none quiet">{say(source.count === 0 ? 'table.empty' : 'table.none')}</p>
      ) : undefined}
    </div>
  );
}

/** Scrolls to the selected row where it is not seen. */
function useSelected(
  source: TableSource,
  wishes: RowWishes,
  selected: number | undefined,
  rows: ShownRows,
  first: number,
  end: number,
  show: (row: number, inMiddle: boolean) => void,
): void {
  useEffect(() => {
    if (selected === undefined || rows.isPending) return;
    for (let place = first; place < end; place++) {
      const found = rows.pages.find(place);
      if (found?.window.rows[found.at] === selected) return;
    }
    let isCurrent = true;
    source.place(wishes, selected).then(
      place => isCurrent && place >= 0 && show(place, true),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [selected, rows.key, rows.isPending]);
}

function showColumn(box: HTMLElement | null, widths: readonly number[], column: number): void {
  if (box === null) return;
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const left = widths.slice(0, column).reduce((sum, width) => sum + width, 0) * rem;
  const right = left + widths[column]! * rem;
  if (left < box.scrollLeft) box.scrollLeft = left;
  else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
}
