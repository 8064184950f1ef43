import type { ByteSource } from '../base/index.ts';
import type { FileFormat } from './format.ts';
import { traceDat } from './trace-dat/index.ts';

export * from './format.ts';
export * from './trace-dat/index.ts';
// Directories are no traces of one file: they have openers of their own.
export { looksLikeUftrace, openUftrace, UftraceRecording } from './uftrace/index.ts';

/** Every format of single files, one line each; the first that recognises a file reads it. */
export const fileFormats: readonly FileFormat[] = [traceDat];

/** The format of a file by its content; undefined where it is none of ours. */
export async function detectFormat(source: ByteSource): Promise<FileFormat | undefined> {
  const head = await source.read(0, 4096);
  return fileFormats.find(format => format.recognises(head));
}
