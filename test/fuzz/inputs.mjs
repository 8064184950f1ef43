// What is broken by the fuzzer: every stored recording, as files in memory.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { sourceFromBytes } from '../../dist/base/index.js';
import { loadDecompressors } from '../../dist/cli/open/decompressors.js';
import { detectFormat, layOutTraceDat, readMetadata, readTraceDat } from '../../dist/formats/index.js';

const root = join(import.meta.dirname, '../../recordings');

/**
 * A recording in memory: its files by name, and which of them is opened; a folder is opened where none is.
 * @typedef {{ id: string, format: string, files: Map<string, Uint8Array>, main: string | undefined }} Recorded
 */

/** What a reader is given. */
export function inputOf({ files, main }) {
  const folder = {
    name: 'memory',
    list: async () => [...files.keys()].sort(),
    open: async name => {
      const bytes = files.get(name);
      return bytes === undefined ? undefined : sourceFromBytes(bytes, name);
    },
  };
  if (main === undefined) return { kind: 'folder', folder };
  return { kind: 'file', source: sourceFromBytes(files.get(main), main), beside: folder };
}

/** All recordings that any format recognises, small ones first; of `only` one format where it is given. */
export async function findRecordings(only) {
  const found = [];
  for (const path of listFiles(root)) {
    const recorded = readRecorded(path);
    const format = await detectFormat(inputOf(recorded));
    if (format === undefined || (only !== undefined && format.id !== only)) continue;
    found.push({ ...recorded, format: format.id });
    if (format.id === 'trace-dat' && path.includes('kernels')) {
      found.push({ ...(await unpackTraceDat(recorded)), format: format.id });
    }
  }
  return found.sort((a, b) => sizeOf(a) - sizeOf(b) || (a.id < b.id ? -1 : 1));
}

export function sizeOf({ files }) {
  return [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

function readRecorded(path) {
  const id = relative(root, path);
  const bytes = readFileSync(path);
  if (path.endsWith('.tar.gz')) return { id, main: undefined, files: readTar(gunzipSync(bytes)) };
  if (path.endsWith('.gz')) {
    const name = basename(path, '.gz');
    return { id, main: name, files: new Map([[name, own(gunzipSync(bytes))]]) };
  }
  const name = basename(path);
  const files = new Map([[name, own(bytes)]]);
  // blktrace has a file for each CPU.
  const stem = /^(.*\.blktrace\.)\d+$/.exec(name)?.[1];
  if (stem !== undefined) {
    for (const other of readdirSync(dirname(path)).filter(one => one.startsWith(stem))) {
      files.set(other, own(readFileSync(join(dirname(path), other))));
    }
  }
  return { id, main: name, files };
}

/** The same recording without compression: what is broken in it reaches the readers of pages and records. */
async function unpackTraceDat({ id, main, files }) {
  const tools = await loadDecompressors();
  const source = sourceFromBytes(files.get(main), main);
  const metadata = await readMetadata(source, tools);
  const { runs, buffers } = await readTraceDat(source, tools);
  const pageSize = metadata.buffers[0]?.pageSize ?? 4096;
  const layout = layOutTraceDat({
    ...metadata,
    traceClock: metadata.traceClock ?? '[local]',
    traceId: 1n,
    tsc: metadata.tsc ?? { mult: 1, shift: 0 },
    buffers: buffers.map((name, index) => ({
      name,
      pageSize,
      cpus: runs.filter(run => run.buffer === index).map(({ cpu, view }) => ({ cpu, size: view.byteLength })),
    })),
  });
  const bytes = new Uint8Array(layout.size);
  for (const piece of layout.pieces) bytes.set(piece.bytes, piece.offset);
  for (const { buffer, cpu, offset } of layout.records) {
    const { view } = runs.find(run => buffers[run.buffer] === buffer && run.cpu === cpu);
    bytes.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), offset);
  }
  return { id: `${id} unpacked`, main, files: new Map([[main, bytes]]) };
}

/** Plain files of a tar, without the folder they all stand in. */
function readTar(tar) {
  const files = new Map();
  for (let at = 0; at + 512 <= tar.length; ) {
    const text = (from, length) =>
      tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '');
    const name = text(0, 100);
    if (name === '') break;
    const size = Number.parseInt(text(124, 12), 8) || 0;
    const kind = text(156, 1);
    if (kind === '' || kind === '0') {
      files.set(name.replace(/^(\.\/)?[^/]*\//, ''), own(tar.subarray(at + 512, at + 512 + size)));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** Bytes with a buffer of their own, as readers get them from files. */
function own(bytes) {
  return new Uint8Array(bytes);
}
