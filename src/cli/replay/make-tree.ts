import {
  type CallTree,
  callsOfTrace,
  hasCalls,
  type RowSelection,
  rowKind,
} from '../../analyses/calls/index.ts';
import { UsageError } from '../../base/index.ts';
import type { UftraceRecording } from '../../formats/uftrace/index.ts';
import { callsOfUftrace } from '../../opening/index.ts';
import type { Trace } from '../../store/index.ts';
import { isWhere, parsePatterns } from '../../text/replay/index.ts';
import { say } from '../../words/index.ts';
import type { OpenedCalls } from './open-calls.ts';

/** The calls of a recording as a tree. Throws where it has none, and says what to record. */
export function makeTree(opened: OpenedCalls): CallTree {
  return opened.kind === 'trace'
    ? treeOfTrace(opened.trace, opened.facts.source)
    : treeOfUftrace(opened.recording, opened.facts.source);
}

/** The calls of a trace. Throws where it has none; `name` is what it is called. */
export function treeOfTrace(trace: Trace, name: string): CallTree {
  if (hasCalls(trace)) return callsOfTrace(trace);
  throw noCalls(name);
}

/** The calls of a uftrace directory, likewise. */
export function treeOfUftrace(recording: UftraceRecording, name: string): CallTree {
  const tree = callsOfUftrace(recording);
  if (tree === undefined) throw noCalls(name);
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
