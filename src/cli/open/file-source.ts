import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource, SourceFolder } from '../../base/index.ts';

/** A file as a source. It stays open until `close`. */
export async function openFileSource(path: string): Promise<ByteSource & { close(): Promise<void> }> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    name: path,
    size,
    read: (offset, length) => readRange(file, offset, length, size),
    close: () => file.close(),
  };
}

async function readRange(
  file: FileHandle,
  offset: number,
  length: number,
  size: number,
): Promise<Uint8Array> {
  const wanted = Math.max(0, Math.min(length, size - offset));
  // Memory of its own and not of Buffer's pool: views on it may be kept.
  const bytes = new Uint8Array(new ArrayBuffer(wanted));
  let done = 0;
  while (done < wanted) {
    // One read of the system call takes at most 2 GB.
    const { bytesRead } = await file.read(bytes, done, Math.min(wanted - done, 1 << 30), offset + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done === wanted ? bytes : bytes.subarray(0, done);
}

/** A folder as a source of sources; paths in it are relative, with `/`. Links are not followed out of it. */
export function openFolder(path: string): SourceFolder {
  return {
    name: path,
    list: async () => {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      return entries
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath.slice(path.length), entry.name).replace(/^\//, ''))
        .sort();
    },
    open: async name => {
      const full = join(path, name);
      if (!full.startsWith(join(path, '/'))) return undefined;
      const found = await stat(full).catch(() => undefined);
      return found?.isFile() === true ? openFileSource(full) : undefined;
    },
  };
}
