import { isTimed, rowKind } from '../../analyses/calls/index.ts';
import { firstIndex } from '../../base/index.ts';
import type { OfRecording } from '../question.ts';
import type { ShownCalls } from '../timeline/call-lane.ts';

/** Which calls are shown: all of a recording where nothing else is said. */
export interface CallScope extends OfRecording {
  /** Where they are from, an id of `calls.sources`: the first where it is not said. */
  readonly source?: string;
  /** A thread, as an index into the threads of `calls.sources`. */
  readonly thread?: number;
  /** A call with all that it called, by its number in the tree. */
  readonly call?: number;
  /** A stretch of time: calls that reach over its ends count with what lies in it. */
  readonly from?: number;
  readonly to?: number;
  /** Only time on a CPU, or only time off it. */
  readonly cpu?: 'on' | 'off';
}

/** Calls of a scope, thread by thread, callers before what they called: columns by place. */
export interface ScopedCalls {
  readonly count: number;
  /** Row of the tree. */
  readonly row: Uint32Array;
  /** Place of the caller; -1 for the outermost. */
  readonly above: Int32Array;
  /** Time in the scope, and what is left of it without what was called. */
  readonly total: Float64Array;
  readonly self: Float64Array;
}

/** The calls that a scope is about, events and losses among them. */
export function scopedCalls(calls: ShownCalls, scope: CallScope): ScopedCalls {
  const { tree, timeZero } = calls;
  const from = scope.from === undefined ? Number.NEGATIVE_INFINITY : scope.from + timeZero;
  const to = scope.to === undefined ? Number.POSITIVE_INFINITY : scope.to + timeZero;
  const asked = ofThreadOrCall(calls, scope);
  const isWhole = scope.from === undefined && scope.to === undefined;
  const row = isWhole ? asked : asked.filter(one => tree.start[one]! <= to && tree.end[one]! >= from);
  const above = placesAbove(calls, row);
  const [total, self] = [new Float64Array(row.length), new Float64Array(row.length)];
  for (let place = 0; place < row.length; place++) {
    const one = row[place]!;
    if (!isTimed(tree.names[tree.name[one]!]!.kind)) continue;
    const time = Math.max(0, Math.min(to, tree.end[one]!) - Math.max(from, tree.start[one]!));
    const caller = above[place]!;
    // A tracer that leaves sleeps out measures calls shorter than what they called: nothing is counted twice.
    const own = caller < 0 ? time : Math.min(time, Math.max(0, self[caller]!));
    total[place] = time;
    self[place] = own;
    if (caller >= 0) self[caller]! -= own;
  }
  const all = { count: row.length, row, above, total, self };
  return scope.cpu === undefined ? all : onOrOff(calls, all, scope.cpu);
}

function ofThreadOrCall({ tree, rows: { order, first } }: ShownCalls, scope: CallScope): Uint32Array {
  const { thread, call } = scope;
  if (call === undefined && thread === undefined) return order;
  const task = call === undefined ? thread! : (tree.task[call] ?? tree.tasks.length);
  const [begin, end] = [first[task] ?? 0, first[task + 1] ?? 0];
  if (call === undefined) return order.subarray(begin, end);
  const at = firstIndex(begin, end, place => order[place]! >= call);
  let until = Math.min(at + 1, end);
  // What an outer call called later is not deeper than it.
  while (until < end && tree.depth[order[until]!]! > tree.depth[call]!) until++;
  return order.subarray(at, until);
}

function placesAbove({ tree: { parent, count } }: ShownCalls, row: Uint32Array): Int32Array {
  const placeOf = new Int32Array(count).fill(-1);
  return Int32Array.from(row, (one, place) => {
    placeOf[one] = place;
    const caller = parent[one]!;
    return caller < 0 ? -1 : placeOf[caller]!;
  });
}

/** On the CPU waits count nowhere; off it nothing else does, and only what led to them stays. */
function onOrOff({ tree }: ShownCalls, all: ScopedCalls, cpu: 'on' | 'off'): ScopedCalls {
  const { count, above, row } = all;
  const kinds = Uint8Array.from(tree.names, ({ kind }) => kind);
  const [total, self] = [new Float64Array(count), new Float64Array(count)];
  const stays = new Uint8Array(count);
  for (let place = count - 1; place >= 0; place--) {
    const isWait = kinds[tree.name[row[place]!]!] === rowKind.wait;
    if (isWait === (cpu === 'off')) {
      stays[place] = 1;
      self[place] = Math.max(0, all.self[place]!);
    }
    total[place]! += self[place]!;
    const caller = above[place]!;
    if (caller < 0) continue;
    total[caller]! += total[place]!;
    if (stays[place] === 1 && cpu === 'off') stays[caller] = 1;
  }
  return chosen({ count, row, above, total, self }, stays);
}

/** The calls that stay; those that go have no calls below them that stay. */
function chosen({ count, row, above, total, self }: ScopedCalls, stays: Uint8Array): ScopedCalls {
  const placeOf = new Int32Array(count);
  let kept = 0;
  for (let place = 0; place < count; place++) placeOf[place] = stays[place] === 1 ? kept++ : -1;
  const isKept = (_: number, place: number): boolean => stays[place] === 1;
  return {
    count: kept,
    row: row.filter(isKept),
    above: above.filter(isKept).map(caller => (caller < 0 ? -1 : placeOf[caller]!)),
    total: total.filter(isKept),
    self: self.filter(isKept),
  };
}
