export { isOfStacks, melted, treeFlag } from './contract.ts';
export { askFlame, type Flame, type FlameBy, type FlameFrames, type FoundShare } from './flame.ts';
export { askFunctions, type FunctionList } from './functions.ts';
export type { Looked, NameHead, WeightUnit } from './path-tree.ts';
export { askSandwich, type CallPlace, type Sandwich } from './sandwich.ts';
export type { CallScope } from './scope.ts';
export { askSources, type CallSource, type CallThread } from './sources.ts';
export { askTree, askTreeHit, type TreeHit, type TreeRows } from './tree-rows.ts';
