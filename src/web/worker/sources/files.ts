import type { ByteSource, SourceFolder } from '../../../base/index.ts';
import type { RecordingInput } from '../../../formats/index.ts';
import { cpuFileName, type PlacedFile } from './group-files.ts';
import { readAhead } from './read-ahead.ts';

/** A Blob or File, read by ranges: it may be larger than memory. */
export function sourceOfBlob(blob: Blob, name: string): ByteSource {
  return readAhead({
    name,
    size: blob.size,
    read: async (offset, length, into) => {
      const end = Math.min(blob.size, offset + length);
      const bytes = new Uint8Array(await blob.slice(Math.min(offset, end), end).arrayBuffer());
      if (into === undefined) return bytes;
      into.set(bytes);
      return into.subarray(0, bytes.length);
    },
  });
}

/** Dropped files as one input: a single one as itself, with nothing beside it, several as the folder that they lie in. */
export function inputOfFiles(files: readonly PlacedFile[]): RecordingInput {
  const [first, ...others] = files;
  if (first === undefined) throw new TypeError('bug: no files');
  if (others.length === 0 && !first.path.includes('/'))
    return { kind: 'file', source: sourceOfBlob(first.file, first.path) };
  const folder = folderOfFiles(files);
  const cpuFile = largestCpuFile(files);
  if (cpuFile === undefined) return { kind: 'folder', folder };
  return { kind: 'file', source: sourceOfBlob(cpuFile.file, cpuFile.path), beside: folder };
}

/** Files as a folder; the one that they all lie in is left out of their paths. */
function folderOfFiles(files: readonly PlacedFile[]): SourceFolder {
  const top = topOf(files);
  const byPath = new Map(files.map(({ path, file }) => [path.slice(top.length), file]));
  const sources = new Map<string, ByteSource>();
  return {
    name: top.slice(0, -1),
    list: async () => [...byPath.keys()].sort(),
    open: async path => {
      const file = byPath.get(path);
      if (file === undefined) return undefined;
      const source = sources.get(path) ?? sourceOfBlob(file, path);
      sources.set(path, source);
      return source;
    },
  };
}

function topOf(files: readonly PlacedFile[]): string {
  const slash = files[0]!.path.indexOf('/');
  const top = files[0]!.path.slice(0, slash + 1);
  return top !== '' && files.every(({ path }) => path.startsWith(top)) ? top : '';
}

/** Of loose files of blktrace, and nothing else, one that has records: the others are found beside it. */
function largestCpuFile(files: readonly PlacedFile[]): PlacedFile | undefined {
  if (!files.every(({ path }) => !path.includes('/') && cpuFileName.test(path))) return undefined;
  return [...files].sort((a, b) => b.file.size - a.file.size)[0];
}
