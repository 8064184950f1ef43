export * from './contract.ts';
export { loadAtFirst } from './load-window.ts';
export * from './questions.ts';
