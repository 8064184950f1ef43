import { fileOf, type RecordingFormat } from '../format.ts';
import { startsLikeTraceDat } from './head.ts';
import { openTraceDat, type TraceDatRecording } from './recording.ts';

export { listKernelStrings } from './kernel-strings.ts';
export type { SystemFormats, TraceDatMetadata } from './metadata.ts';
export { openTraceDat, readMetadata, readTraceDat, TraceDatRecording } from './recording.ts';
export {
  type BufferContent,
  layOutTraceDat,
  type TraceDatContent,
  type TraceDatLayout,
} from './write.ts';

/** What trace-cmd records. */
export const traceDat: RecordingFormat<TraceDatRecording> = {
  id: 'trace-dat',
  title: 'trace-cmd trace.dat',
  recognisesFile: startsLikeTraceDat,
  open: (input, tools) => openTraceDat(fileOf(input), tools),
};
