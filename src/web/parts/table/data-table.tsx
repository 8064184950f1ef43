import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Column } from '../../../store/index.ts';
import type { RowWishes } from '../../../views/index.ts';
import { usualSort } from '../../../views/tables/wished-rows.ts';
import type { PointedCell } from './cells.ts';
import { ColumnMenu } from './column-menu.tsx';
import { keepLayout, keptLayout, type TableLayout } from './layout.ts';
import type { TableSource } from './source.ts';
import './table.css';
import { TableGrid } from './table-grid.tsx';
import { TableTools } from './table-tools.tsx';
import { useRows } from './use-rows.ts';

export interface DataTableWishes {
  readonly source: TableSource;
  /** Which rows and in which order; kept by the table itself where `onWishes` is not given. */
  readonly wishes?: RowWishes | undefined;
  readonly onWishes?: ((wishes: RowWishes) => void) | undefined;
  /** The row of the table that is selected; it is scrolled to. */
  readonly selected?: number | undefined;
  readonly onCell?: ((cell: PointedCell) => void) | undefined;
  /** What else can be done with the table. */
  readonly tools?: ComponentChildren;
}

/** A table of any length: sorted, filtered, searched, copied and saved; fills the height that it is given. */
export function DataTable(wishes: DataTableWishes) {
  return <OneTable key={wishes.source.description.id} {...wishes} />;
}

interface OpenMenu {
  readonly column: Column;
  readonly beside: DOMRect;
}

function OneTable({ source, wishes: given, onWishes, selected, onCell, tools }: DataTableWishes) {
  const { description } = source;
  const [own, setOwn] = useState<RowWishes>({});
  const [layout, setLayout] = useState(() => keptLayout(description));
  const [menu, setMenu] = useState<OpenMenu>();
  const wishes = given ?? own;
  const wish = (changes: RowWishes): void => (onWishes ?? setOwn)({ ...wishes, ...changes });
  const arrange = (changed: TableLayout): void => {
    keepLayout(description, changed);
    setLayout(changed);
  };
  const columns = description.columns.filter(({ id }) => !layout.hidden.includes(id));
  const rows = useRows(
    source,
    wishes,
    columns.map(({ id }) => id),
  );
  return (
    <section class="data-table" aria-label={description.id}>
      <TableTools
        source={source}
        wishes={wishes}
        wish={wish}
        layout={layout}
        arrange={arrange}
        columns={columns}
        rows={rows}
      >
        {tools}
      </TableTools>
      <TableGrid
        source={source}
        wishes={wishes}
        sort={wishes.sort ?? usualSort(description)}
        onSort={sort => wish({ sort })}
        columns={columns}
        rows={rows}
        layout={layout}
        arrange={arrange}
        selected={selected}
        onCell={onCell}
        onMenu={(column, beside) => setMenu(menu?.column === column ? undefined : { column, beside })}
      />
      {menu === undefined ? undefined : (
        <ColumnMenu
          key={menu.column.id}
          {...menu}
          isSorted={source.isSorted === true}
          wishes={wishes}
          wish={wish}
          hide={() => arrange({ ...layout, hidden: [...layout.hidden, menu.column.id] })}
          close={() => setMenu(undefined)}
        />
      )}
    </section>
  );
}
