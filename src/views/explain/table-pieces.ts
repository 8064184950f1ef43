import { askedOf, recordedEvents } from '../../analyses/overview/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Table, Trace } from '../../store/index.ts';
import type { Question } from '../question.ts';
import { parseSelection, type Selection } from '../selection.ts';
import { itemOf } from '../timeline/items.ts';
import { timeLineOf } from '../timeline/time-line.ts';
import type { Workbench } from '../workbench.ts';
import { eventName, readersOf } from './explain-row.ts';
import { findTable } from './explain-table-row.ts';
import { isRecorded } from './explain-task.ts';
import type { OfSelection, TablePiece } from './explanation.ts';
import { cellFact } from './facts.ts';

/** Rows of a table before and after the one that is meant. */
const around = 6;
const mostRows = 12;
const mostPieces = 8;

/** Rows of tables that are about what is selected. */
export const askTablePieces: Question<OfSelection, readonly TablePiece[]> = (bench, { of, select }) => {
  const selection = parseSelection(select);
  return selection === undefined ? [] : piecesOf(bench, of, selection).slice(0, mostPieces);
};

function piecesOf(bench: Workbench, of: number | undefined, selection: Selection): readonly TablePiece[] {
  const { trace } = bench.recording(of);
  switch (selection.kind) {
    case 'cell':
      return neighbours(bench, of, selection.table, selection.row);
    case 'slice': {
      const item = itemOf(timeLineOf(bench.recording(of)), selection.track, selection.item);
      const { table, tableRow } = item ?? {};
      return table === undefined || tableRow === undefined ? [] : neighbours(bench, of, table, tableRow);
    }
    case 'row':
      return mentionsOf(bench, of, selection.row);
    case 'task': {
      const tid = tasksOf(trace).tids[selection.task] ?? 0;
      return tid === 0 ? [] : about(bench, of, ['sched.tasks', 'syscalls.tasks', 'calls.tasks'], 'tid', tid);
    }
    case 'cpu':
      return about(bench, of, ['sched.cpus', 'irq.cpus'], 'cpu', selection.cpu);
    case 'function':
      return about(
        bench,
        of,
        ['calls.functions', 'calls.callers', 'calls.callees'],
        'function',
        selection.name,
      );
    case 'part':
      return about(bench, of, ['calls.parts', 'calls.functions'], 'part', selection.part);
    default:
      return [];
  }
}

/** A row of a table with those before and after it. */
function neighbours(
  bench: Workbench,
  of: number | undefined,
  id: string,
  row: number,
): readonly TablePiece[] {
  const table = findTable(bench, of, id);
  if (table === undefined || row >= table.count) return [];
  const first = Math.max(0, row - around);
  const rows = Array.from(
    { length: Math.min(table.count, row + around + 1) - first },
    (_, index) => first + index,
  );
  return [pieceOf(bench.recording(of).trace, table, rows, row)];
}

/** The single things that an event is a part of: rows of tables that name it. */
function mentionsOf(bench: Workbench, of: number | undefined, row: number): readonly TablePiece[] {
  const { trace } = bench.recording(of);
  if (row >= trace.count) return [];
  const readers = readersOf(eventName(trace, row));
  const asked = askedOf(recordedEvents(trace), readers);
  return readers
    .filter((_, index) => asked[index]!.recorded === 'yes')
    .flatMap(({ tables }) => tables.filter(({ kind }) => kind === 'detail'))
    .flatMap(({ id, columns }): readonly TablePiece[] => {
      if (!columns.some(({ type }) => type === 'row')) return [];
      const table = bench.table(of, id);
      const rows = rowsThatName(table, row);
      return rows.length === 0 ? [] : [pieceOf(trace, table, rows, -1)];
    });
}

function rowsThatName(table: Table, event: number): readonly number[] {
  const places = table.description.columns.flatMap(({ type }, place) => (type === 'row' ? [place] : []));
  const found: number[] = [];
  for (let row = 0; row < table.count && found.length < mostRows; row++) {
    if (places.some(place => table.number(place, row) === event)) found.push(row);
  }
  return found;
}

/** The rows of tables with a value in a column. */
function about(
  bench: Workbench,
  of: number | undefined,
  ids: readonly string[],
  column: string,
  value: string | number,
): readonly TablePiece[] {
  const { trace } = bench.recording(of);
  return ids
    .filter(id => isRecorded(trace, id.slice(0, id.indexOf('.'))))
    .flatMap((id): readonly TablePiece[] => {
      const table = bench.table(of, id);
      const place = table.column(column);
      const rows: number[] = [];
      for (let row = 0; row < table.count && rows.length < mostRows; row++) {
        if (table.cell(place, row) === value) rows.push(row);
      }
      return rows.length === 0 ? [] : [pieceOf(trace, table, rows, -1)];
    });
}

function pieceOf(trace: Trace, table: Table, rows: readonly number[], meant: number): TablePiece {
  const { id, sentence, columns } = table.description;
  return {
    table: id,
    sentence,
    columns,
    rows: rows.map(row => ({
      row,
      isMeant: row === meant,
      facts: columns.map((_, place) => cellFact(trace, table, row, place)),
    })),
  };
}
