import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

export interface TarLimits {
  /** Which files may come out, by their names and sizes. */
  readonly accepts: (name: string, bytes: number) => boolean;
  readonly mostBytes: number;
  readonly mostFiles?: number;
}

const block = 512;
const usualMostFiles = 20_000;
const longestName = 4096;

/**
 * Unpacks one tar archive (ustar, plain files) from `stream` into `folder` until its two empty blocks.
 * The sender is not trusted: a file whose name is not accepted or came before is read over, links too, folders
 * are made where files lie in them, and an archive larger than `mostBytes` is refused.
 */
export async function unpackTar(
  stream: Readable,
  folder: string,
  limits: TarLimits,
): Promise<readonly string[]> {
  const reader = readBlocks(stream);
  const written = new Set<string>();
  let longName: string | undefined;
  const mostFiles = limits.mostFiles ?? usualMostFiles;
  let total = 0;
  let emptyBlocks = 0;
  while (emptyBlocks < 2) {
    const header = await reader.take(block);
    if (header.every(byte => byte === 0)) {
      emptyBlocks++;
      continue;
    }
    const name = (longName ?? field(header, 0, 100)).replace(/^(\.\/)+/, '');
    longName = undefined;
    const size = Number.parseInt(field(header, 124, 12).trim() || '0', 8);
    const type = String.fromCharCode(header[156]!);
    if (!Number.isSafeInteger(size) || size < 0) throw new Error('the guest sent a damaged archive');
    total += size;
    if (total > limits.mostBytes) throw new Error(`the guest sent more than ${limits.mostBytes} bytes`);
    // GNU's way to say a name of more than 100 bytes, before the file that has it.
    if (type === 'L' && size <= longestName) {
      const padded = await reader.take(Math.ceil(size / block) * block);
      longName = field(padded, 0, size);
      continue;
    }
    const isFile = type === '0' || type === '\0';
    const wanted = isFile && isInside(name) && !written.has(name) && limits.accepts(name, size);
    if (wanted && written.size === mostFiles) throw new Error(`the guest sent more than ${mostFiles} files`);
    if (wanted && name.includes('/')) await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(
      reader,
      size,
      wanted ? createWriteStream(join(folder, name), { flags: 'wx', mode: 0o644 }) : undefined,
    );
    if (wanted) written.add(name);
  }
  reader.release();
  return [...written];
}

/** A relative path that stays where it is unpacked. */
function isInside(name: string): boolean {
  return name.split('/').every(part => part !== '' && part !== '.' && part !== '..');
}

async function copyFile(reader: BlockReader, size: number, out: Writable | undefined): Promise<void> {
  const failed = new Promise<never>((_, reject) => out?.once('error', reject));
  failed.catch(() => {});
  for (let left = size; left > 0; ) {
    const part = await reader.takeUpTo(Math.min(left, 1 << 20));
    left -= part.length;
    if (out && !out.write(part))
      await Promise.race([new Promise(resolve => out.once('drain', resolve)), failed]);
  }
  await reader.take((block - (size % block)) % block);
  if (out) await Promise.race([new Promise<void>(resolve => out.end(() => resolve())), failed]);
}

interface BlockReader {
  take(length: number): Promise<Uint8Array>;
  /** Between one byte and `length` bytes. */
  takeUpTo(length: number): Promise<Uint8Array>;
  release(): void;
}

function readBlocks(stream: Readable): BlockReader {
  const waitForData = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const done = (): void => {
        stream.off('readable', done).off('end', gone).off('close', gone);
        resolve();
      };
      const gone = (): void => {
        stream.off('readable', done).off('end', gone).off('close', gone);
        reject(new Error('the guest went away in the middle of an archive'));
      };
      stream.on('readable', done).on('end', gone).on('close', gone);
    });
  const takeUpTo = async (length: number): Promise<Uint8Array> => {
    for (;;) {
      const part: Buffer | null = stream.read(Math.min(length, stream.readableLength || length));
      if (part) return part;
      await waitForData();
    }
  };
  return {
    takeUpTo,
    async take(length) {
      const parts: Uint8Array[] = [];
      for (let left = length; left > 0; ) {
        const part = await takeUpTo(left);
        parts.push(part);
        left -= part.length;
      }
      return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    },
    release: () => {
      stream.removeAllListeners('readable');
    },
  };
}

function field(header: Uint8Array, start: number, length: number): string {
  const end = header.indexOf(0, start);
  return Buffer.from(
    header.subarray(start, end >= start && end < start + length ? end : start + length),
  ).toString('latin1');
}
