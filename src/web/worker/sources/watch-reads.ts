import type { ByteSource, SourceFolder } from '../../../base/index.ts';
import type { RecordingInput } from '../../../formats/index.ts';

/** Told how many bytes of a file were read, of how many, and what it is called. What it throws ends the reading. */
export type SeeReads = (done: number, of: number, name: string) => void;

/** An input of which every read is told. */
export function watchReads(input: RecordingInput, see: SeeReads): RecordingInput {
  if (input.kind === 'folder') return { kind: 'folder', folder: watchedFolder(input.folder, see) };
  const { source, beside } = input;
  const watched = { kind: 'file', source: watchedSource(source, see) } as const;
  return beside === undefined ? watched : { ...watched, beside: watchedFolder(beside, see) };
}

function watchedFolder(folder: SourceFolder, see: SeeReads): SourceFolder {
  return {
    name: folder.name,
    list: () => folder.list(),
    open: async path => {
      const source = await folder.open(path);
      return source === undefined ? undefined : watchedSource(source, see);
    },
  };
}

function watchedSource(source: ByteSource, see: SeeReads): ByteSource {
  const { name, size } = source;
  let done = 0;
  return {
    name,
    size,
    read: async (offset, length, into) => {
      const bytes = await source.read(offset, length, into);
      done = Math.min(size, done + bytes.length);
      see(done, size, name);
      return bytes;
    },
  };
}
