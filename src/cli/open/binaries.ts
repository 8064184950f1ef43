import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BinaryFile, FindBinary } from '../../formats/perf-data/index.ts';

/** Nothing that a recording names there is a binary, and reading it may do something. */
const special = /^\/(?:proc|sys|dev)(?:\/|$)/;

/** Finds binaries by the paths a recording names, below `root`: regular files only, and none above it. */
export function binariesBelow(root: string): FindBinary {
  const top = resolve(root);
  const known = new Map<string, BinaryFile | undefined>();
  return path => {
    if (!known.has(path)) known.set(path, openBinary(top, path));
    return known.get(path);
  };
}

function openBinary(top: string, path: string): BinaryFile | undefined {
  const full = join(top, path);
  if (path.includes('\0') || special.test(full) || !full.startsWith(top)) return undefined;
  try {
    const size = withFile(full, file => {
      const found = fstatSync(file);
      return found.isFile() ? found.size : 0;
    });
    if (size === 0) return undefined;
    return {
      size,
      read: (offset, length) => readRange(full, offset, Math.max(0, Math.min(length, size - offset))),
    };
  } catch {
    return undefined;
  }
}

function withFile<T>(path: string, use: (file: number) => T): T {
  const file = openSync(path, 'r');
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

function readRange(path: string, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  if (length === 0) return bytes;
  const done = withFile(path, file => readSync(file, bytes, 0, length, offset));
  return bytes.subarray(0, done);
}
