import zlib from 'node:zlib';
import type { ReadTools } from '../../formats/index.ts';

interface ZstdOfNode {
  zstdDecompressSync?: (input: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;
}

let loaded: Promise<ReadTools> | undefined;

/** What readers need from outside: Node's own zlib and zstd where it has one, else zstd in WebAssembly. */
export function loadDecompressors(): Promise<ReadTools> {
  loaded ??= loadZstd().then(zstd => ({
    zlib: (input, size) => zlib.inflateSync(input, { maxOutputLength: Math.max(1, size) }),
    zstd: (input, size) => {
      checkFrame(input, size);
      return zstd(input, size);
    },
  }));
  return loaded;
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

/** A frame may state its own content size (RFC 8878, 3.1.1.1), which decoders allocate: it must be the expected one. */
function checkFrame(input: Uint8Array, size: number): void {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (input.length < 6 || view.getUint32(0, true) !== 0xfd2f_b528) throw new Error('no zstd frame');
  const descriptor = input[4]!;
  const single = (descriptor >> 5) & 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3]!;
  const at = 5 + (single === 1 ? 0 : 1) + dictionary;
  const bytes = [single, 2, 4, 8][descriptor >> 6]!;
  if (bytes === 0) return;
  if (at + bytes > input.length) throw new Error('the frame ends in its head');
  let stated = 0;
  for (let i = bytes - 1; i >= 0; i--) stated = stated * 256 + input[at + i]!;
  if (bytes === 2) stated += 256;
  if (stated !== size) throw new Error(`a frame of ${stated} bytes`);
}
