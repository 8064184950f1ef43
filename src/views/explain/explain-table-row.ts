import { analyses } from '../../analyses/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import { inWords } from '../../words/index.ts';
import type { Selection } from '../selection.ts';
import type { Workbench } from '../workbench.ts';
import type { Explanation } from './explanation.ts';
import { eventsOf, rowFacts } from './facts.ts';
import { originOf, spanOf, stackAt } from './functions.ts';
import { toTimeline } from './links.ts';
import { linksOf } from './links-of-row.ts';

/** A table of an analysis by its id; undefined where there is none. */
export function findTable(bench: Workbench, of: number | undefined, id: string): Table | undefined {
  const isKnown = analyses.some(({ tables }) => tables.some(table => table.id === id));
  return isKnown ? bench.table(of, id) : undefined;
}

/** A row of a table: the table's sentence, the column's, and all that stands in it. */
export function explainTableRow(
  bench: Workbench,
  of: number | undefined,
  cell: Extract<Selection, { kind: 'cell' }>,
): Explanation | undefined {
  const table = findTable(bench, of, cell.table);
  if (table === undefined || cell.row >= table.count) return undefined;
  const opened = bench.recording(of);
  const { trace } = opened;
  const { description } = table;
  const column = description.columns.find(({ id }) => id === cell.column);
  const rows = eventsOf(table, cell.row).filter(row => row < trace.count);
  const whole = timeOf(trace, table, cell.row, rows);
  const name = functionOf(table, cell.row);
  return {
    title: column === undefined ? description.id : `${description.id} · ${column.id.replaceAll('_', ' ')}`,
    sentence: [description.sentence, column?.sentence ?? ''].map(inWords).join(' ').trim(),
    facts: rowFacts(trace, table, cell.row),
    links: [
      ...(whole === undefined ? [] : [toTimeline(cell, ...whole, spanOf(trace))]),
      ...linksOf(trace, table, cell.row, rows),
    ],
    source: name === '' ? '' : originOf(opened.parts, name).source,
    rows,
    stack: rows.map(row => stackAt(opened, row)).find(frames => frames.length > 0) ?? [],
    operation: '',
  };
}

function functionOf(table: Table, row: number): string {
  return table.text(table.column('function'), row);
}

/** From when to when it was; undefined of what is about the whole recording. */
function timeOf(
  trace: Trace,
  table: Table,
  row: number,
  rows: readonly number[],
): readonly [from: number, to: number] | undefined {
  const start = table.number(table.column('time'), row);
  const length = table.number(table.column('duration'), row);
  if (!Number.isNaN(start)) return [start, start + Math.max(length || 0, 0)];
  const [first, last] = [rows[0], rows.at(-1)];
  return first === undefined || last === undefined ? undefined : [trace.time[first]!, trace.time[last]!];
}

/** The first row with a value in a column; -1 where there is none. */
export function findRow(table: Table, column: string, value: string | number): number {
  const place = table.column(column);
  if (place < 0) return -1;
  for (let row = 0; row < table.count; row++) if (table.cell(place, row) === value) return row;
  return -1;
}
