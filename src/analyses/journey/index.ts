export type { Effect } from './effects.ts';
export * from './journey.ts';
export * from './operations.ts';
export * from './stretch.ts';
