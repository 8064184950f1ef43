import { PerfRecording } from '../../formats/perf-data/index.ts';
import type { EventStyle } from '../event-style.ts';
import { PerfScript } from './perf-script.ts';

/** As `perf script` prints. */
export const perfScriptStyle: EventStyle = {
  id: 'perf-script',
  formats: ['perf-data'],
  printer: (recording, wishes) => {
    if (!(recording instanceof PerfRecording)) throw new TypeError('bug: perf script prints perf.data only');
    return new PerfScript(recording, wishes);
  },
};
