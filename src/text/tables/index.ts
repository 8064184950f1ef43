export * from './bar.ts';
export * from './cell-text.ts';
export * from './csv.ts';
export * from './histogram-lines.ts';
export * from './table-lines.ts';
