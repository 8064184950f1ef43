export { OutputBytes } from './output-bytes.ts';
export { type ReportOptions, TraceCmdReport } from './trace-cmd-report.ts';
