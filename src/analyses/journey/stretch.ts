/** What the time of a stretch went into. */
export const stretchKinds = [
  /** A task computed, in its program. */
  'user',
  /** A task computed, in the kernel. */
  'kernel',
  /** A task computed; nothing tells where. */
  'computing',
  /** A task waited for a CPU. */
  'cpu',
  /** An interrupt or a softirq had the CPU. */
  'interrupt',
  /** A device worked. */
  'device',
  /** A request waited before it was given to its device. */
  'queue',
  /** A work item waited for a worker. */
  'work',
  /** A timer ran. */
  'timer',
  /** Waited, and what for is told by what is inside. */
  'task',
  /** Waited for something that was not recorded. */
  'waiting',
  /** Events were lost, or nothing tells what the task did. */
  'unknown',
] as const;
export type StretchKind = (typeof stretchKinds)[number];

/** A stretch of an operation's time: what happened then, whose time it was, and, inside, what it consisted of. */
export interface Stretch {
  readonly kind: StretchKind;
  /** The function, device, handler, timer or task that it was about. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The task whose time it was; -1 of a device. */
  readonly task: number;
  /** -1 where it was on none. */
  readonly cpu: number;
  /** The event that began it; -1 where none did. */
  readonly beginRow: number;
  /** The event that ended it; -1 where none did. */
  readonly endRow: number;
  /** What it consists of, without gaps and by time; empty where there is nothing more to say. */
  readonly inside: readonly Stretch[];
}

/** The stretches that consist of nothing more: they are the whole, without gaps. */
export function* leavesOf(stretches: readonly Stretch[]): Iterable<Stretch> {
  for (const stretch of stretches) {
    if (stretch.inside.length === 0) yield stretch;
    else yield* leavesOf(stretch.inside);
  }
}

/** Stretches by time with what lies between their bounds: `fill` says what a gap was. Those of no length are left out. */
export function withoutGaps(
  parts: readonly Stretch[],
  start: number,
  end: number,
  fill: (start: number, end: number) => readonly Stretch[],
): readonly Stretch[] {
  const whole: Stretch[] = [];
  let at = start;
  for (const part of parts) {
    const [from, to] = [Math.max(part.start, at), Math.min(part.end, end)];
    if (to <= from) continue;
    if (from > at) whole.push(...fill(at, from));
    whole.push(from === part.start && to === part.end ? part : clip(part, from, to));
    at = to;
  }
  if (at < end) whole.push(...fill(at, end));
  return whole;
}

/** The part of a stretch between two times. */
export function clip(stretch: Stretch, start: number, end: number): Stretch {
  const inside = stretch.inside
    .filter(part => part.end > start && part.start < end)
    .map(part => clip(part, start, end));
  return {
    ...stretch,
    start: Math.max(start, stretch.start),
    end: Math.min(end, stretch.end),
    beginRow: stretch.start < start ? -1 : stretch.beginRow,
    endRow: stretch.end > end ? -1 : stretch.endRow,
    inside,
  };
}
