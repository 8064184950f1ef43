import { type CallTree, isTimed, rowKind } from './call-tree.ts';

/** Which rows of a tree are wanted. */
export interface RowSelection {
  /** Levels to show. */
  readonly depth?: number;
  /** Without functions that took less, in nanoseconds. */
  readonly threshold?: number;
  /** Only functions with one of these names (by index, 1: wanted), and what they call. */
  readonly only?: Uint8Array;
  /** Without functions with one of these names, and what they call. */
  readonly without?: Uint8Array;
  /** Tasks (by index, 1: wanted). */
  readonly tasks?: Uint8Array;
  /** Without kernel functions, waits and events while the program was in none of its own, where the task has such. */
  readonly insideOnly?: boolean;
}

export interface SelectedRows {
  /** By row, 1: selected. */
  readonly shown: Uint8Array;
  /** By row: selected callers above it. */
  readonly depth: Uint16Array;
  readonly count: number;
  /** Rows left out because no function of the program was running. */
  readonly outside: number;
}

const hasOnly = 1;
const isWithout = 2;
const isInside = 4;

/** Selects rows; a caller that is left out does not take what it called with it, except by name, time or depth. */
export function selectRows(tree: CallTree, selection: RowSelection): SelectedRows {
  const { count, parent, name } = tree;
  const { only, without, tasks, insideOnly = false } = selection;
  const { threshold = 0, depth: levels = Number.POSITIVE_INFINITY } = selection;
  const shown = new Uint8Array(count);
  const depth = new Uint16Array(count);
  const state = new Uint8Array(count);
  const hasProgram = programTasks(tree);
  let selected = 0;
  let outside = 0;
  for (let row = 0; row < count; row++) {
    const above = parent[row]!;
    const id = name[row]!;
    const { kind } = tree.names[id]!;
    let bits = above < 0 ? 0 : state[above]!;
    if (only?.[id] === 1) bits |= hasOnly;
    if (without?.[id] === 1) bits |= isWithout;
    if (kind === rowKind.user || kind === rowKind.library) bits |= isInside;
    state[row] = bits;
    const own = above < 0 ? 0 : depth[above]! + shown[above]!;
    depth[row] = own;
    const task = tree.task[row]!;
    if (tasks !== undefined && tasks[task] !== 1) continue;
    if (only !== undefined && (bits & hasOnly) === 0) continue;
    if ((bits & isWithout) !== 0 || own >= levels) continue;
    if (isTimed(kind) && tree.end[row]! - tree.start[row]! < threshold) continue;
    if (threshold > 0 && kind === rowKind.event) continue;
    if (insideOnly && (bits & isInside) === 0 && hasProgram[task] === 1) {
      outside++;
      continue;
    }
    shown[row] = 1;
    selected++;
  }
  return { shown, depth, count: selected, outside };
}

function programTasks(tree: CallTree): Uint8Array {
  const found = new Uint8Array(tree.tasks.length);
  const isProgram = Uint8Array.from(tree.names, ({ kind }) =>
    kind === rowKind.user || kind === rowKind.library ? 1 : 0,
  );
  for (let row = 0; row < tree.count; row++) {
    if (isProgram[tree.name[row]!] === 1) found[tree.task[row]!] = 1;
  }
  return found;
}
