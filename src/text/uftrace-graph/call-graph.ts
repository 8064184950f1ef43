import {
  eventId,
  isScheduledOut,
  recordType,
  type Session,
  stackEffect,
  type TaskReader,
} from '../../formats/uftrace/index.ts';
import type { ShownRecords } from '../replay/shown-records.ts';

/** Calls of one name under one caller. */
export class GraphNode {
  readonly name: string;
  readonly parent: GraphNode | undefined;
  readonly children: GraphNode[] = [];
  address = 0;
  calls = 0;
  time = 0;
  childTime = 0;
  readonly #byName = new Map<string, GraphNode>();

  constructor(name: string, parent: GraphNode | undefined) {
    this.name = name;
    this.parent = parent;
  }

  find(name: string): GraphNode | undefined {
    return this.#byName.get(name);
  }

  add(name: string): GraphNode {
    const node = new GraphNode(name, this);
    this.children.push(node);
    this.#byName.set(name, node);
    return node;
  }
}

/** A graph, with the calls of fork in it: a child goes on from there. */
export interface CallGraph {
  readonly root: GraphNode;
  /** The most recent one first. */
  readonly forks: { readonly node: GraphNode; readonly pid: number }[];
}

/** Where a task stands in a graph. */
export interface GraphPlace<G extends CallGraph> {
  graph: G | undefined;
  node: GraphNode | undefined;
  /** Another program begins: its first call belongs under the root. */
  isNewSession: boolean;
  /** Records were lost: nothing of the kernel counts until the program goes on. */
  lost: boolean;
}

const slept = 'linux:schedule';
const preempted = 'linux:schedule (pre-empted)';

/** Adds calls to graphs as uftrace (0.13) does. */
export class GraphBuilder<G extends CallGraph> {
  readonly #shown: ShownRecords;
  readonly #onExit: ((task: TaskReader, node: GraphNode) => void) | undefined;

  constructor(shown: ShownRecords, onExit?: (task: TaskReader, node: GraphNode) => void) {
    this.#shown = shown;
    this.#onExit = onExit;
  }

  /** Adds what a record of `type` says. `session` is what the task runs, in which its functions are looked up. */
  add(
    place: GraphPlace<G>,
    task: TaskReader,
    type: number,
    name: string,
    session: Session | undefined,
  ): void {
    if (type === recordType.entry) this.#enter(place, task, name, session);
    else if (type === recordType.exit) this.#exit(place, task);
    else if (type === recordType.event) {
      const { address } = task.current;
      if (isScheduledOut(address)) {
        this.#enter(place, task, address === eventId.schedOut ? slept : preempted, session);
      } else if (address === eventId.schedIn) this.#exit(place, task);
    }
  }

  #enter(place: GraphPlace<G>, task: TaskReader, name: string, session: Session | undefined): void {
    if (place.lost) return;
    let above = place.node;
    if (place.isNewSession) {
      above = place.graph?.root;
      place.isNewSession = false;
    }
    const index = task.stackCount - 1;
    if (above === undefined || !task.stack.has(index)) return;
    let node = above.find(name);
    if (node === undefined) {
      node = above.add(name);
      node.address = task.stack.address[index]!;
      if (session !== undefined && place.graph !== undefined)
        this.#noteFork(place.graph, task, node, session);
    }
    node.calls++;
    place.node = node;
  }

  #noteFork(graph: G, task: TaskReader, node: GraphNode, session: Session): void {
    const symbol = this.#shown.recording.symbols.inSession(session, Number.NEGATIVE_INFINITY, node.address);
    if (symbol === undefined || stackEffect(symbol.name) !== 'fork') return;
    graph.forks.unshift({ node, pid: task.task?.pid ?? 0 });
  }

  #exit(place: GraphPlace<G>, task: TaskReader): void {
    const { stack, stackCount: index } = task;
    let { node } = place;
    if (node === undefined || !stack.has(index)) return;
    const address = stack.address[index]!;
    if (place.lost) {
      if (this.#shown.isKernelAddress(address)) return;
      place.lost = false;
    }
    if (node.address !== address && place.graph !== undefined) {
      const { forks } = place.graph;
      const parent = task.task?.parent ?? 0;
      const found = forks.findIndex(
        fork => fork.node.address === task.current.address && fork.pid === parent,
      );
      if (found >= 0) node = forks.splice(found, 1)[0]!.node;
    }
    node.time += stack.time[index]!;
    node.childTime += stack.childTime[index]!;
    this.#onExit?.(task, place.node!);
    place.node = node.parent;
  }
}
