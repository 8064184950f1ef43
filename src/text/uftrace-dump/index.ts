import { UftraceRecording } from '../../formats/uftrace/index.ts';
import type { EventStyle } from '../event-style.ts';
import { UftraceDump } from './uftrace-dump.ts';

/** As `uftrace dump` prints. */
export const uftraceDumpStyle: EventStyle = {
  id: 'uftrace-dump',
  formats: ['uftrace'],
  printer: recording => {
    if (recording instanceof UftraceRecording) return new UftraceDump(recording);
    throw new TypeError('bug: a recording of another format');
  },
};
