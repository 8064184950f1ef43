export * from './counts.ts';
export * from './findings.ts';
export * from './head.ts';
export * from './time-shares.ts';
