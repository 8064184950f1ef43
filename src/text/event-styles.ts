import { blkparseStyle } from './blkparse/index.ts';
import type { EventStyle } from './event-style.ts';
import { kernelStyle } from './kernel/index.ts';
import { perfScriptStyle } from './perf-script/index.ts';
import { textReportStyle } from './text-report/index.ts';
import { traceCmdStyle } from './trace-cmd/index.ts';
import { uftraceDumpStyle } from './uftrace-dump/index.ts';

/** Every style, one line each. */
export const eventStyles: readonly EventStyle[] = [
  traceCmdStyle,
  perfScriptStyle,
  blkparseStyle,
  textReportStyle,
  kernelStyle,
  uftraceDumpStyle,
];

/** The style of this name, or a format's default; undefined where there is none. */
export function findStyle(format: string, id?: string): EventStyle | undefined {
  return eventStyles.find(style => style.formats.includes(format) && (id === undefined || style.id === id));
}
