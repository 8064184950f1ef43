import { type Analysis, analyses, derived, type LinkDescription, type Steps } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { findEvents } from '../../analyses/walk/index.ts';
import { growing, type Table, type Trace } from '../../store/index.ts';
import { inWords } from '../../words/index.ts';
import { type Asked, stepByStep } from '../question.ts';
import type { Arrow } from './contract.ts';
import { risingOrder } from './rising-order.ts';
import { countNeeded } from './table-tracks.ts';

/** Every link of one description whose ends were both recorded, by its cause and by its effect. */
export interface Links {
  readonly description: LinkDescription;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Links by the row of their cause, and by that of their effect. */
  readonly byFrom: Uint32Array;
  readonly byTo: Uint32Array;
}

/** That memory is freed some day is caused by nothing that a time line shows: its arrows would hide all others. */
const notDrawn: readonly string[] = ['memory.frees'];

/** Analyses with links that are drawn. */
const linked = analyses.filter(({ links = [] }) => links.some(({ id }) => !notDrawn.includes(id)));

const kept = new WeakMap<Trace, Map<Analysis, readonly Links[]>>();

/**
 * All links of a trace, made once. Runs the analyses that describe them, one after the other; undefined where the question
 * was taken back meanwhile: what was made until then stays.
 */
export async function linksOf(trace: Trace, asked: Asked): Promise<readonly Links[] | undefined> {
  const made = madeOf(trace);
  for (const [index, analysis] of linked.entries()) {
    if (isMade(trace, analysis)) continue;
    asked.progress(index, linked.length, inWords(analysis.sentence));
    if (!(await stepByStep(makeLinks(trace, analysis), asked))) return undefined;
  }
  return [...made.values()].flat();
}

/** Makes all links in steps. */
export function* prepareLinks(trace: Trace): Steps<void> {
  for (const analysis of linked) if (!isMade(trace, analysis)) yield* makeLinks(trace, analysis);
}

function madeOf(trace: Trace): Map<Analysis, readonly Links[]> {
  const made = kept.get(trace) ?? new Map<Analysis, readonly Links[]>();
  kept.set(trace, made);
  return made;
}

function isMade(trace: Trace, analysis: Analysis): boolean {
  return madeOf(trace).has(analysis) || countNeeded(trace, analysis) === 0;
}

function* makeLinks(trace: Trace, analysis: Analysis): Steps<void> {
  const { links = [], answer, prepare } = analysis;
  if (prepare !== undefined) yield* prepare(trace);
  yield;
  const found: Links[] = [];
  for (const description of links.filter(({ id }) => !notDrawn.includes(id))) {
    found.push(readLinks(trace, derived(trace, answer).table(description.table), description));
    yield;
  }
  madeOf(trace).set(analysis, found);
}

/** An effect before its cause is none that can be drawn: clocks differ, or the table tells the way back. */
function readLinks({ time }: Trace, table: Table, description: LinkDescription): Links {
  const [causes, effects] = [table.column(description.from), table.column(description.to)];
  const [from, to] = [growing.u32(), growing.u32()];
  for (let row = 0; row < table.count; row++) {
    const [cause, effect] = [table.number(causes, row), table.number(effects, row)];
    // Not known is NaN, and is not less.
    if (!(time[cause]! <= time[effect]!) || cause === effect) continue;
    from.push(cause);
    to.push(effect);
  }
  return {
    description,
    from: from.view(),
    to: to.view(),
    byFrom: risingOrder(from.view()),
    byTo: risingOrder(to.view()),
  };
}

/** A link as an arrow between tracks. */
export function arrowOf(trace: Trace, { description, from, to }: Links, link: number): Arrow {
  const [fromRow, toRow] = [from[link]!, to[link]!];
  return {
    link: description.id,
    sentence: inWords(description.sentence),
    fromRow,
    toRow,
    fromTime: trace.time[fromRow]!,
    toTime: trace.time[toRow]!,
    fromTracks: tracksOf(trace, tasksOf(trace).ofRow(fromRow), fromRow),
    toTracks: tracksOf(trace, taskBegunAt(trace, toRow), toRow),
  };
}

function tracksOf(trace: Trace, task: number, row: number): readonly string[] {
  const cpu = `cpu:${trace.cpu[row]!}`;
  return tasksOf(trace).isIdle(task) ? [cpu] : [`task:${task}`, cpu];
}

/** The task that an event lets run: of a switch the one that it goes to. */
export function taskBegunAt(trace: Trace, row: number): number {
  const next = derived(trace, nextPids).get(trace.event[row]!)?.(row);
  if (next === undefined) return tasksOf(trace).ofRow(row);
  return next === 0 ? tasksOf(trace).ofIdle(trace.cpu[row]!) : tasksOf(trace).of(next, row);
}

function nextPids(trace: Trace): ReadonlyMap<number, (row: number) => number> {
  const readers = new Map<number, (row: number) => number>();
  for (const event of findEvents(trace, 'sched:sched_switch')) {
    const read = trace.fields.number(event, 'next_pid');
    if (read !== undefined) readers.set(event, read);
  }
  return readers;
}
