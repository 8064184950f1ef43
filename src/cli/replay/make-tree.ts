import {
  type CallTree,
  CallTreeBuilder,
  callsOfTrace,
  hasCalls,
  type RowSelection,
  rowKind,
} from '../../analyses/calls/index.ts';
import { UsageError } from '../../base/index.ts';
import { type CallSink, walkCalls } from '../../formats/uftrace/index.ts';
import { isWhere, parsePatterns } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { OpenedCalls } from './open-calls.ts';

/** The calls of a recording as a tree. Throws where it has none, and says what to record. */
export function makeTree(opened: OpenedCalls): CallTree {
  if (opened.kind === 'trace') {
    if (hasCalls(opened.trace)) return callsOfTrace(opened.trace);
    throw noCalls(opened.facts.source);
  }
  const builder = new CallTreeBuilder();
  const kinds = { user: rowKind.user, library: rowKind.library, kernel: rowKind.kernel } as const;
  const sink: CallSink = {
    function: (name, layer, module, start) => builder.name(name, kinds[layer], module, start),
    event: name => builder.name(name, rowKind.event),
    wait: preempted => builder.name(preempted ? 'waited for a CPU' : 'slept', rowKind.wait),
    task: (tid, comm) => builder.task(tid, comm),
    openCount: task => builder.openCount(task),
    enter: (task, place, name, time) => builder.enter(task, place, name, time),
    exit: (task, place, name, time) => builder.exit(task, place, name, time),
    mark: (task, name, time) => builder.mark(task, name, time),
    lost: (task, time, count) => builder.lost(task, time, count),
    endAll: (task, time) => builder.endAll(task, time),
  };
  walkCalls(opened.recording, sink);
  const tree = builder.finish();
  if (tree.count === 0) throw noCalls(opened.facts.source);
  return tree;
}

export function noCalls(name: string): UsageError {
  return new UsageError(say('replay.no-calls', { name }), say('replay.no-calls.remedy'));
}

/** What the command line asks for, before it is applied to a tree. */
export interface TreeWishes {
  readonly depth?: number;
  readonly threshold?: number;
  readonly filter: readonly string[];
  readonly notrace: readonly string[];
  readonly tids: ReadonlySet<number> | undefined;
  readonly kernelFull: boolean;
}

/** The wishes in terms of a tree's own names and tasks. Throws where no function has a name that is asked for. */
export function selectionFor(tree: CallTree, wishes: TreeWishes): RowSelection {
  const { depth, threshold, filter, notrace, tids, kernelFull } = wishes;
  const hasPrograms = tree.names.some(({ kind }) => kind === rowKind.user || kind === rowKind.library);
  const marked = (texts: readonly string[]): Uint8Array => {
    const patterns = texts.flatMap(text => parsePatterns(text, 'in'));
    const marks = Uint8Array.from(tree.names, ({ text, kind, module }) => {
      if (kind > rowKind.kernel) return 0;
      const symbol = { kernel: kind === rowKind.kernel, plt: kind === rowKind.library, module };
      // In a trace of the kernel alone there is nothing else to mean.
      const fits = patterns.some(
        ({ where, matches }) =>
          (isWhere(where, symbol) || (!hasPrograms && where === undefined)) && matches(text),
      );
      return fits ? 1 : 0;
    });
    if (texts.length > 0 && !marks.includes(1)) {
      const names = texts.map(text => JSON.stringify(text)).join(', ');
      throw new UsageError(`no call of this recording matches ${names}`, say('replay.bad-value.remedy'));
    }
    return marks;
  };
  return {
    ...(depth === undefined ? {} : { depth }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(filter.length === 0 ? {} : { only: marked(filter) }),
    ...(notrace.length === 0 ? {} : { without: marked(notrace) }),
    ...(tids === undefined
      ? {}
      : { tasks: Uint8Array.from(tree.tasks, ({ tid }) => (tids.has(tid) ? 1 : 0)) }),
    insideOnly: !kernelFull,
  };
}
