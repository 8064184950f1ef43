import zlib from 'node:zlib';
import { Decompress } from 'fzstd';
import type { ReadTools, StreamDecompressor } from '../../formats/index.ts';
import { checkZstdFrame } from '../../opening/index.ts';
import { unpackBlocks } from './unpack-blocks.ts';

interface ZstdOfNode {
  zstdDecompressSync?: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
}

let loaded: Promise<ReadTools> | undefined;

/** What readers need from outside: Node's own zlib and zstd where it has one, else zstd in WebAssembly. */
export function loadDecompressors(): Promise<ReadTools> {
  loaded ??= loadZstd().then(zstd => ({
    zlib: (input, size) => zlib.inflateSync(input, { maxOutputLength: Math.max(1, size) }),
    zstd: (input, size) => {
      checkZstdFrame(input, size);
      return zstd(input, size);
    },
    ...(unpackBlocks === undefined ? {} : { unpackBlocks }),
    zstdStream: openZstdStream,
  }));
  return loaded;
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

async function loadZstd(): Promise<(input: Uint8Array, size: number) => Uint8Array> {
  const { zstdDecompressSync } = zlib as ZstdOfNode;
  if (zstdDecompressSync !== undefined) {
    return (input, size) => zstdDecompressSync(input, { maxOutputLength: Math.max(1, size) });
  }
  const zstd = await import('@bokuweb/zstd-wasm');
  await zstd.init();
  return (input, size) => zstd.decompress(input, { defaultHeapSize: Math.max(1, size) });
}
