import { constants } from 'node:fs';
import { type FileHandle, open, readdir, readlink, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A file of a recording: where it is and how large it was when it was listed. */
export interface ListedFile {
  readonly place: string;
  readonly size: number;
}

const mostFiles = 20_000;
const deepest = 6;

/**
 * The files of a recording by their paths in it: of a folder all below it, of a file itself and what belongs to it: the
 * other CPUs' of blktrace, and the recording.json that tells of it. Links are left out.
 */
export async function listFiles(recording: string): Promise<ReadonlyMap<string, ListedFile>> {
  const found = await stat(recording).catch(() => undefined);
  const files = new Map<string, ListedFile>();
  if (found?.isDirectory() === true) await addFolder(files, recording, '', 0);
  else for (const name of await namesBeside(recording)) await addFile(files, dirname(recording), name, name);
  return files;
}

/** The lists of files as the page was last told them: it asks for ranges of them by the thousand. */
export class FileLists {
  readonly #lists = new Map<string, ReadonlyMap<string, ListedFile>>();

  /** The files that are there now. */
  async list(recording: string): Promise<ReadonlyMap<string, ListedFile>> {
    const files = await listFiles(recording);
    this.#lists.set(recording, files);
    return files;
  }

  async find(recording: string, path: string): Promise<ListedFile | undefined> {
    return this.#lists.get(recording)?.get(path) ?? (await this.list(recording)).get(path);
  }
}

async function addFolder(
  files: Map<string, ListedFile>,
  folder: string,
  prefix: string,
  depth: number,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (files.size >= mostFiles) return;
    const path = `${prefix}${entry.name}`;
    if (entry.isFile()) await addFile(files, folder, entry.name, path);
    else if (entry.isDirectory() && depth < deepest)
      await addFolder(files, join(folder, entry.name), `${path}/`, depth + 1);
  }
}

async function addFile(
  files: Map<string, ListedFile>,
  folder: string,
  name: string,
  path: string,
): Promise<void> {
  const place = join(folder, name);
  const found = await stat(place).catch(() => undefined);
  if (found?.isFile() === true) files.set(path, { place, size: found.size });
}

async function namesBeside(file: string): Promise<readonly string[]> {
  const name = basename(file);
  const beginning = `${name.replace(/\.blktrace\.\d{1,5}$/, '')}.blktrace.`;
  const others = (await readdir(dirname(file)).catch(() => []))
    .filter(other => other.startsWith(beginning) && /^\d{1,5}$/.test(other.slice(beginning.length)))
    .sort();
  return [...new Set([name, ...others, 'recording.json'])];
}

/** Opens a listed file, unless a link has taken its place or that of a folder on the way since. */
export async function openListed({ place }: ListedFile): Promise<FileHandle> {
  const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile() || (await placeOf(file)) !== place)
      throw Object.assign(new Error('not the file that was listed'), { code: 'ELOOP' });
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Where an open file really is: Linux says it of each descriptor (proc(5)). */
function placeOf(file: FileHandle): Promise<string> {
  return readlink(`/proc/self/fd/${file.fd}`);
}
