import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ByteSource, SourceFolder } from '../../base/index.ts';
import { type FileSource, openFileSource } from './file-source.ts';

/** A folder of files, some of which are open until it is closed. */
export interface FileFolder extends SourceFolder {
  close(): Promise<void>;
}

/**
 * A folder as a source of sources; paths in it are relative, with `/`. Links are not followed out of it. The first files
 * that are asked for stay open, the others are open only while they are read: directories of recordings have hundreds.
 */
export function openFolder(path: string, mostOpen = 16): FileFolder {
  const opened: FileSource[] = [];
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
      if (relative(path, full).startsWith('..')) return undefined;
      const found = await stat(full).catch(() => undefined);
      if (found?.isFile() !== true) return undefined;
      if (opened.length >= mostOpen) return sourceOpenedToRead(full, found.size);
      const source = await openFileSource(full);
      opened.push(source);
      return source;
    },
    close: async () => {
      await Promise.all(opened.splice(0).map(source => source.close()));
    },
  };
}

function sourceOpenedToRead(path: string, size: number): ByteSource {
  return {
    name: path,
    size,
    read: async (offset, length, into) => {
      const source = await openFileSource(path);
      try {
        return await source.read(offset, length, into);
      } finally {
        await source.close();
      }
    },
  };
}
