import { printable } from '../replay/printable.ts';
import { type AverageOf, chooseFields, fieldHead, fieldRow, sortRows } from './report-fields.ts';
import type { CallStatistic } from './statistics.ts';

export { collectCalls, collectTree } from './collect-calls.ts';
export { type AverageOf, chooseFields, reportFields, sortRows } from './report-fields.ts';
export { averageOf, type CallStatistic, type TimeStatistic } from './statistics.ts';
export { reportTasks } from './task-report.ts';

/** How a report is to look; the words are those of uftrace's switches. */
export interface ReportWishes {
  readonly sort?: string;
  readonly fields?: string;
  readonly average?: AverageOf;
}

/** The text of `uftrace report` (0.13) of these functions. Throws where a column or a key is none. */
export function reportText(rows: readonly CallStatistic[], wishes: ReportWishes): string {
  const average = wishes.fields === undefined ? wishes.average : undefined;
  const fields = chooseFields(wishes.fields, average);
  const lines = sortRows(rows, wishes.sort, average).map(row => `${printable(fieldRow(fields, row))}\n`);
  return fieldHead(fields, 'Function') + lines.join('');
}
