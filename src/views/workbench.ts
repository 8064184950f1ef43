import { type CallTree, type Layer, layersOf } from '../analyses/calls/index.ts';
import { type Analysis, type Answer, analyses, derived, type Steps } from '../analyses/index.ts';
import type { TimeKind } from '../base/index.ts';
import type { Recording } from '../formats/index.ts';
import type { KernelParts } from '../kernel/index.ts';
import { recordedCalls } from '../opening/index.ts';
import type { Problem, Table, Trace } from '../store/index.ts';

/** A recording that is open: what of it is in memory, and what is known of it. */
export interface Opened {
  readonly name: string;
  readonly recording: Recording;
  /** The events that are in memory. */
  readonly trace: Trace;
  /** Whether these are all of them. */
  readonly isWhole: boolean;
  readonly time: TimeKind;
  /** The command that was recorded; empty where nothing says it. */
  readonly command: string;
  /** Release of the kernel and the architecture as `uname -m` says it; empty where nothing says them. */
  readonly kernel: string;
  readonly arch: string;
  /** What is missing, of the file and of what is around it. */
  readonly problems: readonly Problem[];
  /** What is known of the functions of its kernel; undefined where there are no tables of one. */
  readonly parts: KernelParts | undefined;
}

/** Calls, and by name of them where they belong in the layers of the system. */
export interface LayeredCalls {
  readonly tree: CallTree;
  readonly layers: readonly Layer[];
}

const layered = new WeakMap<Opened, { readonly calls: LayeredCalls | undefined }>();

/** The calls of a recording with the layers of their names, made once; undefined where none were recorded. */
export function layeredCalls(opened: Opened): LayeredCalls | undefined {
  const found = layered.get(opened) ?? { calls: layerCalls(opened) };
  layered.set(opened, found);
  return found.calls;
}

function layerCalls({ recording, trace, parts }: Opened): LayeredCalls | undefined {
  const tree = recordedCalls(recording, trace);
  return tree === undefined ? undefined : { tree, layers: layersOf(tree, parts) };
}

/** The recordings that are open, and what analyses said of them. */
export class Workbench {
  readonly #opened: Opened[] = [];
  readonly #ahead: { readonly opened: Opened; readonly steps: Steps<void> }[] = [];
  readonly #known = new WeakMap<Opened, Set<unknown>>();

  get opened(): readonly Opened[] {
    return this.#opened;
  }

  /** Adds a recording; answers its number. */
  add(opened: Opened): number {
    return this.#opened.push(opened) - 1;
  }

  /** Puts another window of a recording, or what is known of it now, in the place of what was there. */
  replace(of: number, opened: Opened): void {
    this.#opened[of] = opened;
  }

  clear(): void {
    this.#opened.length = 0;
  }

  /** Leaves something for when nobody waits for an answer; of each kind it is done once for what is open. */
  workAhead(opened: Opened, work: (opened: Opened) => Steps<void>): void {
    const known = this.#known.get(opened) ?? new Set();
    this.#known.set(opened, known);
    if (known.has(work)) return;
    known.add(work);
    this.#ahead.push({ opened, steps: work(opened) });
  }

  /** Does a few milliseconds of what was left; false where nothing is left. What is no longer open is forgotten. */
  stepAhead(): boolean {
    const [next] = this.#ahead;
    if (next === undefined) return false;
    if (!this.#opened.includes(next.opened)) this.#ahead.shift();
    else if (isOver(next.steps)) this.#ahead.splice(this.#ahead.indexOf(next), 1);
    return true;
  }

  /** Throws where there is no such recording: the page asks only for those that it opened. */
  recording(of = 0): Opened {
    const opened = this.#opened[of];
    if (opened === undefined) throw new Error(`no recording ${of} is open`);
    return opened;
  }

  answer(of: number | undefined, id: string): Answer {
    return derived(this.recording(of).trace, findAnalysis(id).answer);
  }

  /** The calls of a recording with the layers of their names, made once; undefined where none were recorded. */
  calls(of = 0): LayeredCalls | undefined {
    return layeredCalls(this.recording(of));
  }

  /** A table of an analysis by its id, `analysis.plural-noun`. */
  table(of: number | undefined, id: string): Table {
    return this.answer(of, id.slice(0, id.indexOf('.'))).table(id);
  }
}

/** What fails on the way is over: whoever needs it meets the failure again, and hears of it. */
function isOver(steps: Steps<void>): boolean {
  try {
    return steps.next().done === true;
  } catch {
    return true;
  }
}

/** Throws where there is no such analysis. */
export function findAnalysis(id: string): Analysis {
  const found = analyses.find(analysis => analysis.id === id);
  if (found === undefined) throw new Error(`no analysis ${id}`);
  return found;
}
