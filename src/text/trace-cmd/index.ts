import { TraceDatRecording } from '../../formats/index.ts';
import type { EventStyle, PrinterTwin, TwinPrinter } from '../event-style.ts';
import { TraceCmdReport } from './trace-cmd-report.ts';

export { type ReportOptions, TraceCmdReport } from './trace-cmd-report.ts';

/** As `trace-cmd report` prints. */
export const traceCmdStyle: EventStyle = {
  id: 'trace-cmd',
  formats: ['trace-dat'],
  printer: (recording, wishes) =>
    new TraceCmdReport(
      wishes,
      recording instanceof TraceDatRecording ? recording.metadata.timeOffset : undefined,
    ),
};

/** A printer like another one, in another thread. */
export function makeTwin({ wishes, date }: PrinterTwin): TwinPrinter {
  return new TraceCmdReport(wishes, date);
}
