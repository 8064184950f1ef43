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

/** What uftrace printed of a recording: `NAME.replay`, `NAME.dump`. */
export function recordedText(name: string): string {
  return Buffer.from(unzipped(`${name}.gz`)).toString('utf8');
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

/** The binary `task` that old versions of uftrace would have written instead of this `task.txt`. */
export function oldTaskFile(text: string): Uint8Array {
  const parts: Buffer[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const number = (key: string): number => Number(new RegExp(`\\b${key}=(\\d+)`).exec(line)?.[1] ?? 0);
    const [, seconds, nanoseconds] = /timestamp=(\d+)\.(\d+)/.exec(line)!;
    const [type, pid, tid] = line.startsWith('SESS')
      ? [7, number('pid'), number('pid')]
      : line.startsWith('FORK')
        ? [6, number('ppid'), number('pid')]
        : [3, number('pid'), number('tid')];
    const name = Buffer.from(/exename="(.*)"/.exec(line)?.[1] ?? '');
    const sid = type === 7 ? Buffer.alloc(24) : Buffer.alloc(0);
    if (type === 7) {
      sid.write(/sid=(\S+)/.exec(line)![1]!);
      sid.writeInt32LE(name.length, 20);
    }
    const head = Buffer.alloc(24);
    head.writeUInt16LE(0xface, 0);
    head.writeUInt16LE(type, 2);
    head.writeUInt32LE(16 + sid.length + name.length, 4);
    head.writeBigUInt64LE(BigInt(seconds!) * 1_000_000_000n + BigInt(nanoseconds!), 8);
    head.writeInt32LE(pid, 16);
    head.writeInt32LE(tid, 20);
    parts.push(head, sid, name, Buffer.alloc((8 - (name.length % 8)) % 8));
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** The same recording as version 3 and with the old file of tasks. */
export function asOldVersion(files: RecordedFiles): RecordedFiles {
  const old = new Map(files);
  const info = files.get('info')!.slice();
  info[8] = 3;
  old.set('info', info);
  old.set('task', oldTaskFile(Buffer.from(files.get('task.txt')!).toString('utf8')));
  old.delete('task.txt');
  return old;
}
