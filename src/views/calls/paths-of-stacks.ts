import { type CallName, type CallTree, layersOf, rowKind } from '../../analyses/calls/index.ts';
import { type Stacks, stacksOf } from '../../analyses/stacks/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import type { Trace } from '../../store/index.ts';
import type { Opened } from '../workbench.ts';
import type { PathTree } from './path-tree.ts';
import { PathMerger } from './paths-of-calls.ts';
import type { CallScope } from './scope.ts';

/** Rows of events with a stack, and of which event and task each is. */
export interface StackRows {
  readonly rows: Uint32Array;
  /** How many of each event, by its index into the trace's formats. */
  readonly ofEvent: ReadonlyMap<number, number>;
}

/** The events of a trace that were recorded with a stack. */
export function stackRowsOf(trace: Trace): StackRows {
  const stacks = stacksOf(trace);
  const found = new Uint32Array(stacks.some ? trace.count : 0);
  const ofEvent = new Map<number, number>();
  let count = 0;
  for (let row = 0; row < found.length; row++) {
    if (stacks.ofRow(row) < 0 && stacks.userOfRow(row) < 0) continue;
    found[count++] = row;
    ofEvent.set(trace.event[row]!, (ofEvent.get(trace.event[row]!) ?? 0) + 1);
  }
  return { rows: found.slice(0, count), ofEvent };
}

/** Merges the stacks of events: each weighs what its event stands for, or 1, where it ends. `event` is an index into the trace's formats; all without it. */
export function pathsOfStacks(
  { trace, parts }: Opened,
  { rows }: StackRows,
  event: number | undefined,
  { thread, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: CallScope,
): PathTree {
  const [stacks, tasks] = [stacksOf(trace), tasksOf(trace)];
  const names = new StackNames();
  const weight = event === undefined ? undefined : trace.stacks?.weightOf(event);
  const counted = new Map<number, { count: number; weight: number }>();
  const kinds = stacks.texts.length + 1;
  for (const row of rows) {
    const time = trace.time[row]!;
    if (time < from || time > to || (event !== undefined && trace.event[row] !== event)) continue;
    if (thread !== undefined && tasks.ofRow(row) !== thread) continue;
    const key = (stacks.userOfRow(row) + 1) * kinds + stacks.ofRow(row) + 1;
    const sum = counted.get(key) ?? { count: 0, weight: 0 };
    counted.set(key, sum);
    sum.count++;
    sum.weight += weight?.of(row) ?? 1;
  }
  const paths = new PathMerger();
  for (const [key, { count, weight: whole }] of counted) {
    const [user, kernel] = [Math.floor(key / kinds) - 1, (key % kinds) - 1];
    const frames = [...names.ofProgram(stacks, user), ...names.ofKernel(stacks, kernel)];
    let path = -1;
    frames.forEach((name, place) => {
      path = paths.add(path, name, count, place === frames.length - 1 ? whole : 0);
    });
  }
  const unit = weight?.unit === 'ns' ? 'sampled-ns' : 'events';
  const made = paths.finish({ names: names.list, layers: [], unit });
  return { ...made, layers: layersOf(asTree(made), parts) };
}

/** Names of stacks are told apart by what they run in, and by the program where that is known. */
class StackNames {
  readonly list: CallName[] = [];
  readonly #codes = new Map<string, number>();

  /** Codes of the names of a program's stack, the outermost first. */
  ofProgram(stacks: Stacks, stack: number): readonly number[] {
    const frames = stacks.programFrames(stack);
    if (frames === undefined)
      return stacks
        .frames(stack)
        .map(text => this.#code(text, rowKind.user, ''))
        .reverse();
    return frames
      .map(({ name, module, isLibrary }) =>
        this.#code(name, isLibrary ? rowKind.library : rowKind.user, module),
      )
      .reverse();
  }

  /** Those of the kernel's. */
  ofKernel(stacks: Stacks, stack: number): readonly number[] {
    return stacks
      .frames(stack)
      .map(text => this.#code(text, rowKind.kernel, ''))
      .reverse();
  }

  #code(text: string, kind: CallName['kind'], module: string): number {
    const key = `${kind} ${module} ${text}`;
    const code = this.#codes.get(key) ?? this.list.push({ text, kind, module }) - 1;
    this.#codes.set(key, code);
    return code;
  }
}

/** As much of a call tree as layers are found by. */
function asTree({ count, names, name, parent, depth, self, total }: PathTree): CallTree {
  return {
    count,
    names,
    name,
    parent,
    depth,
    self,
    start: new Float64Array(count),
    end: total,
    task: new Uint16Array(count),
    flags: new Uint8Array(count),
    tasks: [],
    unmatchedReturns: 0,
  };
}
