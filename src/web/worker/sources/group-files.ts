/** A file that was dropped or chosen, with its path in what was. */
export interface PlacedFile {
  readonly path: string;
  readonly file: Blob;
}

/** A file of blktrace, and the name that those of all CPUs begin with. */
export const cpuFileName = /^(.*)\.blktrace\.\d+$/;

/**
 * Files that were dropped together, by the recording that they belong to: a folder is one, loose files are one where they
 * are the inside of one, else each is its own; those of blktrace go by the name that they begin with.
 */
export function groupFiles<F extends PlacedFile>(files: readonly F[]): readonly (readonly F[])[] {
  const isInside = files.some(({ path }) => path === 'info' || path === 'recording.json');
  if (isInside) return [files];
  const groups = new Map<string, F[]>();
  for (const file of files) {
    const { path } = file;
    const slash = path.indexOf('/');
    const key = slash < 0 ? (cpuFileName.exec(path)?.[1] ?? `${path}\0`) : path.slice(0, slash + 1);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [file]);
    else group.push(file);
  }
  return [...groups.values()];
}
