export * from './journey-lines.ts';
