import { useMemo, useRef, useState } from 'preact/hooks';
import type { SqlCell, SqlReply } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { hrefTo } from '../app/place.ts';
import { cellWords, isNumeric, numberIn, numericColumn } from './columns.ts';

const rowHeight = 26;
const spare = 12;

interface Sorting {
  readonly column: number;
  readonly isDown: boolean;
}

/** The rows of an answer; only those that are seen are in the page. Times and rows lead to the time line. */
export function ResultTable({ reply }: { readonly reply: SqlReply }) {
  const { columns, rows } = reply;
  const [sorting, setSorting] = useState<Sorting>();
  const [window, setWindow] = useState({ first: 0, last: 60 });
  const scroller = useRef<HTMLDivElement>(null);
  const sorted = useMemo(() => sortRows(reply, sorting), [reply, sorting]);
  const links = useMemo(() => linksOf(reply), [reply]);
  const look = (): void => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
    const last = Math.min(rows.length, Math.ceil((scrollTop + clientHeight) / rowHeight) + spare);
    if (first !== window.first || last !== window.last) setWindow({ first, last });
  };
  const sortBy = (column: number): void => {
    setSorting(
      sorting?.column === column && sorting.isDown ? { column, isDown: false } : { column, isDown: true },
    );
  };
  const { first, last } = window;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe: scrollable-region-focusable)
    <section class="query-rows" ref={scroller} onScroll={look} tabIndex={0} aria-label={say('query.rows')}>
      <table aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {columns.map(({ name, type }, column) => (
              <th
                key={column}
                scope="col"
                class={isNumeric(columns[column]!) ? 'number' : ''}
                aria-sort={sortWord(sorting, column)}
              >
                <button type="button" title={`${name} ${type}`} onClick={() => sortBy(column)}>
                  {name}
                  {sorting?.column === column ? (sorting.isDown ? ' ↓' : ' ↑') : ''}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={first} columns={columns.length} />
          {sorted.slice(first, last).map((row, index) => (
            <tr key={first + index} aria-rowindex={first + index + 2}>
              {columns.map((column, place) => (
                <td key={place} class={isNumeric(column) ? 'number' : ''}>
                  <Cell cell={row[place]} href={links(row, place)} />
                </td>
              ))}
            </tr>
          ))}
          <Gap rows={rows.length - Math.min(last, rows.length)} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell, href }: { readonly cell: SqlCell | undefined; readonly href: string | undefined }) {
  const words = cellWords(cell);
  if (href !== undefined)
    return (
      <a href={href} title={say('query.to-timeline')}>
        {words}
      </a>
    );
  return (
    <span class={cell === null ? 'quiet' : ''} title={words.length > 24 ? words : undefined}>
      {words}
    </span>
  );
}

/** Room for the rows that are not in the page. */
function Gap({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  if (rows <= 0) return null;
  return (
    <tr class="gap">
      <td colSpan={columns} style={{ height: `${rows * rowHeight}px` }} />
    </tr>
  );
}

function sortWord(sorting: Sorting | undefined, column: number): 'ascending' | 'descending' | 'none' {
  if (sorting?.column !== column) return 'none';
  return sorting.isDown ? 'descending' : 'ascending';
}

function sortRows({ columns, rows }: SqlReply, sorting: Sorting | undefined): SqlReply['rows'] {
  const column = sorting === undefined ? undefined : columns[sorting.column];
  if (sorting === undefined || column === undefined) return rows;
  const sign = sorting.isDown ? -1 : 1;
  const at = sorting.column;
  const compare = isNumeric(column)
    ? (a: SqlCell | undefined, b: SqlCell | undefined) => numberIn(a) - numberIn(b)
    : (a: SqlCell | undefined, b: SqlCell | undefined) =>
        cellWords(a) < cellWords(b) ? -1 : cellWords(a) > cellWords(b) ? 1 : 0;
  // What is null or no number stands behind all others.
  const isNothing = (cell: SqlCell | undefined): boolean =>
    cell === null || cell === undefined || (isNumeric(column) && Number.isNaN(numberIn(cell)));
  return [...rows].sort((a, b) => {
    const [x, y] = [isNothing(a[at]), isNothing(b[at])];
    return x || y ? Number(x) - Number(y) : sign * compare(a[at], b[at]);
  });
}

/** Time around a moment without a length, in nanoseconds. */
const around = 500_000;

/** Where a cell leads: a time to its stretch of the time line, a row to its event. */
function linksOf(reply: SqlReply): (row: readonly SqlCell[], column: number) => string | undefined {
  const time = numericColumn(reply, 'time');
  const duration = numericColumn(reply, 'duration');
  const event = numericColumn(reply, 'row', 'begin_row');
  return (row, column) => {
    if (column !== time && column !== event) return undefined;
    const select = event < 0 ? Number.NaN : numberIn(row[event]);
    const at = time < 0 ? Number.NaN : numberIn(row[time]);
    if (Number.isNaN(select) && Number.isNaN(at)) return undefined;
    const length = duration < 0 ? 0 : numberIn(row[duration]) || 0;
    const margin = length > 0 ? length / 4 : around;
    const stretch = Number.isNaN(at)
      ? {}
      : { from: `${Math.max(0, at - margin)}`, to: `${at + length + margin}` };
    const selected = Number.isNaN(select) ? {} : { select: `row:${select}` };
    return hrefTo({ view: 'timeline', ...stretch, ...selected });
  };
}
