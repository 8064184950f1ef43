import { type ByteSource, decodeUtf8, type SourceFolder } from '../base/index.ts';

/** Where a file of a tar archive lies. */
interface TarEntry {
  readonly offset: number;
  readonly size: number;
}

const block = 512;
const mostEntries = 100_000;
/** Longest name or attribute that is read; names of files are far shorter. */
const longestExtra = 1 << 16;

/** Whether this is the head of a tar archive, of POSIX's or GNU's kind. */
export function isTar(head: Uint8Array): boolean {
  return head.length >= block && textOf(head, 257, 5) === 'ustar' && checksumHolds(head);
}

/**
 * A tar archive as a folder, without unpacking it: a folder that everything lies in is left out of the names. Entries
 * that are no plain files, and names that lead out of the archive, are passed over.
 */
export async function openTar(source: ByteSource): Promise<SourceFolder> {
  const entries = await readEntries(source);
  const names = [...entries.keys()];
  const top = commonFolder(names);
  return {
    name: source.name,
    list: async () => names.map(name => name.slice(top.length)).sort(),
    open: async path => {
      const entry = entries.get(top + path);
      return entry === undefined ? undefined : sliceOf(source, entry, path);
    },
  };
}

function sliceOf(source: ByteSource, { offset, size }: TarEntry, name: string): ByteSource {
  return {
    name,
    size,
    read: (from, length) => source.read(offset + from, Math.max(0, Math.min(length, size - from))),
  };
}

async function readEntries(source: ByteSource): Promise<ReadonlyMap<string, TarEntry>> {
  const entries = new Map<string, TarEntry>();
  let named: string | undefined;
  let sized: number | undefined;
  for (let at = 0; at + block <= source.size && entries.size < mostEntries; ) {
    const head = await source.read(at, block);
    if (head.length < block || !checksumHolds(head)) break;
    const type = String.fromCharCode(head[156]!);
    const stated = sized ?? numberOf(head, 124, 12);
    const offset = at + block;
    at = offset + Math.ceil(stated / block) * block;
    if (type === 'L')
      named = textOf(await source.read(offset, Math.min(stated, longestExtra)), 0, longestExtra);
    else if (type === 'x') {
      const attributes = parseAttributes(await source.read(offset, Math.min(stated, longestExtra)));
      named = attributes.get('path') ?? named;
      const size = Number(attributes.get('size'));
      if (attributes.has('size') && Number.isSafeInteger(size) && size >= 0) sized = size;
    } else {
      const name = cleanName(named ?? headName(head));
      // What is cut off is there as far as it goes.
      const size = Math.min(stated, Math.max(0, source.size - offset));
      if ((type === '0' || type === '\0' || type === '7') && name !== undefined)
        entries.set(name, { offset, size });
      named = undefined;
      sized = undefined;
    }
  }
  return entries;
}

function headName(head: Uint8Array): string {
  const name = textOf(head, 0, 100);
  // GNU's heads have times where POSIX has a prefix.
  const prefix = textOf(head, 257, 8) === 'ustar  ' ? '' : textOf(head, 345, 155);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** A name with `/` between its parts; undefined where it leads out of the archive or to nothing. */
function cleanName(name: string): string | undefined {
  const parts = name.split('/').filter(part => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? undefined : parts.join('/');
}

/** `LENGTH KEY=VALUE\n` of POSIX's extended heads. */
function parseAttributes(bytes: Uint8Array): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 ? Number.NaN : Number(textOf(bytes, at, space - at));
    if (!Number.isInteger(length) || length <= space - at || at + length > bytes.length) break;
    const line = decodeUtf8(bytes.subarray(space + 1, at + length - 1));
    const equals = line.indexOf('=');
    if (equals > 0) attributes.set(line.slice(0, equals), line.slice(equals + 1));
    at += length;
  }
  return attributes;
}

/** The folder, with its `/`, that all names begin with; empty where there is none. */
function commonFolder(names: readonly string[]): string {
  const [first] = names;
  const parts = first?.split('/').slice(0, -1) ?? [];
  while (parts.length > 0 && !names.every(name => name.startsWith(`${parts.join('/')}/`))) parts.pop();
  return parts.length === 0 ? '' : `${parts.join('/')}/`;
}

/** Octal digits, or GNU's binary numbers for what those cannot say. */
function numberOf(head: Uint8Array, at: number, length: number): number {
  if ((head[at]! & 0x80) === 0) {
    const value = Number.parseInt(textOf(head, at, length).trim(), 8);
    return Number.isSafeInteger(value) ? value : 0;
  }
  let value = head[at]! & 0x7f;
  for (let i = 1; i < length; i++) value = value * 256 + head[at + i]!;
  return Number.isSafeInteger(value) ? value : Number.MAX_SAFE_INTEGER - block;
}

function checksumHolds(head: Uint8Array): boolean {
  let sum = 0;
  for (let i = 0; i < block; i++) sum += i >= 148 && i < 156 ? 32 : head[i]!;
  return sum === numberOf(head, 148, 8);
}

/** Text up to its NUL. */
function textOf(bytes: Uint8Array, at: number, length: number): string {
  const part = bytes.subarray(at, at + length);
  const end = part.indexOf(0);
  return decodeUtf8(end < 0 ? part : part.subarray(0, end));
}
