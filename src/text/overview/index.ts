export * from './overview-text.ts';
