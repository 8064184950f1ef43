import type { EventFormat } from '../../store/index.ts';

/** What a task is doing. */
export const taskState = {
  /** Nothing tells: before its first event, and where events were lost. */
  unknown: 0,
  running: 1,
  /** Woken, and waiting for a CPU. */
  runnable: 2,
  /** Taken from the CPU though it wanted to go on; waiting for one. */
  preempted: 3,
  /** Gave up the CPU by itself, and is waiting for one. */
  yielded: 4,
  /** Asleep, and a signal would wake it (S). */
  sleeping: 5,
  /** Asleep, and nothing but what it waits for wakes it (D): a disk, a lock. */
  blocked: 6,
  /** Stopped by a signal or a debugger (T, t). */
  stopped: 7,
  /** A kernel thread that is parked (P). */
  parked: 8,
  /** A kernel thread that has nothing to do, and does not count as load (I). */
  idle: 9,
  /** Over (X, Z). */
  dead: 10,
} as const;
export type TaskState = (typeof taskState)[keyof typeof taskState];

export const taskStateNames: readonly string[] = Object.keys(taskState);

/** Whether a task in this state waits for a CPU. */
export function waitsForCpu(state: number): boolean {
  return state === taskState.runnable || state === taskState.preempted || state === taskState.yielded;
}

/** Whether a task in this state waits for something else than a CPU. */
export function isAsleep(state: number): boolean {
  return state >= taskState.sleeping && state <= taskState.idle;
}

const letters: Readonly<Record<string, TaskState>> = {
  S: taskState.sleeping,
  D: taskState.blocked,
  T: taskState.stopped,
  t: taskState.stopped,
  X: taskState.dead,
  x: taskState.dead,
  Z: taskState.dead,
  K: taskState.blocked,
  W: taskState.blocked,
  P: taskState.parked,
  I: taskState.idle,
  N: taskState.sleeping,
};

// include/linux/sched.h since 4.14 (commit 3f5fe9fef5b2); where a file has no print format to read them from.
const usualBits: readonly (readonly [number, string])[] = [
  [1, 'S'],
  [2, 'D'],
  [4, 'T'],
  [8, 't'],
  [0x10, 'X'],
  [0x20, 'Z'],
  [0x40, 'P'],
  [0x80, 'I'],
];

/**
 * What `prev_state` of sched_switch says a task does next. The bits differ between kernels: they are read from the
 * event's own print format.
 */
export function prevStateReader({ printFormat }: EventFormat): (prevState: number) => TaskState {
  const named = [...printFormat.matchAll(/\{\s*(0x[0-9a-f]{1,8}|\d{1,8})\s*,\s*"([A-Za-z])"\s*\}/g)].map(
    ([, bit, letter]) => [Number(bit), letter!] as const,
  );
  const bits = named.length > 0 ? named : usualBits;
  const known = bits.reduce((all, [bit]) => all | bit, 0);
  return prevState => {
    const state = prevState & known;
    // Without a letter it wants to go on. One preempted in the kernel has the bit above all letters ("R+"), one on its
    // way back to its program has not: whether it gave up by itself only its system call tells.
    if (state === 0) return taskState.preempted;
    // Of several letters the first decides: it says what the task waits as, the others how.
    const found = bits.find(([bit]) => (state & bit) !== 0);
    return letters[found?.[1] ?? ''] ?? taskState.sleeping;
  };
}
