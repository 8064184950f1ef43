export * from './group-rows.ts';
export * from './histogram.ts';
export * from './latency.ts';
export * from './summarise-rows.ts';
