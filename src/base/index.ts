export * from './byte-source.ts';
export * from './errors.ts';
export * from './time.ts';
