import { tasksOf } from '../../analyses/tasks/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { Cell, Column, FieldValue, Table, Trace } from '../../store/index.ts';
import { printable } from '../../text/replay/index.ts';
import { cellText } from '../../text/tables/index.ts';
import { inWords } from '../../words/index.ts';
import { selectionText } from '../selection.ts';
import type { Fact } from './explanation.ts';

/** Longer texts are of strangers: nobody reads them to their end. */
const longest = 2000;

export function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** What a cell holds, with what its column means, and what it names. */
export function cellFact(trace: Trace, table: Table, row: number, place: number): Fact {
  const column = table.description.columns[place]!;
  const cell = table.cell(place, row);
  const select = selectionOfCell(trace, table, row, column);
  return {
    label: column.id.replaceAll('_', ' '),
    text: shortened(cellText(column, cell)),
    exact: exactText(column, cell),
    about: inWords(column.sentence),
    ...(select === undefined ? {} : { select }),
  };
}

/** All cells of a row that hold something. */
export function rowFacts(trace: Trace, table: Table, row: number): readonly Fact[] {
  return table.description.columns.flatMap((_, place) =>
    table.cell(place, row) === undefined ? [] : [cellFact(trace, table, row, place)],
  );
}

function exactText({ unit }: Column, cell: Cell): string {
  if (cell === undefined) return '';
  const text = printable(shortened(String(cell)));
  return unit === '' || typeof cell === 'string' ? text : `${text} ${unit}`;
}

const functionColumns: ReadonlySet<string> = new Set(['function', 'caller', 'callee']);

/** What a cell names: an event, a task, a CPU, a function, a part of the kernel; undefined where it is a value. */
export function selectionOfCell(
  trace: Trace,
  table: Table,
  row: number,
  { id, type }: Column,
): string | undefined {
  const place = table.column(id);
  const number = table.number(place, row);
  const text = table.text(place, row);
  if (type === 'row') return number >= 0 ? selectionText({ kind: 'row', row: number }) : undefined;
  const who = /^(.*)(?:tid|comm)$/.exec(id);
  if (who !== null) return taskSelection(trace, table, row, `${who[1]}tid`);
  if (/(?:^|_)cpu$/.test(id) && number >= 0) return selectionText({ kind: 'cpu', cpu: number });
  if (text === '') return undefined;
  if (functionColumns.has(id) || id.endsWith('_function'))
    return selectionText({ kind: 'function', name: text });
  return id === 'part' ? selectionText({ kind: 'part', part: text }) : undefined;
}

function taskSelection(trace: Trace, table: Table, row: number, column: string): string | undefined {
  const tid = table.number(table.column(column), row);
  if (!(tid > 0) || trace.count === 0) return undefined;
  return selectionText({ kind: 'task', task: tasksOf(trace).of(tid, eventOf(trace, table, row)) });
}

/** The event that a row of a table is about, or that was recorded when it was; 0 where nothing tells. */
export function eventOf(trace: Trace, table: Table, row: number): number {
  const [first] = eventsOf(table, row);
  if (first !== undefined) return first;
  const time = table.number(table.column('time'), row);
  if (Number.isNaN(time)) return 0;
  const found = firstIndex(0, trace.count, index => trace.time[index]! >= time);
  return Math.min(found, Math.max(0, trace.count - 1));
}

/** The events that a row of a table names, by time. */
export function eventsOf(table: Table, row: number): readonly number[] {
  const found = table.description.columns.flatMap(({ type }, place) => {
    const number = type === 'row' ? table.number(place, row) : Number.NaN;
    return number >= 0 ? [number] : [];
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

/** A field of an event as text. */
export function fieldText(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  return printable(shortened(Array.isArray(value) ? value.join(' ') : String(value)));
}
