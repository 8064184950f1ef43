import * as zstd from '@bokuweb/zstd-wasm';
import { Decompress } from 'fzstd';
import type { StreamDecompressor } from '../../formats/index.ts';
import { checkZstdFrame, type OpenTools } from '../../opening/index.ts';
import { inflate } from './inflate.ts';
import { unpackStream } from './unpack-stream.ts';

/** What a page has room for, in bytes: a tab may have about four billion, and analyses need their own. */
const mostInMemory = 2 ** 30;

/** What reading needs of a page. */
export const readTools: OpenTools = {
  zlib: inflate,
  zstd: async (input, size) => {
    checkZstdFrame(input, size);
    await zstdIsReady();
    return zstd.decompress(input, { defaultHeapSize: Math.max(1, size) });
  },
  zstdStream: openZstdStream,
  unpackStream,
  mostUnpacked: mostInMemory,
  residentBytes: mostInMemory,
};

let ready: Promise<void> | undefined;

/** The decoder is unpacked when the first block needs it: most recordings have none. */
function zstdIsReady(): Promise<void> {
  ready ??= zstd.init();
  return ready;
}

function openZstdStream(): StreamDecompressor {
  let pieces: Uint8Array[] = [];
  const stream = new Decompress(piece => pieces.push(piece));
  return {
    push: piece => {
      pieces = [];
      stream.push(piece);
      return pieces;
    },
  };
}
