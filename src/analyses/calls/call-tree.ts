/** What a row of a call tree is. */
export const rowKind = {
  /** A function of a program. */
  user: 0,
  /** A function of a library, or one that a program calls in one. */
  library: 1,
  /** A function of the kernel. */
  kernel: 2,
  /** The task was off the CPU: asleep, or waiting for one. */
  wait: 3,
  /** Something that happened and took no time of its own. */
  event: 4,
  /** Here records were lost; what follows may hang at the wrong place. */
  lost: 5,
  /** An interrupt with all that it called, see `foldInterrupts`. */
  interrupt: 6,
} as const;
export type RowKind = (typeof rowKind)[keyof typeof rowKind];

/** Whether a row of this kind takes time. */
export function isTimed(kind: RowKind): boolean {
  return kind !== rowKind.event && kind !== rowKind.lost;
}

/** Flags of a row. */
export const rowFlag = {
  /** Its end was not recorded: `end` is when the next thing proved it over, or the last that was seen of the task. */
  unfinished: 1,
  /** It ran until the end of the recording. */
  open: 2,
} as const;

/** A name that rows have. */
export interface CallName {
  readonly text: string;
  readonly kind: RowKind;
  /** File name of the program or library, or the kernel module; empty for the kernel image and where unknown. */
  readonly module: string;
}

/** A thread in a call tree. */
export interface CallTask {
  readonly tid: number;
  readonly comm: string;
  /** The CPU, for the idle tasks: there is one a CPU. */
  readonly cpu: number | undefined;
}

export interface CallColumns {
  /** Row of the caller, -1 for the outermost. */
  readonly parent: Int32Array;
  /** Callers above it. */
  readonly depth: Uint16Array;
  /** Index into `names`. */
  readonly name: Uint32Array;
  /** Index into `tasks`. */
  readonly task: Uint16Array;
  /** Nanoseconds since the trace's start. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Time in the function itself, without what it called and without waits in it. For lost records: how many. */
  readonly self: Float64Array;
  readonly flags: Uint8Array;
}

/**
 * Calls as rows of columns, in the order in which they began: the rows of one task are its tree in preorder, and a
 * caller stands before what it called.
 */
export interface CallTree extends CallColumns {
  readonly count: number;
  readonly names: readonly CallName[];
  readonly tasks: readonly CallTask[];
  /** Returns of functions whose beginning was not recorded. */
  readonly unmatchedReturns: number;
}

/** The rows task by task, each task's in their order: `order` from `first[task]` to `first[task + 1]`. */
export interface RowsByTask {
  readonly order: Uint32Array;
  readonly first: Uint32Array;
}

/** Sorts rows by task without disturbing their order. */
export function rowsByTask(tree: CallTree): RowsByTask {
  const { count, task } = tree;
  const first = new Uint32Array(tree.tasks.length + 1);
  for (let row = 0; row < count; row++) first[task[row]! + 1]!++;
  for (let index = 1; index < first.length; index++) first[index]! += first[index - 1]!;
  const next = first.slice();
  const order = new Uint32Array(count);
  for (let row = 0; row < count; row++) order[next[task[row]!]!++] = row;
  return { order, first };
}
