import { askedOf, recordedEvents } from '../../analyses/overview/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import { countText, durationText } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { selectionText } from '../selection.ts';
import { shownCalls } from '../timeline/call-lane.ts';
import { findAnalysis, type Opened, type Workbench } from '../workbench.ts';
import { taskName } from './explain-row.ts';
import { findRow } from './explain-table-row.ts';
import type { Explanation, Fact, PlaceLink } from './explanation.ts';
import { rowFacts } from './facts.ts';
import { spanOf } from './functions.ts';
import { toCalls, toEvents, toJourney, toSelection, toTable, toTimeline } from './links.ts';

/** Whether the events were recorded that an analysis needs. */
export function isRecorded(trace: Trace, analysis: string): boolean {
  return askedOf(recordedEvents(trace), [findAnalysis(analysis)])[0]?.recorded === 'yes';
}

/** A task: where it comes from, how long it lived, and what it did with its time. */
export function explainTask(bench: Workbench, of: number | undefined, task: number): Explanation | undefined {
  const { trace } = bench.recording(of);
  const tasks = tasksOf(trace);
  const one = tasks.list[task];
  if (one === undefined) return undefined;
  const { first, last, count } = eventsOfTask(trace, task);
  const [from, to] = first < 0 ? [0, 0] : [trace.time[first]!, trace.time[last]!];
  return {
    title: taskName(trace, task),
    sentence: sentenceOf(trace, task),
    facts: [
      {
        label: 'events',
        text: countText(count),
        exact: String(count),
        about: say('explain.fact.task-events'),
      },
      ...parentFact(trace, one.parent),
      ...schedFacts(bench, of, one.tid),
    ],
    links: [
      ...(first < 0 ? [] : [toEvents(first)]),
      toTimeline({ kind: 'task', task }, from, to, spanOf(trace)),
      ...linksOfTask(bench.recording(of), one.tid, tasks.isIdle(task)),
      ...(one.parent < 0
        ? []
        : [
            toSelection(say('explain.to.parent', { who: taskName(trace, one.parent) }), {
              kind: 'task',
              task: one.parent,
            }),
          ]),
    ],
    source: '',
    rows: first < 0 ? [] : [...new Set([first, last])],
    stack: [],
    operation: tasks.isIdle(task) ? '' : `task@${one.tid}`,
  };
}

function sentenceOf(trace: Trace, task: number): string {
  const { forkRow, exitRow, idleOf } = tasksOf(trace).list[task]!;
  if (idleOf !== undefined) return say('explain.task.idle', { cpu: idleOf });
  const at = (row: number): string => durationText(Math.max(0, trace.time[row]! - trace.time[0]!));
  const began = forkRow < 0 ? say('explain.task.before') : say('explain.task.forked', { when: at(forkRow) });
  const ended = exitRow < 0 ? say('explain.task.alive') : say('explain.task.ended', { when: at(exitRow) });
  return `${began} ${ended}`;
}

function parentFact(trace: Trace, parent: number): readonly Fact[] {
  if (parent < 0) return [];
  const who = taskName(trace, parent);
  const select = selectionText({ kind: 'task', task: parent });
  return [{ label: 'parent', text: who, exact: who, about: say('explain.fact.parent'), select }];
}

function schedFacts(bench: Workbench, of: number | undefined, tid: number): readonly Fact[] {
  const { trace } = bench.recording(of);
  if (tid === 0 || !isRecorded(trace, 'sched')) return [];
  const table = bench.table(of, 'sched.tasks');
  const row = findRow(table, 'tid', tid);
  return row < 0
    ? []
    : rowFacts(trace, table, row).filter(
        ({ label, exact }) => label !== 'tid' && label !== 'comm' && !/^0(?: |$)/.test(exact),
      );
}

/** Analyses with a table of single things that a task did, one link each. */
const detailsOfTask = [
  ['sched', 'sched.waits', 'explain.to.waits'],
  ['syscalls', 'syscalls.calls', 'explain.to.syscalls'],
  ['block', 'block.requests', 'explain.to.requests'],
  ['calls', 'calls.durations', 'explain.to.functions'],
] as const;

function linksOfTask(opened: Opened, tid: number, isIdle: boolean): readonly PlaceLink[] {
  if (isIdle) return [];
  const { trace } = opened;
  const recorded = new Set(
    detailsOfTask.filter(([analysis]) => isRecorded(trace, analysis)).map(([, table]) => table),
  );
  return [
    ...detailsOfTask
      .filter(([, table]) => recorded.has(table))
      .map(([, table, label]) => toTable(say(label), table, `tid = ${tid}`)),
    ...callsLink(opened, tid),
    ...(recorded.has('sched.waits') ? [toJourney(`task@${tid}`)] : []),
  ];
}

function callsLink(opened: Opened, tid: number): readonly PlaceLink[] {
  const thread = shownCalls(opened)?.byTid.get(tid);
  return thread === undefined
    ? []
    : [toCalls(say('explain.to.calls'), { show: 'tree', thread: String(thread) })];
}

function eventsOfTask(
  trace: Trace,
  task: number,
): { readonly first: number; readonly last: number; readonly count: number } {
  const tasks = tasksOf(trace);
  const { tid, idleOf } = tasks.list[task]!;
  let [first, last, count] = [-1, -1, 0];
  for (let row = 0; row < trace.count; row++) {
    if (
      trace.pid[row] !== tid ||
      (idleOf === undefined ? tasks.ofRow(row) !== task : trace.cpu[row] !== idleOf)
    )
      continue;
    if (first < 0) first = row;
    last = row;
    count++;
  }
  return { first, last, count };
}
