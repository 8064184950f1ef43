import { type CallTree, isTimed, rowKind } from '../../analyses/calls/index.ts';
import { GraphNode } from './call-graph.ts';
import { drawGraph } from './graph-text.ts';

/**
 * The calls of a tree as `uftrace graph` draws them: all, or those below the function `wanted`. `shown` leaves rows out;
 * what they called stands below their callers.
 */
export function* treeGraphLines(
  tree: CallTree,
  shown: Uint8Array,
  wanted: string | undefined,
  asked: string | undefined,
): Iterable<string> {
  const root = graphOfTree(tree, shown, wanted);
  if (root.children.length === 0 && root.calls === 0) {
    yield `uftrace: cannot find graph for '${wanted ?? ''}'`;
    return;
  }
  yield `# Function Call Graph for '${root.name}'`;
  yield* drawGraph(root, wanted === undefined, asked);
}

function graphOfTree(tree: CallTree, shown: Uint8Array, wanted: string | undefined): GraphNode {
  const root = new GraphNode(wanted ?? 'all tasks', undefined);
  const nodes: (GraphNode | undefined)[] = [];
  for (let row = 0; row < tree.count; row++) {
    const { kind, text } = tree.names[tree.name[row]!]!;
    const above = tree.parent[row]! < 0 ? undefined : nodes[tree.parent[row]!];
    const parent = above ?? (wanted === undefined ? root : undefined);
    if (!isTimed(kind) || shown[row] === 0) {
      nodes[row] = parent;
      continue;
    }
    const name =
      kind !== rowKind.wait ? text : text === 'slept' ? 'linux:schedule' : 'linux:schedule (pre-empted)';
    const isStart = parent === undefined && name === wanted;
    const node = isStart ? root : parent && (parent.find(name) ?? parent.add(name));
    nodes[row] = node;
    if (node === undefined) continue;
    const duration = tree.end[row]! - tree.start[row]!;
    node.calls++;
    node.time += duration;
    node.childTime += duration - tree.self[row]!;
    if (wanted === undefined && parent === root) root.time += duration;
  }
  if (wanted === undefined) root.childTime = root.time;
  return root;
}
