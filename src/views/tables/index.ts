export type * from './contract.ts';
export * from './questions.ts';
export * from './stretch-traces.ts';
export * from './table-window.ts';
export * from './wished-rows.ts';
