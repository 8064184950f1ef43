export * from './questions.ts';
export type { SearchWish } from './search.ts';
