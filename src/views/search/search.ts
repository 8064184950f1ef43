import { derived } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { decodeLatin1, firstIndex } from '../../base/index.ts';
import { KernelFunctions } from '../../kernel/index.ts';
import { type EventFormat, type Growing, growing, type Trace } from '../../store/index.ts';
import { findStyle, OutputBytes } from '../../text/index.ts';
import { say } from '../../words/index.ts';
import type { Asked } from '../question.ts';
import { censusOf } from '../timeline/census.ts';
import type { Opened } from '../workbench.ts';

/** What is looked for: a part of the name of an event, a task or a function, or a tid; with `printed` of an event’s text, too. */
export interface SearchWish {
  readonly text: string;
  /** Prints every event to look into its text: seconds for millions of them. */
  readonly printed?: boolean;
}

/** Names that a text is a part of. */
export interface MatchedNames {
  readonly events: readonly string[];
  readonly tasks: readonly string[];
}

/** Rows of the events that a text was found in. Undefined where the question was taken back. */
export async function findRows(
  opened: Opened,
  wish: SearchWish,
  asked: Asked,
): Promise<Uint32Array | undefined> {
  const key = `${wish.printed === true ? 'printed' : 'names'} ${wish.text.toLowerCase()}`;
  const last = lastFound.get(opened.trace);
  if (last?.key === key) return last.rows;
  const rows = await searchRows(opened, wish, asked);
  if (rows !== undefined) lastFound.set(opened.trace, { key, rows });
  return rows;
}

/** Next and previous are asked of the same search again and again. */
const lastFound = new WeakMap<Trace, { readonly key: string; readonly rows: Uint32Array }>();

/** The event of a search that is next or previous to a row; undefined where there is none. */
export function stepFrom(rows: Uint32Array, row: number, direction: 1 | -1): number | undefined {
  if (direction === 1) return rows[firstIndex(0, rows.length, index => rows[index]! > row)];
  return rows[firstIndex(0, rows.length, index => rows[index]! >= row) - 1];
}

export function matchedNames(trace: Trace, text: string): MatchedNames {
  const has = containing(text);
  return {
    events: trace.formats.map(fullName).filter(has),
    tasks: [...new Set(allTasks(trace).comms)].filter(has),
  };
}

const fullName = ({ system, name }: EventFormat): string => `${system}:${name}`;

function containing(text: string): (name: string) => boolean {
  const wanted = text.toLowerCase();
  return wanted === '' ? () => false : name => name.toLowerCase().includes(wanted);
}

/** Rows between two looks at whether somebody still waits. */
const atOnce = 1 << 18;

async function searchRows(
  opened: Opened,
  { text, printed = false }: SearchWish,
  asked: Asked,
): Promise<Uint32Array | undefined> {
  const { trace } = opened;
  const has = containing(text);
  const byEvent = eventVerdicts(opened, has, printed);
  const byPid = pidVerdicts(trace, text);
  const rows = growing.u32(1 << 16);
  const { count } = trace;
  const step = printed ? atOnce >> 5 : atOnce;
  for (let from = 0; from < count; from += step) {
    if (from > 0) {
      asked.progress(from, count, say('search.searching'));
      await asked.pause();
      if (asked.isCancelled()) return undefined;
    }
    addRows(trace, from, Math.min(count, from + step), byEvent, byPid, rows);
  }
  return rows.view();
}

/** Whether an event is found: by its number, or, where that does not tell, by its row. */
interface Verdicts {
  readonly of: Uint8Array;
  readonly ask: (number: number, row: number) => boolean;
}

const verdict = { no: 0, yes: 1, ask: 2 } as const;

function addRows(
  { event, pid }: Trace,
  from: number,
  to: number,
  byEvent: Verdicts,
  byPid: Verdicts,
  rows: Growing<Uint32Array>,
): void {
  const isEvent = byEvent.of;
  const isPid = byPid.of;
  for (let row = from; row < to; row++) {
    const [found, who] = [event[row]!, pid[row]!];
    // Ids beyond those that are known say nothing.
    const ofEvent = isEvent[found] ?? verdict.no;
    const ofPid = isPid[who] ?? verdict.ask;
    if (ofEvent === verdict.yes || ofPid === verdict.yes) rows.push(row);
    else if (ofPid === verdict.ask && byPid.ask(who, row)) rows.push(row);
    else if (ofEvent === verdict.ask && byEvent.ask(found, row)) rows.push(row);
  }
}

