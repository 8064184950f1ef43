export * from './byte-source.ts';
export * from './cells.ts';
export * from './errors.ts';
export * from './text.ts';
export * from './time.ts';
