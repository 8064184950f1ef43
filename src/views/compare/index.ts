export type * from './contract.ts';
export { askFlames } from './flames.ts';
export { askAligned } from './strips.ts';
export { askComparable, askCompared } from './tables.ts';
