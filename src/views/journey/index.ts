export * from './all-operations.ts';
export type * from './contract.ts';
export { askChoices, askJourney, pictureOf } from './questions.ts';
