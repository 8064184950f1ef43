import type { FileFormat } from '../format.ts';
import { startsLikeTraceDat } from './head.ts';
import { readTraceDat } from './read.ts';

export type { SystemFormats, TraceDatMetadata } from './metadata.ts';
export { readMetadata, readTraceDat } from './read.ts';
export {
  type BufferContent,
  layOutTraceDat,
  type TraceDatContent,
  type TraceDatLayout,
} from './write.ts';

/** What trace-cmd records. */
export const traceDat: FileFormat = {
  id: 'trace-dat',
  title: 'trace-cmd trace.dat',
  recognises: startsLikeTraceDat,
  read: readTraceDat,
};
