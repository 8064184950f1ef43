import type { ByteSource, SourceFolder } from '../../base/index.ts';
import { openFolder } from '../open/file-source.ts';

/** A folder whose files are open only while they are read: directories of recordings have hundreds. */
export function readOnlyFolder(path: string): SourceFolder {
  const folder = openFolder(path);
  return {
    name: folder.name,
    list: () => folder.list(),
    open: async name => {
      const first = await folder.open(name);
      if (first === undefined) return undefined;
      const { size } = first;
      await close(first);
      return { name, size, read: (offset, length) => readOnce(folder, name, offset, length) };
    },
  };
}

async function readOnce(
  folder: SourceFolder,
  name: string,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  const source = await folder.open(name);
  if (source === undefined) return new Uint8Array(0);
  try {
    return await source.read(offset, length);
  } finally {
    await close(source);
  }
}

async function close(source: ByteSource & { close?(): Promise<void> }): Promise<void> {
  await source.close?.();
}
