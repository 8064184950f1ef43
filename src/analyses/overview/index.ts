export * from './overview.ts';
export * from './subjects.ts';
export * from './tables.ts';
