import type { Cell, Trace } from '../../store/index.ts';
import type { Analysis } from '../analysis.ts';

/** Some columns of every row of a table that an analysis makes of a trace. */
export function answerRows(
  analysis: Analysis,
  trace: Trace,
  id: string,
  columns: readonly string[],
): readonly (readonly Cell[])[] {
  const table = analysis.answer(trace).table(id);
  const places = columns.map(column => table.column(column));
  return Array.from({ length: table.count }, (_, row) => places.map(column => table.cell(column, row)));
}

/** Names and counts of what an analysis could not pair. */
export function answerProblems(analysis: Analysis, trace: Trace): readonly (readonly [string, number])[] {
  return analysis.answer(trace).problems.map(({ name, count }) => [name, count]);
}
