import { rowKind } from '../../analyses/calls/index.ts';
import { derived } from '../../analyses/index.ts';
import { tasksOf } from '../../analyses/tasks/index.ts';
import { printable } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { Asked, OfRecording } from '../question.ts';
import { type ShownCalls, shownCalls } from '../timeline/call-lane.ts';
import type { Opened, Workbench } from '../workbench.ts';
import type { PathTree } from './path-tree.ts';
import { pathsOfCalls } from './paths-of-calls.ts';
import { pathsOfStacks, stackRowsOf } from './paths-of-stacks.ts';
import { type CallScope, type ScopedCalls, scopedCalls } from './scope.ts';

/** Calls that a recording has: those that were traced, or stacks of events. */
export interface CallSource {
  /** `calls`, `stacks`, or the event whose stacks are counted. */
  readonly id: string;
  readonly label: string;
  readonly kind: 'calls' | 'stacks';
  readonly count: number;
  /** Threads that it has calls of, the most first. */
  readonly threads: readonly CallThread[];
  /** Whether switches of tasks tell when each was off its CPU. */
  readonly hasWaits: boolean;
  /** What stacks weigh beside their number: time, or how often the event happened. */
  readonly weight: 'ns' | 'events' | undefined;
}

/** A thread with calls. */
export interface CallThread {
  readonly thread: number;
  readonly title: string;
  readonly tid: number;
  readonly count: number;
}

export function askSources(bench: Workbench, { of }: OfRecording): readonly CallSource[] {
  const opened = bench.recording(of);
  return [...ofCalls(shownCalls(opened)), ...ofStacks(opened)];
}

function ofCalls(calls: ShownCalls | undefined): readonly CallSource[] {
  if (calls === undefined) return [];
  const { tree, rows } = calls;
  const isWait = Uint8Array.from(tree.names, ({ kind }) => (kind === rowKind.wait ? 1 : 0));
  const threads = tree.tasks.map(({ tid, comm, cpu }, thread) => ({
    thread,
    tid,
    title: cpu === undefined ? `${printable(comm)} ${tid}`.trim() : say('replay.idle', { cpu }),
    count: rows.first[thread + 1]! - rows.first[thread]!,
  }));
  return [
    {
      id: 'calls',
      label: say('web.calls.source.calls'),
      kind: 'calls',
      count: tree.count,
      threads: threads.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count),
      hasWaits: tree.name.some(name => isWait[name] === 1),
      weight: undefined,
    },
  ];
}

function ofStacks({ trace }: Opened): readonly CallSource[] {
  const { rows, ofEvent } = derived(trace, stackRowsOf);
  if (rows.length === 0) return [];
  const tasks = tasksOf(trace);
  const counts = new Map<number, Map<number, number>>();
  for (const row of rows) {
    const ofTask = counts.get(trace.event[row]!) ?? new Map<number, number>();
    counts.set(trace.event[row]!, ofTask);
    const task = tasks.ofRow(row);
    ofTask.set(task, (ofTask.get(task) ?? 0) + 1);
  }
  const threadsOf = (ofTask: ReadonlyMap<number, number>): readonly CallThread[] =>
    [...ofTask]
      .map(([task, count]) => {
        const tid = tasks.tids[task]!;
        return { thread: task, tid, title: `${printable(tasks.comms[task]!)} ${tid}`, count };
      })
      .sort((a, b) => b.count - a.count);
  return [...ofEvent]
    .sort(([, a], [, b]) => b - a)
    .map(([event, count]) => {
      const name = eventName(trace, event);
      return {
        id: name,
        label: say('web.calls.source.stacks', { event: printable(name) }),
        kind: 'stacks',
        count,
        threads: threadsOf(counts.get(event)!),
        hasWaits: false,
        weight: trace.stacks?.weightOf(event)?.unit,
      };
    });
}

function eventName({ formats }: Opened['trace'], event: number): string {
  const format = formats[event];
  return format === undefined ? '?' : `${format.system}:${format.name}`;
}

/** What was merged of a recording, by its scope: the last few, because going back is usual. */
interface Kept {
  readonly scoped: Map<string, ScopedCalls>;
  readonly paths: Map<string, PathTree>;
}

const kept = new WeakMap<Opened, Kept>();
const mostKept = 4;

function keptOf(opened: Opened): Kept {
  const found = kept.get(opened) ?? { scoped: new Map(), paths: new Map() };
  kept.set(opened, found);
  return found;
}

function keep<T>(map: Map<string, T>, key: string, value: T): T {
  map.set(key, value);
  for (const old of map.keys()) if (map.size > mostKept) map.delete(old);
  return value;
}

/** What a scope is of, as a text. */
function keyOf({ source = '', thread, call, from, to, cpu }: CallScope): string {
  return JSON.stringify([source, thread, call, from, to, cpu]);
}

/** The traced calls of a scope; undefined where it is about stacks or there are none. */
export function callsIn(
  opened: Opened,
  scope: CallScope,
): { readonly calls: ShownCalls; readonly scoped: ScopedCalls } | undefined {
  const calls = scope.source === undefined || scope.source === 'calls' ? shownCalls(opened) : undefined;
  if (calls === undefined) return undefined;
  const { scoped } = keptOf(opened);
  const key = keyOf(scope);
  return { calls, scoped: scoped.get(key) ?? keep(scoped, key, scopedCalls(calls, scope)) };
}

/** What is in a scope, merged by path; undefined where a recording has no calls and no stacks. */
export async function pathsIn(opened: Opened, scope: CallScope, asked: Asked): Promise<PathTree | undefined> {
  const { paths } = keptOf(opened);
  const key = keyOf(scope);
  const found = paths.get(key);
  if (found !== undefined) return found;
  const made = await makePaths(opened, scope, asked);
  return made === undefined || asked.isCancelled() ? made : keep(paths, key, made);
}

async function makePaths(opened: Opened, scope: CallScope, asked: Asked): Promise<PathTree | undefined> {
  const { trace } = opened;
  const traced = callsIn(opened, scope);
  if (traced !== undefined) {
    const unit = trace.clock.unit === 'ticks' ? 'ticks' : 'ns';
    return pathsOfCalls(traced.calls, traced.scoped, unit, say('web.calls.merging'), asked);
  }
  const rows = derived(trace, stackRowsOf);
  const [most] = [...rows.ofEvent].sort(([, a], [, b]) => b - a);
  if (most === undefined) return undefined;
  const event = [...rows.ofEvent.keys()].find(one => eventName(trace, one) === scope.source) ?? most[0];
  return pathsOfStacks(opened, rows, event, scope);
}
