import type { Command } from 'commander';
import { type CallTree, selectRows } from '../../analyses/calls/index.ts';
import { UsageError } from '../../base/index.ts';
import { UftraceRecording } from '../../formats/index.ts';
import type { Problem, TableDescription } from '../../store/index.ts';
import { durationText, printable } from '../../text/replay/index.ts';
import { graphLines, sessionGraphs, treeGraphLines } from '../../text/uftrace-graph/index.ts';
import {
  type AverageOf,
  averageOf,
  type CallStatistic,
  collectCalls,
  collectTree,
  reportTasks,
  reportText,
  sortRows,
} from '../../text/uftrace-report/index.ts';
import { say } from '../../words/index.ts';
import type { OpenedRecording } from '../open/open-recording.ts';
import { reportProblems } from '../print/problems.ts';
import { tableJson } from '../print/write-table.ts';
import { LineWriter } from '../replay/line-writer.ts';
import { selectionFor, treeOfTrace, treeOfUftrace } from '../replay/make-tree.ts';
import {
  addShownOptions,
  type ShownSwitches,
  shownOptionsOf,
  treeWishesOf,
  withKept,
} from '../replay/shown-options.ts';
import type { ReportAnalysis, ReportOptions } from './analyses.ts';

interface CallSwitches extends ShownSwitches {
  readonly style?: string;
  readonly sort?: string;
  readonly outputFields?: string;
  readonly avgTotal?: boolean;
  readonly avgSelf?: boolean;
  readonly task?: boolean;
  readonly graph?: string | boolean;
}

const functionTable: TableDescription = {
  id: 'calls',
  sentence: 'What `report FILE calls` shows: every function, those with the most time first.',
  columns: [
    {
      id: 'total',
      type: 'duration',
      unit: 'ns',
      sentence: 'Time in its calls, those inside of other calls of it left out.',
    },
    {
      id: 'self',
      type: 'duration',
      unit: 'ns',
      sentence: 'Time in the function itself, without what it called.',
    },
    { id: 'calls', type: 'integer', unit: 'calls', sentence: 'How often it was called.' },
    { id: 'avg', type: 'duration', unit: 'ns', sentence: 'Mean time of a call.' },
    { id: 'min', type: 'duration', unit: 'ns', sentence: 'The shortest call.' },
    { id: 'max', type: 'duration', unit: 'ns', sentence: 'The longest call.' },
    { id: 'function', type: 'text', unit: '', sentence: 'Its name; linux:schedule is time off the CPU.' },
  ],
};

/** `ringside report FILE calls`: functions by time, or the graph of their calls. */
export const callsReport: ReportAnalysis = {
  id: 'calls',
  tables: [functionTable],
  addOptions: command => addCallOptions(command),
  show: (opened, options) => showCalls(opened, options, options.switches as CallSwitches),
};

function addCallOptions(command: Command): void {
  addShownOptions(command)
    .option('--style <tool>', say('calls.style'))
    .option('--avg-total', say('calls.avg-total'))
    .option('--avg-self', say('calls.avg-self'))
    .option('--task', say('calls.task'))
    .option('--graph [function]', say('calls.graph'));
}

async function showCalls(
  { recording, path }: OpenedRecording,
  options: ReportOptions,
  switches: CallSwitches,
): Promise<void> {
  if (switches.style !== undefined && switches.style !== 'uftrace') {
    throw new UsageError(
      say('replay.bad-value', { option: '--style', value: switches.style }),
      say('calls.style'),
    );
  }
  const writer = new LineWriter();
  if (recording instanceof UftraceRecording) {
    const kept = { ...switches, ...withKept(switches, recording.defaultOptions) };
    for (const line of uftraceLines(recording, path, options, kept)) writer.write(line);
    writer.flush();
    if (!options.json) reportProblems(recording.problemRows);
    return;
  }
  const trace = await recording.load();
  const tree = treeOfTrace(trace, path);
  for (const line of treeLines(tree, path, trace.problems, options, switches)) writer.write(line);
  writer.flush();
  if (!options.json) reportProblems(trace.problems);
}

function uftraceLines(
  recording: UftraceRecording,
  path: string,
  options: ReportOptions,
  switches: CallSwitches,
): Iterable<string> {
  const shown = shownOptionsOf(switches);
  const { graph, sort, outputFields: fields } = switches;
  if (graph !== undefined && !options.json) {
    const wanted = typeof graph === 'string' ? graph : undefined;
    return graphLines(recording, sessionGraphs(recording, wanted, shown), wanted, fields);
  }
  if (switches.task === true) return linesOf(reportTasks(recording, shown, sort, fields));
  if (switches.style === 'uftrace' && !options.json) {
    return linesOf(reportText(collectCalls(recording, shown), wishesOf(switches)));
  }
  return treeLines(treeOfUftrace(recording, path), path, recording.problemRows, options, switches);
}

function treeLines(
  tree: CallTree,
  path: string,
  problems: readonly Problem[],
  options: ReportOptions,
  switches: CallSwitches,
): Iterable<string> {
  const selected = selectRows(tree, selectionFor(tree, treeWishesOf(shownOptionsOf(switches))));
  const { graph, style } = switches;
  if (graph !== undefined && !options.json) {
    return treeGraphLines(
      tree,
      selected.shown,
      typeof graph === 'string' ? graph : undefined,
      switches.outputFields,
    );
  }
  const rows = collectTree(tree, selected.shown);
  const average = averageFor(switches);
  if (options.json) return [functionsJson(path, problems, sortRows(rows, switches.sort, average))];
  if (style === 'uftrace') return linesOf(reportText(rows, wishesOf(switches)));
  return tableLines(sortRows(rows, switches.sort, average), options.top ?? usualRows);
}

function wishesOf(switches: CallSwitches): { sort?: string; fields?: string; average?: AverageOf } {
  const average = averageFor(switches);
  return {
    ...(switches.sort === undefined ? {} : { sort: switches.sort }),
    ...(switches.outputFields === undefined ? {} : { fields: switches.outputFields }),
    ...(average === undefined ? {} : { average }),
  };
}

function averageFor({ avgTotal, avgSelf }: CallSwitches): AverageOf {
  if (avgTotal === true) return 'total';
  return avgSelf === true ? 'self' : undefined;
}

function* linesOf(text: string): Iterable<string> {
  yield* text.split('\n').slice(0, -1);
}

const usualRows = 15;
const cellWidth = 9;

function* tableLines(rows: readonly CallStatistic[], top: number): Iterable<string> {
  const heads = functionTable.columns.map(({ id }) => id);
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => (index === cells.length - 1 ? `  ${cell}` : cell.padStart(cellWidth + 1)))
      .join('');
  yield line(heads);
  for (const row of rows.slice(0, top)) {
    const { total, self, calls, name } = row;
    const average = averageOf(total, calls);
    const times = [average, total.min, total.max].map(durationText);
    yield line([durationText(total.sum), durationText(self.sum), String(calls), ...times, printable(name)]);
  }
  if (rows.length > top) yield say('calls.more', { count: String(rows.length - top) });
}

function functionsJson(path: string, problems: readonly Problem[], rows: readonly CallStatistic[]): string {
  const values = rows.map(({ name, total, self, calls }) => ({
    total: total.sum,
    self: self.sum,
    calls,
    avg: averageOf(total, calls),
    min: total.min,
    max: total.max,
    function: name,
  }));
  const head = { ringside: 1, kind: 'calls', source: path, problems };
  return JSON.stringify({ ...head, ...tableJson(functionTable, values) });
}
