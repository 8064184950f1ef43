export * from './contract.ts';
export * from './event-texts.ts';
export * from './questions.ts';
