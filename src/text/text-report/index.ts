import type { EventStyle } from '../event-style.ts';
import { LinePrinter } from '../kernel/line-printer.ts';
import { TextReport } from './text-report.ts';
import { WriterPrinter } from './writer-printer.ts';

/** Text of the kernel as `trace-cmd report` would head its lines; text of trace-cmd as it is. */
export const textReportStyle: EventStyle = {
  id: 'trace-cmd',
  formats: ['ftrace-text'],
  printer: (_recording, wishes) => new WriterPrinter(new LinePrinter(), new TextReport(wishes)),
};
