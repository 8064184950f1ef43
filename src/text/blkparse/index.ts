import { BlkparseTextRecording } from '../../formats/blkparse-text/index.ts';
import { BlktraceRecording } from '../../formats/blktrace/index.ts';
import type { EventStyle } from '../event-style.ts';
import { BlkparsePrinter } from './blkparse-printer.ts';

import { TextPrinter } from './text-printer.ts';
import type { BlkparseWishes } from './wishes.ts';

export { BlkparsePrinter } from './blkparse-printer.ts';
export { type BlkparseWishes, parseActionMask, parseFormatSpecs } from './wishes.ts';

/** As `blkparse` prints. */
export const blkparseStyle: EventStyle = {
  id: 'blkparse',
  formats: ['blktrace', 'blkparse-text'],
  printer: (recording, wishes) => {
    const { blkparse = {} } = wishes;
    if (recording instanceof BlkparseTextRecording) {
      return asksForNothing(blkparse) ? new TextPrinter(recording) : new BlkparsePrinter(recording, blkparse);
    }
    if (!(recording instanceof BlktraceRecording)) throw new TypeError('bug: blkparse prints blktrace files');
    return new BlkparsePrinter(recording, blkparse);
  },
};

function asksForNothing({ formats, trackIos, perProgram, quiet, actionMask }: BlkparseWishes): boolean {
  const asked = trackIos === true || perProgram === true || quiet === true || actionMask !== undefined;
  return !asked && (formats?.size ?? 0) === 0;
}