function eventVerdicts(opened: Opened, has: (name: string) => boolean, printed: boolean): Verdicts {
  const { trace } = opened;
  const inFunction = trace.formats.map((format, event) => functionMatcher(trace, format, event, has));
  const isPrinted = printed ? textMatcher(opened, has) : undefined;
  const verdicts = trace.formats.map((format, event) => {
    if (has(fullName(format))) return verdict.yes;
    return inFunction[event] !== undefined || isPrinted !== undefined ? verdict.ask : verdict.no;
  });
  return {
    of: Uint8Array.from(verdicts),
    ask: (event, row) => inFunction[event]?.(row) === true || isPrinted?.(row) === true,
  };
}

/** The tasks of all events: they are found as their events are looked at. */
function allTasks(trace: Trace): ReturnType<typeof tasksOf> {
  censusOf(trace);
  return tasksOf(trace);
}

/** Pids below this have their verdict in an array: all that kernels give (include/linux/threads.h: PID_MAX_LIMIT). */
const pidLimit = 4 * 1024 * 1024;

/** A pid that named several tasks is asked for each event, as are those of idle tasks: there is one a CPU. */
function pidVerdicts(trace: Trace, text: string): Verdicts {
  const tasks = allTasks(trace);
  const has = containing(text);
  const tid = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  const isWanted = tasks.list.map(
    ({ comm, renames, tid: own }) => own === tid || has(comm) || renames.some(({ before }) => has(before)),
  );
  const pids = tasks.tids.filter(own => own >= 0 && own < pidLimit);
  const of = new Uint8Array(pids.reduce((most, own) => Math.max(most, own), 0) + 1);
  const met = new Uint8Array(of.length);
  for (const [task, own] of tasks.tids.entries()) {
    if (own < 0 || own >= pidLimit) continue;
    const is = isWanted[task] ? verdict.yes : verdict.no;
    of[own] = met[own] === 0 || of[own] === is ? is : verdict.ask;
    met[own] = 1;
  }
  return { of, ask: (_pid, row) => isWanted[tasks.ofRow(row)] === true };
}

/** Events of function tracers, by the names of the functions that they are about. */
function functionMatcher(
  trace: Trace,
  { system, name }: EventFormat,
  event: number,
  has: (name: string) => boolean,
): ((row: number) => boolean) | undefined {
  const text = trace.fields.text(event, 'function');
  if (text !== undefined) return row => has(text(row));
  const field = system === 'ftrace' ? functionFields[name] : undefined;
  if (field === undefined) return undefined;
  const [high, low] = [trace.fields.high(event, field), trace.fields.low(event, field)];
  if (high === undefined || low === undefined) return undefined;
  const functions = derived(trace, kernelFunctions);
  const known = new Map<number, boolean>();
  return row => {
    const address = (high(row) | 0) * 4294967296 + low(row);
    let is = known.get(address);
    if (is === undefined) {
      const found = functions.find(address);
      is = found >= 0 && has(functions.name(found));
      known.set(address, is);
    }
    return is;
  };
}

const functionFields: Readonly<Record<string, string>> = {
  function: 'ip',
  funcgraph_entry: 'func',
  fgraph_retaddr_entry: 'func',
};

function kernelFunctions(trace: Trace): KernelFunctions {
  return new KernelFunctions(trace.symbols.text);
}

/** Events as the style of their format prints them. */
function textMatcher(
  { trace, recording }: Pick<Opened, 'trace' | 'recording'>,
  has: (text: string) => boolean,
): ((row: number) => boolean) | undefined {
  const printer = findStyle(recording.format)?.printer(recording, {});
  if (printer === undefined) return undefined;
  printer.use(trace);
  const out = new OutputBytes();
  return row => {
    out.clear();
    return printer.print(row, out) && has(decodeLatin1(out.view()));
  };
}
