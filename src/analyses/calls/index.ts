export { callsAnalysis } from './analysis.ts';
export * from './call-tree.ts';
export * from './call-tree-builder.ts';
export * from './calls-of-trace.ts';
export * from './fold-interrupts.ts';
export * from './layers.ts';
export * from './layers-summary.ts';
export * from './select-rows.ts';
export * from './stack-counts.ts';
