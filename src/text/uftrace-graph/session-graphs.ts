import {
  eventId,
  frameFlag,
  isScheduledOut,
  recordType,
  type Session,
  type TaskReader,
  type UftraceRecording,
} from '../../formats/uftrace/index.ts';
import { type ShownOptions, ShownRecords } from '../replay/shown-records.ts';
import { type CallGraph, GraphBuilder, GraphNode, type GraphPlace } from './call-graph.ts';

/** A way in which the function was reached. */
export interface Backtrace {
  /** Addresses, outermost first. */
  readonly addresses: readonly number[];
  hits: number;
  time: number;
}

/** The calls of one program, or of one function in it. */
export interface SessionGraph extends CallGraph {
  readonly session: Session;
  /** The most recent one first. */
  readonly backtraces: Backtrace[];
}

interface TaskPlace extends GraphPlace<SessionGraph> {
  backtrace: Backtrace | undefined;
  /** How many calls of the function the task is in. */
  enabled: number;
}

/**
 * The calls below `wanted`, or all where it is undefined, as `uftrace graph` (0.13) collects them: one graph a session,
 * the latest first.
 */
export function sessionGraphs(
  recording: UftraceRecording,
  wanted: string | undefined,
  options: ShownOptions,
): readonly SessionGraph[] {
  return new SessionGraphs(recording, wanted, options).run();
}

class SessionGraphs {
  readonly #recording: UftraceRecording;
  readonly #wanted: string | undefined;
  readonly #options: ShownOptions;
  readonly #shown: ShownRecords;
  readonly #builder: GraphBuilder<SessionGraph>;
  readonly #graphs = new Map<Session, SessionGraph>();
  readonly #places = new Map<TaskReader, TaskPlace>();

  constructor(recording: UftraceRecording, wanted: string | undefined, options: ShownOptions) {
    this.#recording = recording;
    this.#wanted = wanted;
    this.#options = options;
    this.#shown = new ShownRecords(recording, options);
    this.#builder = new GraphBuilder(this.#shown);
    const sessions = [...recording.sessions.all].sort((a, b) => b.pid - a.pid || b.start - a.start);
    for (const session of sessions) {
      const name = wanted ?? session.program.slice(session.program.lastIndexOf('/') + 1);
      this.#graphs.set(session, { session, root: new GraphNode(name, undefined), forks: [], backtraces: [] });
    }
  }

  run(): readonly SessionGraph[] {
    const shown = this.#shown;
    let before = 0;
    for (let task = shown.next(); task !== undefined; task = shown.next()) {
      const record = task.current;
      const { type, address, time } = record;
      if (type === recordType.event && address !== eventId.schedIn && !isScheduledOut(address)) continue;
      if (type === recordType.lost) {
        this.#lost(task, before);
        continue;
      }
      // uftrace gives up where time goes back.
      if (before > time) return [...this.#graphs.values()];
      before = time;
      this.#add(task, time, shown.fullAddress(record), type);
      shown.done(task);
    }
    for (const task of shown.merged.tasks) {
      const { time } = task.current;
      for (const index of shown.remaining(task, time, false)) {
        this.#add(task, time, task.stack.address[index]!, recordType.exit);
      }
    }
    const graphs = [...this.#graphs.values()];
    if (this.#wanted === undefined) {
      for (const { root } of graphs) {
        for (const { time } of root.children) {
          root.time += time;
          root.childTime += time;
        }
      }
    }
    return graphs;
  }

  #lost(task: TaskReader, time: number): void {
    if (this.#options.kernelFull !== true && task.userStackCount === 0) return;
    const { stack } = task;
    while (task.stackCount >= task.userStackCount) {
      const index = task.stackCount;
      if (stack.has(index)) {
        const isShown = (stack.flags[index]! & frameFlag.unrecorded) === 0;
        if (stack.begun[index] === 1 && isShown)
          this.#add(task, time, stack.address[index]!, recordType.exit);
        this.#shown.filters.leave(task);
      }
      task.stackCount--;
    }
    const first = this.#recording.sessions.first;
    if (first !== undefined) this.#place(task, time, this.#shown.merged.fullKernelAddress(1)).lost = true;
  }

  #add(task: TaskReader, time: number, address: number, type: number): void {
    const place = this.#place(task, time, address);
    const { graph } = place;
    if (graph === undefined) return;
    const { session } = graph;
    const symbol = this.#recording.symbols.inSession(session, time, address);
    if (this.#shown.isLeftOut(symbol)) return;
    const name = this.#shown.nameOf(symbol, address);
    if (place.enabled > 0) this.#builder.add(place, task, type, name, session);
    if (this.#wanted === undefined || name !== this.#wanted) return;
    if (type === recordType.entry) this.#start(place, task);
    else if (type === recordType.exit) this.#end(place, task);
  }

  /** Where the task stands, in the graph of what it runs. */
  #place(task: TaskReader, time: number, address: number): TaskPlace {
    let place = this.#places.get(task);
    if (place === undefined) {
      place = {
        graph: undefined,
        node: undefined,
        isNewSession: false,
        lost: false,
        backtrace: undefined,
        enabled: 0,
      };
      this.#places.set(task, place);
    }
    const { sessions } = this.#recording;
    const session =
      sessions.at(task.task, time) ?? (this.#shown.isKernelAddress(address) ? sessions.first : undefined);
    const graph = session && this.#graphs.get(session);
    if (place.graph !== undefined && place.graph !== graph) place.isNewSession = true;
    place.graph = graph;
    if (this.#wanted === undefined && place.node === undefined) this.#start(place, task);
    return place;
  }

  #start(place: TaskPlace, task: TaskReader): void {
    if (place.graph === undefined || place.enabled++ > 0) return;
    this.#saveBacktrace(place, place.graph, task);
    place.node = place.graph.root;
    place.node.address = task.current.address;
    place.node.calls++;
  }

  #end(place: TaskPlace, task: TaskReader): void {
    if (place.enabled === 0 || --place.enabled > 0) return;
    const { stack, stackCount } = task;
    if (place.backtrace !== undefined && stack.has(stackCount))
      place.backtrace.time += stack.time[stackCount]!;
    place.backtrace = undefined;
    place.lost = false;
  }

  #saveBacktrace(place: TaskPlace, graph: SessionGraph, task: TaskReader): void {
    const skipped = this.#options.kernelOnly === true ? task.userStackCount : 0;
    const count = Math.max(0, task.stackCount - skipped);
    if (count === 0) return;
    const addresses = Array.from({ length: count }, (_, index) =>
      task.stack.has(index + skipped) ? task.stack.address[index + skipped]! : 0,
    );
    let found = graph.backtraces.find(
      one =>
        one.addresses.length === count &&
        one.addresses.every((address, index) => address === addresses[index]),
    );
    if (found === undefined) {
      found = { addresses, hits: 0, time: 0 };
      graph.backtraces.unshift(found);
    }
    found.hits++;
    place.backtrace = found;
  }
}
