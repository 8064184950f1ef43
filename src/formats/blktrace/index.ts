import { FormatError } from '../../base/index.ts';
import type { RecordingFormat } from '../format.ts';
import { findInput, holdsBlktrace } from './inputs.ts';
import { byteOrder } from './layout.ts';
import { BlktraceRecording, beginReading } from './recording.ts';

export { type BlktraceReading, BlktraceRecording } from './recording.ts';

/** What blktrace records. */
export const blktrace: RecordingFormat<BlktraceRecording> = {
  id: 'blktrace',
  title: 'blktrace files',
  recognisesFile: head =>
    byteOrder(new DataView(head.buffer, head.byteOffset, head.byteLength)) !== undefined,
  recognisesFolder: holdsBlktrace,
  open: async (input, tools) => {
    const found = await findInput(input);
    const name = input.kind === 'file' ? input.source.name : input.folder.name;
    const { context } = await beginReading(found);
    if (context.littleEndian === undefined) {
      throw new FormatError('blktrace', 0, 'records of version 7 or 8', 'none');
    }
    return new BlktraceRecording(name, found, context.state, tools);
  },
};
