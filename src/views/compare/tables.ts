import { type Compared, compareTables, isComparable } from '../../analyses/diff/index.ts';
import { type Analysis, analyses } from '../../analyses/index.ts';
import { askedOf, recordedEvents } from '../../analyses/overview/index.ts';
import { allRows, sortRowsBy, type TableDescription, type Trace } from '../../store/index.ts';
import { cellFact } from '../explain/facts.ts';
import type { Question } from '../question.ts';
import { findAnalysis, type Workbench } from '../workbench.ts';
import type { ComparableTable, ComparedTable } from './contract.ts';

const [first, second] = [0, 1];
const mostRows = 300;

/** The tables that can be compared, of what was recorded in both. */
export const askComparable: Question<object, readonly ComparableTable[]> = bench => {
  const recorded = [first, second].map(of => recordedEvents(bench.recording(of).trace));
  const isInBoth = (analysis: Analysis): boolean =>
    recorded.every(events => askedOf(events, [analysis])[0]?.recorded === 'yes');
  return analyses
    .filter(isInBoth)
    .flatMap(({ tables }) => tables.filter(isComparable).map(({ id, sentence }) => ({ id, sentence })));
};

/** What differs in a table, the largest difference first. */
export const askCompared: Question<{ readonly table: string }, ComparedTable | undefined> = (
  bench,
  { table: id },
) => {
  const found = analyses
    .flatMap(({ tables }) => tables)
    .find(table => table.id === id && isComparable(table));
  if (found === undefined) return undefined;
  const compared = compareTables(sideOf(bench, first, found), sideOf(bench, second, found));
  const { description } = compared;
  const { trace } = bench.recording(second);
  const [size, verdict] = [compared.column('size'), compared.column('verdict')];
  const rows = sortRowsBy(compared, allRows(compared), size, true);
  const shown = description.columns.flatMap((column, place) => (column.id === 'size' ? [] : [place]));
  return {
    id,
    sentence: found.sentence,
    columns: shown.map(place => description.columns[place]!),
    rows: Array.from(rows.subarray(0, mostRows), row => ({
      cells: shown.map(place => cellFact(trace, compared, row, place)),
      verdict: compared.text(verdict, row),
    })),
    all: compared.count,
  };
};

function sideOf(bench: Workbench, of: number, { id, samples }: TableDescription): Compared {
  return {
    table: bench.table(of, id),
    samples: samples === undefined ? undefined : bench.table(of, samples.table),
  };
}

/** Whether an analysis has all of its events in a trace. */
export function hasAnalysis(trace: Trace, id: string): boolean {
  return askedOf(recordedEvents(trace), [findAnalysis(id)])[0]?.recorded === 'yes';
}
