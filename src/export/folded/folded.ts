import { type CallTree, isTimed, rowKind } from '../../analyses/calls/index.ts';
import { encodeUtf8 } from '../../base/index.ts';
import type { UftraceRecording } from '../../formats/uftrace/index.ts';
import type { ShownOptions } from '../../text/replay/shown-records.ts';
import { type CallGraph, GraphBuilder, GraphNode, type GraphPlace } from '../../text/uftrace-graph/index.ts';
import { visitCalls } from '../shown-calls.ts';

/** How stacks are counted. */
export interface FoldedOptions extends ShownOptions {
  /** Nanoseconds that one count stands for; 0: calls are counted. Chosen by how long it took where it is not said. */
  readonly sampleTime?: number;
  /** With uftrace's fault: a count has at most as many digits as its stack has characters. */
  readonly faithful?: boolean;
}

const mostSamples = 1_000_000;
const shortest = 1000;
const longest = 1_000_000_000;
const dateIsKnown = 1n << 11n;

/** The lines of `uftrace dump --flame-graph` (0.13). */
export function* foldedUftrace(recording: UftraceRecording, options: FoldedOptions): Iterable<string> {
  const sampleTime = options.sampleTime ?? usualSampleTime(recording);
  const graph: CallGraph = { root: new GraphNode('', undefined), forks: [] };
  const places = new Map<object, GraphPlace<CallGraph>>();
  let builder: GraphBuilder<CallGraph> | undefined;
  const calls = visitCalls(recording, options, {
    begin: shown => {
      builder = new GraphBuilder(shown, (task, node) => {
        const { parent } = node;
        const { stack, stackCount } = task;
        if (sampleTime === 0 || parent === undefined || !stack.has(stackCount)) return;
        // Of what a caller called only whole samples are taken from it.
        const time = stack.time[stackCount]!;
        parent.childTime += wholeSamples(time, sampleTime) * sampleTime - time;
      });
    },
    call: (task, name) => {
      let place = places.get(task);
      if (place === undefined) {
        place = { graph, node: undefined, isNewSession: false, lost: false };
        places.set(task, place);
      }
      place.node ??= graph.root;
      const { sessions } = recording;
      const { source, time, type } = task.current;
      const session = source === 'kernel' ? sessions.first : sessions.at(task.task, time);
      builder?.add(place, task, type, name, session);
    },
  });
  for (const _ of calls);
  const count = ({ calls: all, time, childTime }: GraphNode): number =>
    sampleTime === 0 || all === 0 ? all : wholeSamples(time - childTime, sampleTime);
  yield* foldedLines(graph.root, count, options.faithful === true);
}

/** The same lines of any calls: time of their own by the functions on the stack. */
export function* foldedTree(tree: CallTree, shown: Uint8Array, sampleTime: number): Iterable<string> {
  const root = new GraphNode('', undefined);
  const nodes: GraphNode[] = [];
  for (let row = 0; row < tree.count; row++) {
    const { kind, text } = tree.names[tree.name[row]!]!;
    const above = tree.parent[row]! < 0 ? root : nodes[tree.parent[row]!]!;
    if (!isTimed(kind) || shown[row] === 0) {
      nodes[row] = above;
      continue;
    }
    const name = kind === rowKind.wait ? waitName(text) : text;
    const node = above.find(name) ?? above.add(name);
    node.calls++;
    node.time += tree.self[row]!;
    nodes[row] = node;
  }
  const count = ({ calls, time }: GraphNode): number =>
    sampleTime === 0 ? calls : wholeSamples(time, sampleTime);
  yield* foldedLines(root, count, false);
}

export function waitName(text: string): string {
  return text === 'slept' ? 'linux:schedule' : 'linux:schedule (pre-empted)';
}

/** The sampling time that keeps the samples below a million, as uftrace chooses it. */
export function sampleTimeFor(nanoseconds: number): number {
  let sampleTime = shortest;
  while (sampleTime * mostSamples < nanoseconds && sampleTime < longest) sampleTime *= 10;
  return sampleTime;
}

function usualSampleTime({ info }: UftraceRecording): number {
  if ((info.header.infos & dateIsKnown) === 0n) return 0;
  return sampleTimeFor((Number.parseFloat(info.elapsed) || 0) * 1e9);
}

// Times are unsigned numbers of 64 bits in uftrace: a negative one is very long.
function wholeSamples(time: number, sampleTime: number): number {
  if (time >= 0) return Math.floor(time / sampleTime);
  return Number(BigInt.asUintN(64, BigInt(Math.floor(time))) / BigInt(sampleTime));
}

function* foldedLines(
  root: GraphNode,
  count: (node: GraphNode) => number,
  cutsCounts: boolean,
): Iterable<string> {
  // Nodes that wait, with the text of the stack above them.
  const waiting: { readonly node: GraphNode; readonly above: string }[] = [{ node: root, above: '' }];
  for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
    const { node, above } = top;
    const text = node === root ? '' : above === '' ? node.name : `${above};${node.name}`;
    const samples = count(node);
    if (samples > 0 && node !== root) {
      const digits = String(samples);
      yield `${text} ${cutsCounts ? digits.slice(0, encodeUtf8(text).length) : digits}\n`;
    }
    for (let index = node.children.length - 1; index >= 0; index--) {
      waiting.push({ node: node.children[index]!, above: text });
    }
  }
}
