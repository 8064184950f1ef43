import { tasksOf } from '../../analyses/tasks/index.ts';
import { nameOf, operationAt } from '../journey/all-operations.ts';
import type { Question } from '../question.ts';
import { parseSelection } from '../selection.ts';
import { explain } from './explain-selection.ts';
import type { OfSelection } from './explanation.ts';

/** The operation that what is selected is, or belongs to, as `--of` of `journey` takes it; empty where there is none. */
export const askOperationOf: Question<OfSelection, string> = (bench, { of, select }) => {
  const selection = parseSelection(select);
  if (selection === undefined) return '';
  const { trace } = bench.recording(of);
  if (selection.kind === 'function') return `function:${selection.name}`;
  if (selection.kind === 'task') {
    const tasks = tasksOf(trace);
    const tid = tasks.tids[selection.task] ?? 0;
    return tid === 0 ? '' : `task@${tid}`;
  }
  const explained = explain(bench, of, selection);
  if (explained === undefined || explained.operation !== '') return explained?.operation ?? '';
  const [row] = explained.rows;
  const operation = row === undefined ? undefined : operationAt(trace, row);
  return operation === undefined ? '' : nameOf(trace, operation);
};
