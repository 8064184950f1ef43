export * from './durations.ts';
export { drawFuncgraphTree } from './funcgraph-tree.ts';
export { kernelEventText } from './kernel-event-text.ts';
export { type ColourDepth, paintQuiet, paintStrong } from './layer-colours.ts';
export { drawLayeredTree, type LayeredStyle } from './layered-tree.ts';
export { layersTable } from './layers-table.ts';
export { isWhere, type NamePattern, parsePatterns } from './name-filter.ts';
export { printable } from './printable.ts';
export { type ReplayOptions, replayAsUftrace } from './uftrace-replay.ts';
