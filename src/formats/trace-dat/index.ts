import type { FileFormat } from '../format.ts';
import { startsLikeTraceDat } from './head.ts';
import { readTraceDat } from './read.ts';

export type { TraceDatMetadata } from './metadata.ts';
export { readMetadata, readTraceDat } from './read.ts';

/** What trace-cmd records. */
export const traceDat: FileFormat = {
  id: 'trace-dat',
  title: 'trace-cmd trace.dat',
  recognises: startsLikeTraceDat,
  read: readTraceDat,
};
