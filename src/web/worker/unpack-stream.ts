import { Decompress } from 'fzstd';
import xz from 'xz-decompress';
import type { ByteSource } from '../../base/index.ts';
import { piecesOf, type UnpackStream } from '../../opening/index.ts';
import { gunzip } from './gunzip.ts';

/** Unpacks as `UnpackStream` says, by what a page has. */
export const unpackStream: UnpackStream = (packing, source, take) => {
  if (packing === 'gzip') return gunzip(source, take);
  return packing === 'xz' ? unxz(source, take) : unzstd(source, take);
};

async function unxz(source: ByteSource, take: (piece: Uint8Array) => void): Promise<void> {
  const pieces = piecesOf(source);
  const packed = new ReadableStream<Uint8Array>({
    pull: async controller => {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const reader = new xz.XzReadableStream(packed).getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) take(next.value.slice());
}

async function unzstd(source: ByteSource, take: (piece: Uint8Array) => void): Promise<void> {
  const stream = new Decompress(piece => take(piece.slice()));
  let rest: Uint8Array | undefined;
  for await (const piece of piecesOf(source)) {
    if (rest !== undefined) stream.push(rest);
    rest = piece;
  }
  stream.push(rest ?? new Uint8Array(0), true);
}
