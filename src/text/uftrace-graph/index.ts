export { type CallGraph, GraphBuilder, GraphNode, type GraphPlace } from './call-graph.ts';
export { graphLines } from './graph-text.ts';
export { type SessionGraph, sessionGraphs } from './session-graphs.ts';
export { treeGraphLines } from './tree-graph.ts';
