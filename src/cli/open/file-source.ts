import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from '../../base/index.ts';

/** A file as a source. It stays open until `close`. */
export async function openFileSource(path: string): Promise<FileSource> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    name: path,
    size,
    read: (offset, length, into) => readRange(file, offset, length, size, into),
    close: () => file.close(),
  };
}

async function readRange(
  file: FileHandle,
  offset: number,
  length: number,
  size: number,
  into?: Uint8Array,
): Promise<Uint8Array> {
  const wanted = Math.max(0, Math.min(length, size - offset));
  // Memory of its own and not of Buffer's pool: views on it may be kept.
  const bytes = into?.subarray(0, wanted) ?? new Uint8Array(new ArrayBuffer(wanted));
  let done = 0;
  while (done < wanted) {
    // One read of the system call takes at most 2 GB.
    const { bytesRead } = await file.read(bytes, done, Math.min(wanted - done, 1 << 30), offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done === wanted ? bytes : bytes.subarray(0, done);
}

/** A file that is open. */
export interface FileSource extends ByteSource {
  close(): Promise<void>;
}
