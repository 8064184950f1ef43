import type { Question } from '../question.ts';
import { parseSelection, type Selection } from '../selection.ts';
import type { Workbench } from '../workbench.ts';
import { explainCpu, explainFunction, explainPart } from './explain-named.ts';
import { explainRow } from './explain-row.ts';
import { explainCall, explainOperation, explainSlice } from './explain-stretch.ts';
import { explainTableRow } from './explain-table-row.ts';
import { explainTask } from './explain-task.ts';
import type { Explanation, OfSelection } from './explanation.ts';

/** What is selected, explained; undefined where there is no such thing in the recording. */
export const askSelection: Question<OfSelection, Explanation | undefined> = (bench, { of, select }) => {
  const selection = parseSelection(select);
  return selection === undefined ? undefined : explain(bench, of, selection);
};

export function explain(
  bench: Workbench,
  of: number | undefined,
  selection: Selection,
): Explanation | undefined {
  switch (selection.kind) {
    case 'row':
      return explainRow(bench.recording(of), selection.row);
    case 'task':
      return explainTask(bench, of, selection.task);
    case 'cpu':
      return explainCpu(bench, of, selection.cpu);
    case 'function':
      return explainFunction(bench, of, selection.name);
    case 'part':
      return explainPart(bench, of, selection.part);
    case 'cell':
      return explainTableRow(bench, of, selection);
    case 'call':
      return explainCall(bench, of, selection.call);
    case 'operation':
      return explainOperation(bench, of, selection.of);
    case 'slice':
      return explainSlice(bench, of, selection);
  }
}
