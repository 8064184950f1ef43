import type { Column } from '../../../store/index.ts';
import type { RowWishes } from '../../../views/index.ts';
import { inWords, say } from '../../../words/index.ts';
import { Icon } from '../icon.tsx';
import { isNumeric, leastWidth } from './layout.ts';
import { directionOf } from './sorting.ts';

interface TableHeadWishes {
  readonly id: string;
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly sort: string;
  readonly wishes: RowWishes;
  readonly active: number | undefined;
  readonly onSort: (column: Column) => void;
  readonly onMenu: (column: Column, beside: DOMRect) => void;
  /** In rem. */
  readonly onWidth: (column: Column, width: number) => void;
}

/** The columns' names: a click sorts, the sign beside tells what a column is. */
export function TableHead(all: TableHeadWishes) {
  const { id, columns, widths, sort, wishes, active, onSort, onMenu } = all;
  return (
    <div role="rowgroup" class="table-head">
      <div role="row" class="table-row" aria-rowindex={1}>
        {columns.map((column, index) => {
          const direction = directionOf(sort, column.id);
          const isFiltered = (wishes.contains?.[column.id] ?? '') !== '';
          return (
            <div
              key={column.id}
              id={`${id}-head-${index}`}
              role="columnheader"
              aria-colindex={index + 1}
              aria-sort={direction ?? 'none'}
              class={`table-cell${isNumeric(column) ? ' number' : ''}${active === index ? ' active' : ''}`}
              style={{ width: `${widths[index]}rem` }}
            >
              <button
                type="button"
                tabIndex={-1}
                class="column-name"
                title={`${inWords(column.sentence)}${column.unit === '' ? '' : ` [${column.unit}]`}`}
                onClick={() => onSort(column)}
              >
                <span>{column.id}</span>
                {direction === undefined ? undefined : (
                  <Icon name={direction === 'ascending' ? 'up' : 'down'} />
                )}
                {isFiltered ? <Icon name="filter" /> : undefined}
              </button>
              <button
                type="button"
                tabIndex={-1}
                class="column-more"
                aria-label={say('table.what-is', { id: column.id })}
                title={say('table.what-is', { id: column.id })}
                aria-haspopup="dialog"
                onClick={({ currentTarget }) =>
                  onMenu(column, currentTarget.parentElement!.getBoundingClientRect())
                }
              >
                <Icon name="more" />
              </button>
              <Grip width={widths[index]!} onWidth={width => all.onWidth(column, width)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The right edge of a column, to be drawn. */
function Grip({ width, onWidth }: { readonly width: number; readonly onWidth: (width: number) => void }) {
  const draw = (down: PointerEvent): void => {
    down.preventDefault();
    const grip = down.currentTarget as HTMLElement;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const move = ({ clientX }: PointerEvent): void =>
      onWidth(Math.max(leastWidth, width + (clientX - down.clientX) / rem));
    const end = (): void => {
      grip.removeEventListener('pointermove', move);
      grip.removeEventListener('pointerup', end);
      grip.removeEventListener('pointercancel', end);
    };
    grip.setPointerCapture(down.pointerId);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('pointerup', end);
    grip.addEventListener('pointercancel', end);
  };
  return <span class="column-grip" aria-hidden="true" onPointerDown={draw} />;
}
