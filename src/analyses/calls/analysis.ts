import type { Problem, Trace } from '../../store/index.ts';
import { type Analysis, type Answer, answerWith, type Finding } from '../analysis.ts';
import { notesOf } from '../walk/index.ts';
import { pathRows } from './call-paths.ts';
import { callPairs, callRows, functionRows, partRows, taskRows } from './call-summaries.ts';
import { rowFlag } from './call-tree.ts';
import { type MeasuredCalls, measuredCalls } from './measured-calls.ts';
import {
  calleeRows,
  callerRows,
  stackCounts,
  stackFunctionRows,
  stackPairs,
  stackRows,
} from './stack-counts.ts';
import * as tables from './tables.ts';

/** Which functions the kernel called, and from where events came. */
export const callsAnalysis: Analysis = {
  id: 'calls',
  sentence: 'Which functions were called, by whom, how long, on and off the CPU; and from where events came.',
  needs: [
    ['ftrace:funcgraph_entry', 'ftrace:funcgraph_exit'],
    ['ftrace:fgraph_retaddr_entry', 'ftrace:funcgraph_exit'],
    ['ftrace:kernel_stack'],
    ['ftrace:user_stack'],
    ['perf:cpu-clock*'],
    ['perf:task-clock*'],
    ['perf:cycles*'],
  ],
  record: '-p function_graph -e sched:sched_switch',
  tables: [
    tables.partsTable,
    tables.functionsTable,
    tables.tasksTable,
    tables.pathsTable,
    tables.callersTable,
    tables.calleesTable,
    tables.stacksTable,
    tables.stackFunctionsTable,
    tables.durationsTable,
  ],
  tracks: [
    {
      id: 'calls.durations',
      sentence: 'Calls of functions of each task, one below the other.',
      table: 'calls.durations',
      kind: 'slices',
      lanes: ['tid', 'depth'],
      start: 'time',
      duration: 'duration',
      value: 'function',
    },
  ],
  answer: answerCalls,
  findings,
};

function answerCalls(trace: Trace): Answer {
  const measured = measuredCalls(trace);
  const pairs = () => [...callPairs(measured), ...stackPairs(stackCounts(trace))];
  return answerWith(
    {
      'calls.functions': () => functionRows(measured),
      'calls.parts': () => partRows(measured),
      'calls.tasks': () => taskRows(measured),
      'calls.paths': () => pathRows(measured),
      'calls.callers': () => callerRows(pairs()),
      'calls.callees': () => calleeRows(pairs()),
      'calls.stacks': () => stackRows(stackCounts(trace)),
      'calls.stack-functions': () => stackFunctionRows(stackCounts(trace)),
      'calls.durations': () => callRows(trace, measured),
    },
    problemsOf(measured),
  );
}

function problemsOf({ tree, calls }: MeasuredCalls): readonly Problem[] {
  let unfinished = 0;
  for (const row of calls) if (tree.flags[row] === rowFlag.unfinished) unfinished++;
  return notesOf([
    [
      'calls.unfinished',
      unfinished,
      'calls whose return was not recorded: they end where the next thing of their task shows them over',
    ],
    ['calls.unmatched-returns', tree.unmatchedReturns, 'returns of functions whose call was not recorded'],
  ]);
}

const remarkablePart = 0.05;

/** That some function has much of the time is usual: what is rare is more remarkable. */
const usualPart = 0.2;

/** The function in which most time on a CPU was spent. */
function findings(_trace: Trace, answer: Answer): readonly Finding[] {
  const functions = answer.table('calls.functions');
  const [name, self] = [functions.column('function'), functions.column('self')];
  let [worst, all] = [0, 0];
  for (let row = 0; row < functions.count; row++) {
    all += functions.number(self, row);
    if (functions.number(self, row) > functions.number(self, worst)) worst = row;
  }
  const most = functions.count === 0 ? 0 : functions.number(self, worst);
  if (most <= all * remarkablePart) return [];
  const values = {
    function: functions.text(name, worst),
    duration: most,
    percent: Math.round((100 * most) / all),
  };
  return [{ id: 'calls.most-time', values, weight: (most / all) * usualPart }];
}
