export * from './fate.ts';
export * from './kernel-names.ts';
export * from './lineage.ts';
