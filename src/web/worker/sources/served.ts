import type { ByteSource, ReadGradually, SourceFolder } from '../../../base/index.ts';
import type { RecordingInput } from '../../../formats/index.ts';
import type { RecordingFileEntry } from '../../../protocol/index.ts';
import { fetchInto, get, getRange } from './fetch-bytes.ts';
import { fetchShared, wakeReader, worthThread } from './fetch-shared.ts';
import { readAhead } from './read-ahead.ts';

/** A request is dearer than a message: more is read at once. */
const blockBytes = 1 << 20;

/** A recording of the server's, whose files are read by ranges as they are needed. `base` is the page's folder. */
export async function inputOfServed(id: string, base: string): Promise<RecordingInput> {
  const files = new URL(`api/recordings/${encodeURIComponent(id)}/files`, base).href;
  const entries = (await (await get(files)).json()) as readonly RecordingFileEntry[];
  if (entries.some(({ size }) => size >= worthThread)) wakeReader();
  const folder = servedFolder(files, entries);
  const single = singleFile(entries);
  const source = single === undefined ? undefined : await folder.open(single.path);
  return source === undefined ? { kind: 'folder', folder } : { kind: 'file', source, beside: folder };
}

/** The file of a recording of one, which may have beside it what tells of it, and the other CPUs' of blktrace. */
function singleFile(entries: readonly RecordingFileEntry[]): RecordingFileEntry | undefined {
  const files = entries.filter(({ path }) => path !== 'recording.json');
  const isSingle =
    files.length === 1 ||
    (files.length > 1 && files.every(({ path }) => /^[^/]*\.blktrace\.\d+$/.test(path)));
  return isSingle ? [...files].sort((a, b) => b.size - a.size)[0] : undefined;
}

function servedFolder(files: string, entries: readonly RecordingFileEntry[]): SourceFolder {
  const sizes = new Map(entries.map(({ path, size }) => [path, size]));
  return {
    name: '',
    list: async () => [...sizes.keys()].sort(),
    open: async path => {
      const size = sizes.get(path);
      const place = `${files}/${path.split('/').map(encodeURIComponent).join('/')}`;
      return size === undefined ? undefined : servedSource(place, path, size);
    },
  };
}

function servedSource(place: string, name: string, size: number): ByteSource {
  const read = async (offset: number, length: number, into?: Uint8Array): Promise<Uint8Array> => {
    const end = Math.min(size, offset + length);
    if (end <= offset) return new Uint8Array(0);
    const answer = await getRange(place, offset, end);
    const all = new Uint8Array(await answer.arrayBuffer());
    // A host that knows no ranges answers with everything.
    const bytes = answer.status === 206 ? all : all.subarray(offset, end);
    if (into === undefined) return bytes;
    into.set(bytes);
    return into.subarray(0, bytes.length);
  };
  const readGradually: ReadGradually = async (offset, length, see) => {
    const end = Math.min(size, offset + length);
    if (end <= offset) return new Uint8Array(0);
    return (
      fetchShared(place, offset, end, see) ?? fetchInto(place, offset, new Uint8Array(end - offset), see)
    );
  };
  return readAhead({ name, size, read, readGradually }, blockBytes);
}
