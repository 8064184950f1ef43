export type * from './contract.ts';
export * from './heat-map.ts';
export * from './questions.ts';
