export * from './byte-source.ts';
export * from './cells.ts';
export * from './errors.ts';
export * from './hex.ts';
export * from './memory.ts';
export * from './search.ts';
export * from './text.ts';
export * from './time.ts';
