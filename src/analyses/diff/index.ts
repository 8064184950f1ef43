export * from './compare-tables.ts';
export * from './rank-test.ts';
