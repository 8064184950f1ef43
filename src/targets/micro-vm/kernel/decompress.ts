import { spawn } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { Decompress as ZstdStream } from 'fzstd';
import { TargetError } from '../../../base/index.ts';
import { unpackLz4Legacy } from './lz4-legacy.ts';

/** Nobody's kernel is larger; a file that claims to be is not unpacked. */
export const mostUnpacked = 1024 ** 3;

/** Unpacks `packed`; `size` is what it will be where that is known and stands behind it, 0 elsewhere. At most 1 GiB. */
export type Decompress = (packed: Uint8Array, size: number) => Promise<Uint8Array>;

const byMagic: readonly { readonly magic: readonly number[]; readonly decompress: Decompress }[] = [
  { magic: [0x1f, 0x8b], decompress: async packed => gunzipSync(packed, { maxOutputLength: mostUnpacked }) },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], decompress: packed => unpackXz(packed) },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], decompress: async (packed, size) => unpackZstd(packed, size) },
  // Room for one byte more than promised, so that too much shows.
  { magic: [0x02, 0x21, 0x4c, 0x18], decompress: async (packed, size) => unpackLz4Legacy(packed, size + 1) },
];

/** The decompressor for what `packed` begins with; undefined when it is none of gzip, xz, zstd, lz4. */
export function decompressorOf(packed: Uint8Array): Decompress | undefined {
  return byMagic.find(({ magic }) => magic.every((byte, index) => packed[index] === byte))?.decompress;
}

function unpackZstd(packed: Uint8Array, size: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  const stream = new ZstdStream(part => {
    total += part.length;
    if (total > mostUnpacked) throw new Error('it is larger than 1 GiB');
    parts.push(part);
  });
  // The four bytes of size behind the frame are not part of it.
  stream.push(size > 0 ? packed.subarray(0, packed.length - 4) : packed, true);
  return Buffer.concat(parts);
}

/** By the machine's `xz`, else by a busybox that is handed in through PATH; xz has no well-kept pure JavaScript reader. */
function unpackXz(packed: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn('xz', ['--decompress', '--stdout', '--single-stream'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const parts: Buffer[] = [];
    let total = 0;
    child.on('error', error => {
      reject(new TargetError('unpack xz', error.message, 'Install the package xz-utils and try again.'));
    });
    child.stdout.on('data', (part: Buffer) => {
      total += part.length;
      if (total > mostUnpacked) child.kill();
      else parts.push(part);
    });
    // xz complains about the four bytes behind the stream; what it unpacked is judged by the caller.
    child.on('close', () => resolve(Buffer.concat(parts)));
    child.stdin.on('error', () => {});
    child.stdin.end(packed);
  });
}
