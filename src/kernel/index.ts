export * from './inlines/load-inlines.ts';
export * from './nearest-kernel.ts';
export { canonicalName, withoutVariant } from './parts/canonical-name.ts';
export * from './parts/load-parts.ts';
export { listFilePrefixes, partOfFile } from './parts/part-of-file.ts';
export * from './parts/parts.ts';
export { partOfName } from './parts/rules.ts';
export * from './syscalls/syscalls.ts';
export type { TableOrigin } from './tables/table-text.ts';
