import { type CallTree, CallTreeBuilder, callsOfTrace, hasCalls, rowKind } from '../analyses/calls/index.ts';
import type { Recording } from '../formats/index.ts';
import { type CallSink, UftraceRecording, walkCalls } from '../formats/uftrace/index.ts';
import type { Trace } from '../store/index.ts';

/**
 * The calls of a recording as a tree, `trace` being its events: those of a uftrace directory with what its own files say of
 * functions, else those of the trace. Undefined where there are none.
 */
export function recordedCalls(recording: Recording, trace: Trace): CallTree | undefined {
  if (recording instanceof UftraceRecording) return callsOfUftrace(recording);
  return hasCalls(trace) ? callsOfTrace(trace) : undefined;
}

/** The calls of a uftrace directory; undefined where it has none. */
export function callsOfUftrace(recording: UftraceRecording): CallTree | undefined {
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
  walkCalls(recording, sink);
  const tree = builder.finish();
  return tree.count === 0 ? undefined : tree;
}
