export { schedAnalysis } from './analysis.ts';
export { runsByBegin } from './runs.ts';
export * from './task-state.ts';
export * from './timeline.ts';
