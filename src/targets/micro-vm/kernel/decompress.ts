import { spawn } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import { Decompress as ZstdStream } from 'fzstd';
import { TargetError } from '../../../base/index.ts';
import { unpackLz4Legacy } from './lz4-legacy.ts';

/** Unpacks `packed`; `size` is the expected length where it is known. */
export type Decompress = (packed: Uint8Array, size: number) => Promise<Uint8Array>;

const byMagic: readonly { readonly magic: readonly number[]; readonly decompress: Decompress }[] = [
  { magic: [0x1f, 0x8b], decompress: async packed => gunzipSync(packed) },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], decompress: packed => unpackXz(packed) },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], decompress: async packed => unpackZstd(packed) },
  { magic: [0x02, 0x21, 0x4c, 0x18], decompress: async (packed, size) => unpackLz4Legacy(packed, size) },
];

/** The decompressor for what `packed` begins with; undefined when it is none of gzip, xz, zstd, lz4. */
export function decompressorOf(packed: Uint8Array): Decompress | undefined {
  return byMagic.find(({ magic }) => magic.every((byte, index) => packed[index] === byte))?.decompress;
}

function unpackZstd(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const stream = new ZstdStream(part => parts.push(part));
  // The four bytes of size behind the frame are not part of it.
  stream.push(packed.subarray(0, packed.length - 4), true);
  return Buffer.concat(parts);
}

/** By the machine's `xz`, else by a busybox that is handed in through PATH; xz has no well-kept pure JavaScript reader. */
function unpackXz(packed: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = spawn('xz', ['--decompress', '--stdout', '--single-stream'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const parts: Buffer[] = [];
    child.on('error', error => {
      reject(new TargetError('unpack xz', error.message, 'Install the package xz-utils and try again.'));
    });
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    // xz complains about the four bytes behind the stream; what it unpacked is judged by the caller.
    child.on('close', () => resolve(Buffer.concat(parts)));
    child.stdin.on('error', () => {});
    child.stdin.end(packed);
  });
}
