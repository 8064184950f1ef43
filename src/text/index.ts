export { basicRegex, EventFilter, FilterError, type FilterWish } from './event-filter/index.ts';
export * from './event-style.ts';
export * from './event-styles.ts';
export { type KernelWishes, parseKernelWishes } from './kernel/index.ts';
export { OutputBytes } from './output-bytes.ts';
export type { RecordGroup } from './perf-script/task-records.ts';
export { type FileFact, printFileFact } from './trace-cmd/file-facts.ts';
export type { ReportWishes } from './trace-cmd/report-wishes.ts';
