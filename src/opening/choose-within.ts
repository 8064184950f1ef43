import type { SourceFolder } from '../base/index.ts';
import type { RecordingInput } from '../formats/index.ts';

/** What a recording folder of Ringside's own may hold, the one that is wanted most first. */
export const eventsFirst: readonly string[] = ['trace.dat', 'uftrace.data', 'perf.data', 'blktrace'];
export const callsFirst: readonly string[] = ['uftrace.data', 'trace.dat'];

/** What of a folder is opened. */
export interface ChosenInput {
  readonly input: RecordingInput;
  /** Its name in the folder; empty where it is the folder itself. */
  readonly part: string;
  /** All that the folder holds of what can be opened by itself, named as `part`. */
  readonly parts: readonly string[];
}

/**
 * What of a folder is opened: of a recording folder of Ringside's own the first of `wanted` that it holds, of a folder with
 * one file besides recording.json that file, else the folder itself.
 */
export async function chooseWithin(folder: SourceFolder, wanted: readonly string[]): Promise<ChosenInput> {
  const whole: ChosenInput = { input: { kind: 'folder', folder }, part: '', parts: [] };
  const names = await folder.list();
  if (names.includes('info')) return whole;
  const tops = new Set(names.map(name => name.split('/', 1)[0]!));
  const parts = eventsFirst.filter(name => tops.has(name));
  for (const part of wanted) {
    const input = await inputNamed(folder, part, tops);
    if (input !== undefined) return { input, part, parts };
  }
  const [only, ...others] = names.filter(name => name !== 'recording.json');
  const alone =
    only === undefined || others.length > 0 ? undefined : await inputNamed(folder, only, new Set());
  return only === undefined || alone === undefined
    ? { ...whole, parts }
    : { input: alone, part: only, parts };
}

async function inputNamed(
  folder: SourceFolder,
  name: string,
  tops: ReadonlySet<string>,
): Promise<RecordingInput | undefined> {
  const source = await folder.open(name);
  if (source !== undefined) return { kind: 'file', source, beside: folder };
  return tops.has(name) ? { kind: 'folder', folder: subfolder(folder, name) } : undefined;
}

/** A folder inside of another. */
function subfolder(folder: SourceFolder, name: string): SourceFolder {
  const prefix = `${name}/`;
  return {
    name: `${folder.name}/${name}`,
    list: async () =>
      (await folder.list()).filter(path => path.startsWith(prefix)).map(path => path.slice(prefix.length)),
    open: path => folder.open(prefix + path),
  };
}
