export * from './task-columns.ts';
export * from './tasks.ts';
