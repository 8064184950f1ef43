import { stat } from 'node:fs/promises';
import { FormatError, UsageError } from '../../base/index.ts';
import { unwrap } from '../../opening/index.ts';
import type { Problem } from '../../store/index.ts';
import { say } from '../../words/index.ts';
import { type FileSource, openFileSource } from '../open/file-source.ts';
import { unpackStream } from '../open/unpack-stream.ts';

/** An ELF file is held in memory as a whole; larger ones are core dumps of large programs. */
const mostBytes = 2 ** 30;

/** The bytes of a file, unpacked where it is packed by gzip, xz or zstd, as modules of the kernel are. */
export async function readElfFile(
  path: string,
): Promise<{ readonly bytes: Uint8Array; readonly problems: readonly Problem[] }> {
  const file = await openFile(path);
  try {
    if (file.size > mostBytes)
      throw new FormatError('elf', undefined, `a file of at most ${mostBytes} bytes`, `${file.size}`);
    const { source, problems } = await unwrap(file, { unpackStream, mostUnpacked: mostBytes });
    return { bytes: await source.read(0, source.size), problems };
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileSource> {
  const refuse = (reason: string): UsageError =>
    new UsageError(say('elf.cannot-read', { path, reason }), say('elf.cannot-read.remedy'));
  const about = await stat(path).catch((error: Error) => {
    throw refuse(error.message);
  });
  if (!about.isFile()) throw refuse(say('elf.no-file'));
  return openFileSource(path).catch((error: Error) => {
    throw refuse(error.message);
  });
}
