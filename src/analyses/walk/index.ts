export * from './event-counts.ts';
export * from './event-walk.ts';
export * from './lost-stretches.ts';
export * from './notes.ts';
export * from './open-pairs.ts';
