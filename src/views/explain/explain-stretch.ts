import { tasksOf } from '../../analyses/tasks/index.ts';
import { durationText, printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import { findOperation, nameOf } from '../journey/all-operations.ts';
import { type Selection, selectionText } from '../selection.ts';
import { shownCalls } from '../timeline/call-lane.ts';
import { headsOf } from '../timeline/heads.ts';
import { itemOf } from '../timeline/items.ts';
import { partsOf } from '../timeline/part-heads.ts';
import { timeLineOf } from '../timeline/time-line.ts';
import { parseTrackId } from '../timeline/track-id.ts';
import type { Opened, Workbench } from '../workbench.ts';
import { explainFunction } from './explain-named.ts';
import { taskName } from './explain-row.ts';
import { explainTableRow } from './explain-table-row.ts';
import type { Explanation, Fact, PlaceLink } from './explanation.ts';
import { spanOf, stackAt } from './functions.ts';
import { toEvents, toJourney, toSelection, toTimeline } from './links.ts';

/** What lasts: a call, an operation, a slice of a track. */

interface Lasting {
  readonly start: number;
  readonly end: number;
  /** Index into the tasks; -1 where it is nobody's. */
  readonly task: number;
}

function timeFacts({ trace }: Opened, { start, end, task }: Lasting): readonly Fact[] {
  const { unit } = trace.clock;
  const who = task < 0 ? '' : taskName(trace, task);
  return [
    {
      label: 'time',
      text: (start / 1e9).toFixed(6),
      exact: `${start} ${unit}`,
      about: say('explain.fact.began'),
    },
    {
      label: 'duration',
      text: unit === 'ns' ? durationText(end - start) : String(end - start),
      exact: `${end - start} ${unit}`,
      about: say('explain.fact.duration'),
    },
    ...(task < 0
      ? []
      : [{ label: 'task', text: who, exact: who, about: '', select: selectionText({ kind: 'task', task }) }]),
  ];
}

function taskLink({ trace }: Opened, task: number): readonly PlaceLink[] {
  return task < 0
    ? []
    : [toSelection(say('explain.to.task', { who: taskName(trace, task) }), { kind: 'task', task })];
}

/** A call of a function: what the function is, and when this call was. */
export function explainCall(bench: Workbench, of: number | undefined, call: number): Explanation | undefined {
  const opened = bench.recording(of);
  const { trace } = opened;
  const calls = shownCalls(opened);
  if (calls === undefined || call >= calls.tree.count) return undefined;
  const { tree, timeZero, beginRow } = calls;
  const name = tree.names[tree.name[call]!]!.text;
  const [start, end] = [tree.start[call]! - timeZero, tree.end[call]! - timeZero];
  const row = beginRow?.[call];
  const { tid, cpu } = tree.tasks[tree.task[call]!]!;
  const tasks = tasksOf(trace);
  const task = tid === 0 ? tasks.ofIdle(cpu ?? 0) : tasks.of(tid, row ?? 0);
  const above = tree.parent[call]!;
  const itsFunction = explainFunction(bench, of, name);
  return {
    ...itsFunction,
    facts: [
      ...timeFacts(opened, { start, end, task }),
      ownFact(tree.self[call]!),
      ...(above < 0 ? [] : [callerFact(above, tree.names[tree.name[above]!]!.text)]),
      ...itsFunction.facts.filter(({ label }) => label === 'part'),
    ],
    links: [
      toTimeline({ kind: 'call', call }, start, end, spanOf(trace)),
      ...(row === undefined ? [] : [toEvents(row)]),
      toSelection(say('explain.to.function', { name }), { kind: 'function', name }),
      ...itsFunction.links,
    ],
    rows: row === undefined ? [] : [row],
    stack: row === undefined ? [] : stackAt(opened, row),
  };
}

function ownFact(self: number): Fact {
  return { label: 'self', text: durationText(self), exact: `${self} ns`, about: say('explain.fact.self') };
}

function callerFact(call: number, name: string): Fact {
  const select = selectionText({ kind: 'call', call });
  return {
    label: 'caller',
    text: printable(name),
    exact: printable(name),
    about: say('explain.fact.caller'),
    select,
  };
}

/** Something that can be followed: a system call, a request, a packet, a work item, a signal, a task's life. */
export function explainOperation(
  bench: Workbench,
  of: number | undefined,
  text: string,
): Explanation | undefined {
  const opened = bench.recording(of);
  const { trace } = opened;
  const operation = findOperation(trace, text);
  if (operation === undefined) return undefined;
  const { kind, name, task, start, end, beginRow, endRow } = operation;
  const exactly = nameOf(trace, operation);
  return {
    title: printable(name),
    sentence: say(`journey.about.${kind}`),
    facts: timeFacts(opened, { start, end, task }),
    links: [
      toJourney(exactly),
      toTimeline({ kind: 'operation', of: exactly }, start, end, spanOf(trace)),
      toEvents(beginRow),
      ...taskLink(opened, task),
    ],
    source: '',
    rows: beginRow === endRow ? [beginRow] : [beginRow, endRow],
    stack: stackAt(opened, beginRow),
    operation: exactly,
  };
}

/** A slice of a track: what its track shows, what it is, and the row of the table that it was made from. */
export function explainSlice(
  bench: Workbench,
  of: number | undefined,
  slice: Extract<Selection, { kind: 'slice' }>,
): Explanation | undefined {
  const opened = bench.recording(of);
  const { trace } = opened;
  const item = itemOf(timeLineOf(opened), slice.track, slice.item);
  if (item === undefined) return undefined;
  const { name, start, end, task, cpu, table, tableRow, beginRow, endRow, phases } = item;
  const cell =
    table === undefined || tableRow === undefined
      ? undefined
      : explainTableRow(bench, of, { kind: 'cell', table, row: tableRow });
  const rows = [...new Set([beginRow, endRow])].filter(row => row >= 0 && row < trace.count);
  return {
    title: printable(name),
    sentence: sentenceOfTrack(opened, slice.track),
    facts: [
      ...timeFacts(opened, { start, end, task }),
      ...(cpu < 0 ? [] : [cpuFact(cpu)]),
      ...phases.map((phase): Fact => phaseFact(phase.name, phase.end - phase.start)),
      ...(cell?.facts.filter(({ label }) => !['time', 'duration', 'cpu', 'tid', 'comm'].includes(label)) ??
        []),
    ],
    links: [
      toTimeline(slice, start, end, spanOf(trace)),
      ...(cell === undefined
        ? [...(rows[0] === undefined ? [] : [toEvents(rows[0])]), ...taskLink(opened, task)]
        : cell.links.slice(1)),
      ...waitLink(opened, item),
    ],
    source: cell?.source ?? '',
    rows,
    stack: rows.map(row => stackAt(opened, row)).find(frames => frames.length > 0) ?? [],
    operation: '',
  };
}

/** The selection of the same wait as a journey of the task, where one can be followed. */
function waitLink(
  { trace }: Opened,
  { task, track }: { readonly task: number; readonly track: string },
): readonly PlaceLink[] {
  const tasks = tasksOf(trace);
  if (task < 0 || tasks.isIdle(task) || !track.startsWith('task:')) return [];
  return [{ ...toJourney(`task@${tasks.tids[task]}`), label: say('explain.to.waited-for') }];
}

function cpuFact(cpu: number): Fact {
  return {
    label: 'cpu',
    text: String(cpu),
    exact: String(cpu),
    about: '',
    select: selectionText({ kind: 'cpu', cpu }),
  };
}

function phaseFact(name: string, length: number): Fact {
  return {
    label: printable(name),
    text: durationText(length),
    exact: `${length} ns`,
    about: say('explain.fact.phase'),
  };
}

function sentenceOfTrack(opened: Opened, track: string): string {
  const { kind, number } = parseTrackId(track);
  const found =
    headsOf(opened).find(({ id }) => id === track) ??
    partsOf(opened, `${kind}:${number}`).find(({ id }) => id === track);
  return found?.sentence ?? '';
}
