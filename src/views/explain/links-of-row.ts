import type { Table, Trace } from '../../store/index.ts';
import { printable } from '../../text/replay/index.ts';
import { inWords, say } from '../../words/index.ts';
import { parseSelection } from '../selection.ts';
import type { PlaceLink } from './explanation.ts';
import { selectionOfCell } from './facts.ts';
import { toEvents, toSelection, toTable } from './links.ts';

/** Where else a row of a table leads: its events, whom it names, the rows that are about the same task. */
export function linksOf(
  trace: Trace,
  table: Table,
  row: number,
  rows: readonly number[],
): readonly PlaceLink[] {
  const [first] = rows;
  return [
    ...(first === undefined ? [] : [toEvents(first)]),
    ...namedBy(trace, table, row),
    toTable(say('explain.to.table', { table: table.description.id }), table.description.id),
    ...alike(table, row),
  ];
}

/** Who and what its columns name, each with the column's own sentence: `Name of the thread that woke it.` */
function namedBy(trace: Trace, table: Table, row: number): readonly PlaceLink[] {
  const seen = new Set<string>();
  return table.description.columns.flatMap((column, place): readonly PlaceLink[] => {
    if (column.type === 'row' || column.id.endsWith('tid')) return [];
    const select = selectionOfCell(trace, table, row, column);
    const selection = select === undefined ? undefined : parseSelection(select);
    if (select === undefined || selection === undefined || selection.kind === 'cpu' || seen.has(select))
      return [];
    seen.add(select);
    const name = printable(table.text(place, row)).slice(0, 80);
    return [toSelection(`${name}: ${inWords(column.sentence)}`, selection)];
  });
}

/** The rows of the same table that are about the same task. */
function alike(table: Table, row: number): readonly PlaceLink[] {
  const tid = table.number(table.column('tid'), row);
  if (!(tid > 0)) return [];
  const { id } = table.description;
  return [toTable(say('explain.to.alike', { table: id, tid }), id, `tid = ${tid}`)];
}
