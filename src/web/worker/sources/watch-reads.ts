import type { ByteSource, ReadGradually, SourceFolder } from '../../../base/index.ts';
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
  const { name, size, readGradually } = source;
  let done = 0;
  const tell = (more: number): void => {
    done = Math.min(size, done + more);
    see(done, size, name);
  };
  return {
    name,
    size,
    read: async (offset, length, into) => {
      const bytes = await source.read(offset, length, into);
      tell(bytes.length);
      return bytes;
    },
    ...(readGradually === undefined ? {} : { readGradually: watched(readGradually, tell) }),
  };
}

function watched(readGradually: ReadGradually, tell: (more: number) => void): ReadGradually {
  return (offset, length, see) => {
    let told = 0;
    return readGradually(offset, length, there => {
      tell(there.length - told);
      told = there.length;
      see(there);
    });
  };
}
