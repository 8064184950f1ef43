import type { Problem, Table, TableDescription, Trace } from '../store/index.ts';

/** Tables that an analysis makes of a trace. Each is made when it is first asked for, and kept. */
export interface Answer {
  table(id: string): Table;
  /** What could not be paired or had to be left out, as rows of the loss ledger. */
  readonly problems: readonly Problem[];
}

/**
 * How rows of a table are drawn on a time line: each at `start` for `duration` in the lane that a column names, or a
 * number over time.
 */
export interface TrackDescription {
  readonly id: string;
  readonly sentence: string;
  readonly table: string;
  readonly kind: 'slices' | 'counter' | 'instants';
  /** Columns whose values name a lane: `cpu`, `task`, `device`. */
  readonly lanes: readonly string[];
  /** A column of times, or of rows of the trace: of events whose time it is. */
  readonly start: string;
  /** Of slices. */
  readonly duration?: string;
  /** The column that a slice is named and coloured by, or a counter's value. */
  readonly value: string;
}

/** That one event is the cause of another: two columns of a table that hold rows of the trace. */
export interface LinkDescription {
  readonly id: string;
  readonly sentence: string;
  readonly table: string;
  readonly from: string;
  readonly to: string;
}

/** A thing worth saying first about a recording: which sentence of the words, its values, and the event it leads to. */
export interface Finding {
  /** Key of the sentence in `words`, without its prefix `finding.`. */
  readonly id: string;
  readonly values: Readonly<Record<string, string | number>>;
  /** How remarkable, 0 to 1: the part of the window's time, or of the events, that it takes. */
  readonly weight: number;
  /** Row of the event; undefined where it is about many. */
  readonly row?: number;
}

/** What can be asked of events about one part of the kernel. */
export interface Analysis {
  /** Stable: the name of its folder, its report, its page and its SQL schema. */
  readonly id: string;
  /** What it answers. */
  readonly sentence: string;
  /** Any one of these sets of events suffices; the first is what its plan records. `*` ends a name that only begins so. */
  readonly needs: readonly (readonly string[])[];
  /** Events that it reads where they are, and answers without. */
  readonly reads?: readonly string[];
  /** Arguments of `ringside record` that record it. */
  readonly record: string;
  readonly tables: readonly TableDescription[];
  readonly tracks?: readonly TrackDescription[];
  readonly links?: readonly LinkDescription[];
  answer(trace: Trace): Answer;
  /** What `answer` is made from, in steps: where nobody waits for it, or whoever does may take it back. */
  prepare?(trace: Trace): Steps<void>;
  findings?(trace: Trace, answer: Answer): readonly Finding[];
}

/** An answer whose tables are made by functions, one a table id. */
export function answerWith(
  tables: Readonly<Record<string, () => Table>>,
  problems: readonly Problem[] = [],
): Answer {
  const made = new Map<string, Table>();
  return {
    problems,
    table(id) {
      const make = tables[id];
      if (make === undefined) throw new Error(`no table ${id}`);
      const table = made.get(id) ?? make();
      made.set(id, table);
      return table;
    },
  };
}

const kept = new WeakMap<Trace, Map<unknown, unknown>>();

/** What a pure function makes of a trace, made once however many analyses ask. */
export function derived<T>(trace: Trace, make: (trace: Trace) => T): T {
  const ofTrace = keptOf(trace);
  if (!ofTrace.has(make)) ofTrace.set(make, finishBegun(trace, make) ?? make(trace));
  return ofTrace.get(make) as T;
}

function keptOf(trace: Trace): Map<unknown, unknown> {
  const ofTrace = kept.get(trace) ?? new Map<unknown, unknown>();
  kept.set(trace, ofTrace);
  return ofTrace;
}

/** Made of a trace at once, or in steps between which others may be heard. */
export interface Gradual<T extends object> {
  (trace: Trace): T;
  readonly steps: (trace: Trace) => Steps<T>;
}

export type Steps<T> = Generator<void, T, void>;

export function gradual<T extends object>(steps: (trace: Trace) => Steps<T>): Gradual<T> {
  return Object.assign((trace: Trace) => finish(steps(trace)), { steps });
}

/** All steps one after the other. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const begun = new WeakMap<Trace, Map<unknown, Steps<object>>>();

/** Makes in steps what `derived` then has at once; whoever asks for it before that goes on from where these are. */
export function* prepare<T extends object>(trace: Trace, make: Gradual<T>): Steps<void> {
  const [made, ofTrace] = [keptOf(trace), begun.get(trace) ?? new Map<unknown, Steps<object>>()];
  begun.set(trace, ofTrace);
  if (made.has(make)) return;
  const steps = ofTrace.get(make) ?? make.steps(trace);
  ofTrace.set(make, steps);
  try {
    while (!made.has(make)) {
      const step = steps.next();
      if (step.done === true) made.set(make, step.value);
      else yield;
    }
  } finally {
    if (made.has(make)) ofTrace.delete(make);
  }
}

function finishBegun(trace: Trace, make: unknown): object | undefined {
  const ofTrace = begun.get(trace);
  const steps = ofTrace?.get(make);
  if (steps === undefined) return undefined;
  // What failed or was broken off on the way is made anew.
  ofTrace?.delete(make);
  return finish(steps);
}
