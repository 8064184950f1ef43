import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type SourceFolder, sourceFromBytes } from '../../../base/index.ts';

const recordings = join(import.meta.dirname, '../../../../recordings/uftrace');
const block = 512;
const withKernel = new Set(['mv', 'files', 'events']);

/** The files of a recorded uftrace directory, by name. */
export type RecordedFiles = Map<string, Uint8Array>;

/** Unpacks `recordings/uftrace/NAME.uftrace.tar.gz`. */
export function recordedFiles(name: string): RecordedFiles {
  const files: RecordedFiles = new Map();
  const tar = unzipped(`${name}.uftrace.tar.gz`);
  const text = (from: number, length: number): string =>
    Buffer.from(tar.subarray(from, from + length))
      .toString('latin1')
      .replace(/\0.*$/s, '');
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const size = Number.parseInt(text(at + 124, 12), 8);
    const path = text(at, 100);
    if (!path.endsWith('/')) {
      files.set(path.slice(path.indexOf('/') + 1), tar.slice(at + block, at + block + size));
    }
    at += block + Math.ceil(size / block) * block;
  }
  if (withKernel.has(name)) files.set('kallsyms', unzipped('kallsyms.gz'));
  return files;
}

/** What `uftrace replay` printed of a recording. */
export function recordedReplay(name: string): string {
  return Buffer.from(unzipped(`${name}.replay.gz`)).toString('utf8');
}

/** A folder of files in memory. */
export function folderOf(files: ReadonlyMap<string, Uint8Array>): SourceFolder {
  return {
    name: 'memory',
    list: async () => [...files.keys()],
    open: async path => {
      const bytes = files.get(path);
      return bytes && sourceFromBytes(bytes, path);
    },
  };
}

function unzipped(file: string): Uint8Array {
  return new Uint8Array(gunzipSync(readFileSync(join(recordings, file))));
}
